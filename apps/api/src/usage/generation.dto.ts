/** What became of one field that the client sent, or of one thing that the reply said. */
export class ReceiptLineDto {
  /**
   * JSON path in the client's body, or, from `response.` on, in the reply.
   * @example "messages[0].content[1].image_url.detail"
   */
  path: string;
  /** Carried exactly in other words, carried nearly, or not carried. */
  outcome: 'mapped' | 'approximated' | 'dropped';
  /** What was done instead. */
  why?: string;
}

/** One request and what it cost, in OpenRouter's shape. */
export class GenerationDto {
  /** The request's id: `x-request-id` of its reply. */
  id: string;
  /** @example "anthropic/claude-sonnet-5" */
  model: string | null;
  provider_name: string | null;
  /** What the organization is charged, in USD; null when it is not known. */
  total_cost: number | null;
  /** The same, by OpenRouter's other name. */
  usage: number | null;
  /** The same exactly, in nano-USD. */
  total_cost_nano: string | null;
  /** What the vendor bills, in nano-USD. */
  upstream_cost_nano: string | null;
  /** What the vendor bills, in USD. */
  upstream_inference_cost: number | null;
  /** Whether the usage is our count, since the vendor told none. */
  estimated: boolean;
  /** What was used besides tokens, by unit of price, e.g. `{ "second": 12 }`. */
  items: Record<string, number> | null;
  /** Answered by a local stand-in: charges are an illustration and on no bill. */
  demo: boolean;
  tokens_prompt: number | null;
  tokens_completion: number | null;
  /** Tokens are counted in the model's own: these are the two above. */
  native_tokens_prompt: number | null;
  native_tokens_completion: number | null;
  native_tokens_completion_images: number | null;
  native_tokens_cached: number | null;
  native_tokens_reasoning: number | null;
  streamed: boolean;
  /** HTTP status of the reply; 499 when the client closed the connection first. */
  status: number;
  error_code: string | null;
  finish_reason: string | null;
  /** Whether the client closed the connection first. */
  cancelled: boolean;
  /** What a translation between dialects changed or could not carry; what is not listed was carried as it stood. */
  translation: ReceiptLineDto[];
  /** The vendor's own id of its reply. */
  upstream_id: string | null;
  /** Milliseconds until the reply began. */
  latency: number | null;
  /** Milliseconds in all. */
  generation_time: number;
  created_at: string;
  /** Always `global`. */
  data_region: string;
  /** Whether the organization's own provider credential was used. */
  is_byok: boolean;
  /** Empty: programs do not say where they come from. */
  origin: string;
  /** What OpenRouter tells besides and this gateway does not know. */
  api_type: string | null;
  app_id: number | null;
  cache_discount: number | null;
  external_user: string | null;
  http_referer: string | null;
  moderation_latency: number | null;
  native_finish_reason: string | null;
  num_fetches: number | null;
  num_input_audio_prompt: number | null;
  num_media_completion: number | null;
  num_media_prompt: number | null;
  num_search_results: number | null;
  preset_id: string | null;
  provider_responses: string[] | null;
  router: string | null;
  service_tier: string | null;
  user_agent: string | null;
  web_search_engine: string | null;
  workspace_id: string | null;
}

/** The answer to a look-up. */
export class GenerationReplyDto {
  data: GenerationDto;
}

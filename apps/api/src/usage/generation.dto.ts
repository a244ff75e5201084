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
  /** The same exactly, in nano-USD. */
  total_cost_nano: string | null;
  /** What the vendor bills, in nano-USD. */
  upstream_cost_nano: string | null;
  /** Answered by a local stand-in: charges are an illustration and on no bill. */
  demo: boolean;
  tokens_prompt: number | null;
  tokens_completion: number | null;
  native_tokens_cached: number | null;
  native_tokens_reasoning: number | null;
  streamed: boolean;
  /** HTTP status of the reply; 499 when the client closed the connection first. */
  status: number;
  error_code: string | null;
  finish_reason: string | null;
  /** What a translation between dialects changed or could not carry; what is not listed was carried as it stood. */
  translation: ReceiptLineDto[];
  /** The vendor's own id of its reply. */
  upstream_id: string | null;
  /** Milliseconds until the reply began. */
  latency: number | null;
  /** Milliseconds in all. */
  generation_time: number;
  created_at: string;
}

/** The answer to a look-up. */
export class GenerationReplyDto {
  data: GenerationDto;
}

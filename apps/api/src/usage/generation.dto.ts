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

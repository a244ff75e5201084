/** A model in Anthropic's shape. */
export class AnthropicModelDto {
  /** @example "model" */
  type: 'model';
  /** @example "anthropic/claude-sonnet-5" */
  id: string;
  /** @example "Claude Sonnet 5" */
  display_name: string;
  /** RFC 3339; the beginning of 1970 when the release is not known. */
  created_at: string;
  max_input_tokens: number | null;
  max_tokens: number | null;
  lifecycle: 'active' | 'deprecated';
  /** Not known to this gateway. */
  capabilities: Record<string, boolean> | null;
  line: string | null;
  deprecated_at: string | null;
  retires_at: string | null;
}

/** A page of models, the newest first. */
export class AnthropicModelsDto {
  data: AnthropicModelDto[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

/** List prices in USD per token or item, as decimal text; what has no price is left out. */
export class ModelPricingDto {
  /** @example "0.000002" */
  prompt: string;
  /** @example "0.00001" */
  completion: string;
  /** An image put in or made, where images are priced by the piece. */
  image?: string;
  image_token?: string;
  image_output?: string;
  audio?: string;
  audio_output?: string;
  request?: string;
  web_search?: string;
  internal_reasoning?: string;
  input_cache_read?: string;
  input_cache_write?: string;
  input_cache_write_1h?: string;
}

export class ModelArchitectureDto {
  /** @example "text+image->text" */
  modality: string;
  /** @example ["text", "image"] */
  input_modalities: string[];
  /** @example ["text"] */
  output_modalities: string[];
  /**
   * The family of its tokenizer.
   * @example "Claude"
   */
  tokenizer: string;
  instruct_type: string | null;
}

/** The limits of the first endpoint that can be called. */
export class TopProviderDto {
  context_length: number | null;
  max_completion_tokens: number | null;
  is_moderated: boolean;
}

export class ModelLinksDto {
  /** Path of the model's endpoints. */
  details: string;
}

/** A model in OpenAI's shape, with the fields that OpenRouter adds. */
export class ListedModelDto {
  /** @example "anthropic/claude-sonnet-5" */
  id: string;
  /** @example "model" */
  object: 'model';
  /** Unix time of the model's release in seconds; 0 when it is not known. */
  created: number;
  /** The model's author. */
  owned_by: string;
  name: string;
  canonical_slug: string;
  context_length: number | null;
  architecture: ModelArchitectureDto;
  pricing: ModelPricingDto;
  top_provider: TopProviderDto;
  /** Fields of a chat completion that the model takes. */
  supported_parameters: string[];
  knowledge_cutoff: string | null;
  links: ModelLinksDto;
  /** Not known to this gateway. */
  default_parameters: Record<string, number> | null;
  per_request_limits: Record<string, number> | null;
  supported_voices: string[] | null;
}

export class ListLinksDto {
  /** Path of the next page. */
  next: string | null;
}

/** The models that this gateway can call now. */
export class ListedModelsDto {
  /** @example "list" */
  object: 'list';
  data: ListedModelDto[];
  links: ListLinksDto;
  total_count: number;
}

export class ToolChoiceSupportDto {
  auto: boolean;
  function: boolean;
  none: boolean;
  required: boolean;
}

/** One provider's offer to serve a model, in OpenRouter's shape. */
export class ListedEndpointDto {
  /** @example "Anthropic | anthropic/claude-sonnet-5" */
  name: string;
  model_id: string;
  model_name: string;
  /** @example "Anthropic" */
  provider_name: string;
  /**
   * Our id of the provider.
   * @example "anthropic"
   */
  tag: string;
  context_length: number;
  max_completion_tokens: number | null;
  max_prompt_tokens: number | null;
  pricing: ModelPricingDto;
  supported_parameters: string[];
  supports_implicit_caching: boolean;
  supports_tool_choice: ToolChoiceSupportDto;
  /** 0: it can be called. */
  status: number;
  /** Not measured by this gateway. */
  quantization: string | null;
  uptime_last_5m: number | null;
  uptime_last_30m: number | null;
  uptime_last_1d: number | null;
  latency_last_30m: number | null;
  throughput_last_30m: number | null;
}

export class ModelEndpointsDto {
  id: string;
  name: string;
  created: number;
  /** Empty: the catalogue has facts, no descriptions. */
  description: string;
  architecture: ModelArchitectureDto;
  endpoints: ListedEndpointDto[];
}

/** A model's endpoints that can be called now. */
export class ModelEndpointsReplyDto {
  data: ModelEndpointsDto;
}

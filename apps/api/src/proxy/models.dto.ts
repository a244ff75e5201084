/** List price in USD per token, as decimal text. */
export class ModelPricingDto {
  /** @example "0.000002" */
  prompt: string;
  /** @example "0.00001" */
  completion: string;
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
  context_length: number | null;
  pricing: ModelPricingDto | null;
}

/** The models that this gateway can call now. */
export class ListedModelsDto {
  /** @example "list" */
  object: 'list';
  data: ListedModelDto[];
}

/** What a million units cost at an endpoint, and under which condition. */
export class PriceComponentDto {
  /**
   * What is counted: a class of tokens, or an item such as `image`.
   * @example "inputTokens"
   */
  unit: string;
  /**
   * Price of a million units in nano-USD (10⁻⁹ USD), exact.
   * @example "2000000000"
   */
  nanoUsdPerMillion: string;
  /** Applies when all input together has more tokens than this; absent: always. */
  inputTokensAbove?: number;
  /** Applies at this service tier; absent: at the standard one. */
  serviceTier?: string;
  /** Applies in this speed mode; absent: in the standard one. */
  speed?: string;
}

/** One version of a price. Versions are never changed, only followed. */
export class PriceDto {
  version: number;
  components: PriceComponentDto[];
  /** Where the price was read. */
  source: string;
  /** @example "2026-09-27" */
  sourceDate: string;
  effectiveFrom: string;
}

/** A provider's offer to serve a model. */
export class EndpointDto {
  /** @example "anthropic" */
  provider: string;
  /** The provider's own name for the model. */
  upstreamModel: string;
  /** Whether this gateway has an adapter and a credential for the provider. */
  available: boolean;
  contextTokens: number | null;
  maxOutputTokens: number | null;
  /** The price in force; null: none, so calls are refused. */
  price: PriceDto | null;
}

/** A model as the catalogue lists it. */
export class ModelSummaryDto {
  /** @example "anthropic/claude-sonnet-5" */
  id: string;
  /** @example "anthropic" */
  author: string;
  /** @example "Claude Sonnet 5" */
  name: string;
  /** Other names that mean this model. */
  aliases: string[];
  /** @example "chat" */
  kind: string;
  family: string | null;
  /** Whether this gateway can call it now. */
  available: boolean;
  /** Ids of the providers that serve it, in the order in which they are tried. */
  providers: string[];
  contextTokens: number | null;
  maxOutputTokens: number | null;
  /** @example ["text", "image"] */
  inputModalities: string[];
  outputModalities: string[];
  /** Among `tools`, `reasoning`, `structuredOutput`, `temperature`, `attachment`. */
  capabilities: string[];
  releaseDate: string | null;
  /** Price of a million uncached input tokens at the first endpoint, nano-USD; null: not priced. */
  inputNanoUsdPerMillion: string | null;
  /** Price of a million output tokens at the first endpoint, nano-USD; null: not priced. */
  outputNanoUsdPerMillion: string | null;
}

/** All models of the catalogue. */
export class ModelListDto {
  models: ModelSummaryDto[];
  /** Where the facts come from. */
  source: string;
  /** @example "2026-09-27" */
  sourceDate: string;
  /** Whether local stand-ins answer for the vendors, since no provider has a key. */
  demo: boolean;
}

/** A model with everything the catalogue knows of it. */
export class ModelDto extends ModelSummaryDto {
  /** End of the training data, as far as the author tells. */
  knowledge: string | null;
  openWeights: boolean | null;
  endpoints: EndpointDto[];
}

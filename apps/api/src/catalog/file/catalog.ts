import type { DialectId } from '@nuvra/dialects';
import type { PriceList } from '../../pricing/price';

/** The file of model facts and prices: `apps/api/assets/catalog.json`, and a refreshed one in the data directory. */
export interface Catalog {
  /** Where facts and prices come from, unless a price says otherwise. */
  readonly source: string;
  /** When the source said so, `YYYY-MM-DD`. */
  readonly date: string;
  readonly models: readonly CatalogModel[];
}

/** What models are for. A `completion` model goes on with a text and knows no conversation. */
export const MODEL_KINDS = [
  'chat',
  'completion',
  'embedding',
  'image',
  'speech',
  'transcription',
  'moderation',
  'rerank',
  'video',
  'realtime',
] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** What a model is and can do, whoever serves it. An absent fact is one that no source told. */
export interface ModelFacts {
  readonly kind: ModelKind;
  readonly family?: string;
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as far as known; `knowledge` is the end of its training data. */
  readonly releaseDate?: string;
  readonly knowledge?: string;
  /** Input and output together. */
  readonly contextTokens?: number;
  readonly maxInputTokens?: number;
  readonly maxOutputTokens?: number;
  /** `text`, `image`, `audio`, `video`, `pdf`. */
  readonly inputModalities: readonly string[];
  readonly outputModalities: readonly string[];
  readonly capabilities: ModelCapabilities;
  readonly reasoningOptions?: readonly ReasoningOption[];
  readonly openWeights?: boolean;
}

export interface ModelCapabilities {
  readonly tools?: boolean;
  readonly reasoning?: boolean;
  readonly structuredOutput?: boolean;
  /** Whether the model takes a temperature at all. */
  readonly temperature?: boolean;
  readonly attachment?: boolean;
}

/** How a caller steers reasoning: on and off, by a word for the effort, or by a budget in tokens. */
export type ReasoningOption =
  | { readonly type: 'toggle' }
  | { readonly type: 'effort'; readonly values?: readonly string[] }
  | { readonly type: 'budget_tokens'; readonly min?: number; readonly max?: number };

export interface CatalogModel extends ModelFacts {
  /** `author/slug` as OpenRouter's customers know it. */
  readonly id: string;
  readonly author: string;
  readonly name: string;
  /** Other names that mean this model and no other. */
  readonly aliases: readonly string[];
  /** In the order in which they are tried: the author's own first, OpenRouter last. */
  readonly endpoints: readonly CatalogEndpoint[];
}

/** A provider's offer to serve a model. */
export interface CatalogEndpoint {
  /** Our id of the provider. */
  readonly provider: string;
  /** The provider's own name for the model. */
  readonly upstreamModel: string;
  /** The wire format of this endpoint, where it is not the one that the provider speaks otherwise. */
  readonly dialect?: DialectId;
  /** Limits of this endpoint where they are not the model's. */
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly status?: 'beta' | 'deprecated';
  /** Null: the source tells no price, so that calls are refused until an operator states one. */
  readonly price: PriceList | null;
}

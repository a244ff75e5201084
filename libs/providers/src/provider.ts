import { type Dialect, type JsonObject, type ReceiptBook } from '@nuvra/dialects';

/**
 * The contract of a provider: whom we call, in which dialects, and what is peculiar to it. Pure data and functions; connecting,
 * deadlines and retries belong to the one transport of the API.
 */
export interface Provider {
  /** Short id, e.g. `openai`: names the provider in the catalogue, in usage rows and in logs. */
  readonly id: string;
  /** Name for people, e.g. `Google Gemini`. */
  readonly name: string;
  /** `OPENAI` stands for `OPENAI_API_KEY` and `OPENAI_BASE_URL`. */
  readonly environmentPrefix: string;
  /**
   * Where the vendor's own SDK would send requests by default, without a trailing slash. Absent where every operator has an address
   * of their own, without which the provider is not called.
   */
  readonly baseUrl?: string;
  /** What such an address looks like. */
  readonly exampleBaseUrl?: string;
  /** It asks for no key by itself, so that an address is enough to call it. */
  readonly keyOptional?: boolean;
  /** A model of it to try first, as the catalogue names it; absent where the catalogue lists none. */
  readonly exampleModel?: string;
  /**
   * The dialects it speaks. A client of one of them is passed through untranslated; any other is translated to the first, or to
   * the one marked for models that reason.
   */
  readonly apis: readonly [ProviderApi, ...ProviderApi[]];
  /** Whether the vendor stops billing when we close the connection; decides whether an abandoned stream is drained. */
  readonly abortStopsBilling: boolean | 'unknown';
  /** Paths behind the base URL of other operations that it has in the form of OpenAI (`rerank`: of Cohere), passed through. */
  readonly passThroughPaths?: Readonly<Partial<Record<PassThroughOperation, string>>>;
  /**
   * Request headers that carry the credential, and those the vendor demands. Names in lower case.
   * @param apiKey empty where there is none, which `keyOptional` allows
   */
  headers(apiKey: string): Record<string, string>;
}

/** One dialect that a provider speaks. */
export interface ProviderApi {
  readonly dialect: Dialect;
  /** Path behind the base URL for a completion by `model` (the vendor's own name). */
  path(model: string, stream: boolean): string;
  /** Models that reason are better reached here by clients of other dialects: only here does their reasoning return. */
  readonly keepsReasoning?: boolean;
  /** Path for counting the input tokens of a completion, where the provider counts them. */
  countTokensPath?(model: string): string;
  /** Path of embeddings in the dialect's own form, of one content or of several at once, where the provider has them so. */
  embeddingsPath?(model: string, several: boolean): string;
  /** It takes images and files inline only, though its dialect has room for their URLs. */
  readonly inlineMediaOnly?: boolean;
  /** Absent where there is nothing to adapt. */
  readonly adaptRequest?: Adaptation;
}

/**
 * Makes a body of the dialect, ready to be sent, into one that the provider takes: what it would refuse or not hear is taken out or
 * said in its own way. The book gets a line, at the body's field, for everything that is lost or changes its meaning. The body given
 * stays as it is.
 * @param model the provider's own name
 */
export type Adaptation = (body: JsonObject, book: ReceiptBook, model: string) => JsonObject;

/** Operations besides completions, by their path under `/v1`. */
export const PASS_THROUGH_OPERATIONS = [
  'completions',
  'embeddings',
  'images/generations',
  'images/edits',
  'audio/speech',
  'audio/transcriptions',
  'moderations',
  'rerank',
] as const;
export type PassThroughOperation = (typeof PASS_THROUGH_OPERATIONS)[number];

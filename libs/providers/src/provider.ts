import { type SameDialect, type UpstreamDialect } from '@nuvra/dialects';

/**
 * The contract of a provider: whom we call, in which dialect, and what is peculiar to it. Pure data and functions; connecting,
 * deadlines and retries belong to the one transport of the API.
 */
export interface Provider {
  /** Short id, e.g. `openai`: names the provider in the catalogue, in usage rows and in logs. */
  readonly id: string;
  /** Name for people, e.g. `Google Gemini`. */
  readonly name: string;
  /** `OPENAI` stands for `OPENAI_API_KEY` and `OPENAI_BASE_URL`. */
  readonly environmentPrefix: string;
  /** Where the vendor's own SDK would send requests by default, without a trailing slash. */
  readonly baseUrl: string;
  /** A model of it to try first, as the catalogue names it. */
  readonly exampleModel: string;
  readonly dialect: UpstreamDialect;
  /** Set where a client that speaks the same dialect is passed through untranslated. */
  readonly sameDialect?: SameDialect;
  /** Whether the vendor stops billing when we close the connection; decides whether an abandoned stream is drained. */
  readonly abortStopsBilling: boolean | 'unknown';
  /** Path behind the base URL for a completion by `model` (the vendor's own name). */
  completionPath(model: string, stream: boolean): string;
  /** Path behind the base URL for embeddings; absent where the provider has none in its dialect. */
  readonly embeddingsPath?: string;
  /** Request headers that carry the credential, and those the vendor demands. Names in lower case. */
  headers(apiKey: string): Record<string, string>;
}

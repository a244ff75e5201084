import { type DialectId, type Failure, type JsonObject, type ReplyEvent } from '@nuvra/dialects';

/** What is peculiar to a provider, by example: written from its documentation, in a file beside it that ends in `.examples.ts`. */
export interface ProviderExamples {
  readonly requests?: readonly RequestExample[];
  readonly replies?: readonly ReplyExample[];
  readonly failures?: readonly FailureExample[];
}

interface Example {
  /** A promise, to follow the provider's name. */
  readonly it: string;
  /** The API that it is about, where the provider has several; else its only one. */
  readonly api?: DialectId;
}

/** A body ready to be sent, and what the provider gets. */
export interface RequestExample extends Example {
  readonly model?: string;
  readonly body: JsonObject;
  readonly sent: JsonObject;
  /** The receipt, as `dropped seed`. */
  readonly told?: readonly string[];
}

/** A reply as the provider writes it, as JSON or as a stream, and what must be read in it: among others these events. */
export interface ReplyExample extends Example {
  readonly json?: JsonObject;
  readonly stream?: readonly (JsonObject | string)[];
  readonly says: readonly ReplyEvent[];
}

export interface FailureExample extends Example {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly says: Partial<Failure>;
}

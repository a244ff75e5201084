/** Why a call failed, in words that every dialect can say. */
export type FailureKind =
  | 'invalid-request'
  | 'authentication'
  | 'permission'
  | 'payment'
  | 'not-found'
  | 'too-large'
  | 'rate-limit'
  | 'content-filter'
  | 'overloaded'
  | 'timeout'
  | 'upstream'
  | 'internal';

/** A failed call: read from a vendor's error body, or made by us, and written in the client's dialect. */
export interface Failure {
  readonly kind: FailureKind;
  /** For people; from a vendor it is the vendor's own sentence. */
  readonly message: string;
  /** Machine-readable, e.g. `context_length_exceeded`. */
  readonly code?: string;
  /** The field at fault, in the terms of whoever reported it. */
  readonly param?: string;
  readonly retryAfterSeconds?: number;
}

const KIND_OF_STATUS: Readonly<Record<number, FailureKind>> = {
  401: 'authentication',
  402: 'payment',
  403: 'permission',
  404: 'not-found',
  408: 'timeout',
  413: 'too-large',
  429: 'rate-limit',
  // Groq's flex tier is full: https://console.groq.com/docs/errors
  498: 'overloaded',
  503: 'overloaded',
  504: 'timeout',
  // Anthropic's, which routers pass on.
  529: 'overloaded',
};

/** What an HTTP status says by itself; undefined where it is one that says nothing but its class. */
export function kindOfStatus(status: number): FailureKind | undefined {
  return KIND_OF_STATUS[status];
}

/** What an HTTP status says of an error whose words say nothing. */
export function kindOfBareStatus(status: number): FailureKind {
  return kindOfStatus(status) ?? (status >= 400 && status < 500 ? 'invalid-request' : 'upstream');
}

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

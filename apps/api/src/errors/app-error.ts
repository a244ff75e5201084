import { type Failure, type FailureKind } from '@nuvra/dialects';

/**
 * Every error that Nuvra itself reports: its code, which clients may rely on, and its kind, from which each dialect derives the HTTP
 * status and its own words.
 */
export const ERROR_KINDS = {
  invalid_json: 'invalid-request',
  invalid_request: 'invalid-request',
  body_too_large: 'too-large',
  body_too_deep: 'invalid-request',
  missing_api_key: 'authentication',
  invalid_api_key: 'authentication',
  revoked_api_key: 'authentication',
  access_denied: 'permission',
  path_not_found: 'not-found',
  not_found: 'not-found',
  not_kept: 'not-found',
  model_not_found: 'not-found',
  model_unavailable: 'overloaded',
  model_unpriced: 'invalid-request',
  unsupported_by_model: 'invalid-request',
  not_carried: 'invalid-request',
  thread_unsupported_request: 'invalid-request',
  upstream_refused_credential: 'upstream',
  upstream_unreachable: 'upstream',
  upstream_unreadable: 'upstream',
  upstream_timeout: 'timeout',
  not_ready: 'overloaded',
  shutting_down: 'overloaded',
  internal_error: 'internal',
} as const satisfies Record<string, FailureKind>;

export type ErrorCode = keyof typeof ERROR_KINDS;

interface Details {
  /** The field or parameter at fault. */
  readonly param?: string;
  readonly retryAfterSeconds?: number;
  /** For the log alone; never reaches a client. */
  readonly cause?: unknown;
}

/** An error meant for the client. The message says what is wrong and what to do; nothing internal goes into it. */
export class AppError extends Error {
  readonly failure: Failure;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { cause, ...details }: Details = {},
  ) {
    super(message, { cause });
    this.failure = { kind: ERROR_KINDS[code], code, message, ...details };
  }
}

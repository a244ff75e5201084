import { type JsonObject } from '../call';
import { type Failure, type FailureKind } from '../failure';

/** Status and canonical code by kind: https://cloud.google.com/apis/design/errors, and the reason where a failure names none. */
const WRITTEN: Readonly<Record<FailureKind, { status: number; canonical: string; reason: string }>> = {
  'invalid-request': { status: 400, canonical: 'INVALID_ARGUMENT', reason: 'INVALID_REQUEST' },
  authentication: { status: 401, canonical: 'UNAUTHENTICATED', reason: 'API_KEY_INVALID' },
  payment: { status: 402, canonical: 'FAILED_PRECONDITION', reason: 'PAYMENT_REQUIRED' },
  permission: { status: 403, canonical: 'PERMISSION_DENIED', reason: 'PERMISSION_DENIED' },
  'not-found': { status: 404, canonical: 'NOT_FOUND', reason: 'NOT_FOUND' },
  'too-large': { status: 413, canonical: 'INVALID_ARGUMENT', reason: 'REQUEST_TOO_LARGE' },
  'rate-limit': { status: 429, canonical: 'RESOURCE_EXHAUSTED', reason: 'RATE_LIMIT_EXCEEDED' },
  'content-filter': { status: 400, canonical: 'INVALID_ARGUMENT', reason: 'CONTENT_FILTER' },
  internal: { status: 500, canonical: 'INTERNAL', reason: 'INTERNAL' },
  upstream: { status: 502, canonical: 'INTERNAL', reason: 'UPSTREAM_ERROR' },
  overloaded: { status: 503, canonical: 'UNAVAILABLE', reason: 'OVERLOADED' },
  timeout: { status: 504, canonical: 'DEADLINE_EXCEEDED', reason: 'TIMEOUT' },
};

const TYPE = 'type.googleapis.com/google.rpc.';

/** Writes an error reply. */
export function writeFailure(
  failure: Failure,
  requestId: string,
): { readonly status: number; readonly body: JsonObject } {
  return { status: WRITTEN[failure.kind].status, body: { error: writeStatus(failure, requestId) } };
}

/**
 * A `google.rpc.Status`, for a body or a chunk of a stream. Its details are the standard ones of
 * https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
export function writeStatus(failure: Failure, requestId?: string): JsonObject {
  const { status, canonical, reason } = WRITTEN[failure.kind];
  const { message, code, param, retryAfterSeconds } = failure;
  const details: JsonObject[] = [
    { '@type': `${TYPE}ErrorInfo`, reason: code === undefined ? reason : asReason(code), domain: 'nuvra' },
  ];
  if (param !== undefined) {
    details.push({ '@type': `${TYPE}BadRequest`, fieldViolations: [{ field: param, description: message }] });
  }
  if (retryAfterSeconds !== undefined)
    details.push({ '@type': `${TYPE}RetryInfo`, retryDelay: `${retryAfterSeconds}s` });
  if (requestId !== undefined) details.push({ '@type': `${TYPE}RequestInfo`, requestId });
  return { code: status, message, status: canonical, details };
}

/** Reasons are words in upper case: `context_length_exceeded` is `CONTEXT_LENGTH_EXCEEDED`. */
function asReason(code: string): string {
  return code.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();
}

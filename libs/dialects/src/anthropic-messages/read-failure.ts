import { type ResponseHeaders } from '../dialect';
import { type Failure, type FailureKind, kindOfBareStatus } from '../failure';
import { asObject, asText } from '../json';

// https://platform.claude.com/docs/en/api/errors
const KIND_OF_TYPE = new Map<string, FailureKind>([
  ['invalid_request_error', 'invalid-request'],
  ['authentication_error', 'authentication'],
  ['billing_error', 'payment'],
  ['permission_error', 'permission'],
  ['not_found_error', 'not-found'],
  ['conflict_error', 'invalid-request'],
  ['request_too_large', 'too-large'],
  ['rate_limit_error', 'rate-limit'],
  ['timeout_error', 'timeout'],
  ['api_error', 'upstream'],
  ['overloaded_error', 'overloaded'],
]);

/** Reads an error reply: Anthropic's `{ type: 'error', error }`, a proxy's HTML, or nothing at all. */
export function readFailure(status: number, body: unknown, headers: ResponseHeaders): Failure {
  const retryAfterSeconds = readRetryAfter(headers['retry-after']);
  return {
    ...readError(body, status),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}

/** Reads an error without headers: an `error` event inside a stream, where the status line has long been sent. */
export function readError(body: unknown, status?: number): Failure {
  const envelope = asObject(body) ?? {};
  const error = asObject(envelope['error']) ?? envelope;
  const type = asText(error['type']);
  // The type is the broad category; `details.error_code`, where given, names the cause.
  const code = asText(asObject(error['details'])?.['error_code']) ?? (type === 'error' ? undefined : type);
  return {
    kind: kindOf(type, status),
    message: asText(error['message']) ?? describe(status),
    ...(code !== undefined && { code }),
  };
}

function kindOf(type: string | undefined, status: number | undefined): FailureKind {
  const kind = KIND_OF_TYPE.get(type ?? '');
  // `invalid_request_error` also serves for 4xx that have no type of their own, so the status says more.
  if (kind !== undefined && (kind !== 'invalid-request' || status === undefined)) return kind;
  return kindOfBareStatus(status ?? 500);
}

function describe(status: number | undefined): string {
  return status === undefined ? 'The provider broke off the reply.' : `The provider answered with HTTP ${status}.`;
}

// An HTTP date needs a clock to become seconds, and Anthropic sends seconds.
function readRetryAfter(header: string | string[] | undefined): number | undefined {
  const value = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
  return /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

import { type JsonObject } from './call';
import { type ResponseHeaders } from './dialect';
import { type Failure, type FailureKind, kindOfBareStatus, kindOfStatus } from './failure';
import { asCount, asList, asObject, asText, parseObject } from './json';

/* OpenAI's errors, which both of its APIs and their many imitators share. */

/** Status, `type` and default `code` by kind: https://platform.openai.com/docs/guides/error-codes; 402 is OpenRouter's. */
const WRITTEN: Readonly<Record<FailureKind, { status: number; type: string; code: string | null }>> = {
  'invalid-request': { status: 400, type: 'invalid_request_error', code: null },
  authentication: { status: 401, type: 'invalid_request_error', code: 'invalid_api_key' },
  payment: { status: 402, type: 'insufficient_quota', code: 'insufficient_quota' },
  permission: { status: 403, type: 'permission_error', code: 'permission_denied' },
  'not-found': { status: 404, type: 'invalid_request_error', code: 'not_found' },
  'too-large': { status: 413, type: 'invalid_request_error', code: 'request_too_large' },
  'rate-limit': { status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  'content-filter': { status: 400, type: 'invalid_request_error', code: 'content_filter' },
  internal: { status: 500, type: 'server_error', code: 'internal_error' },
  upstream: { status: 502, type: 'server_error', code: 'upstream_error' },
  overloaded: { status: 503, type: 'server_error', code: 'overloaded' },
  timeout: { status: 504, type: 'server_error', code: 'timeout' },
};

/** Codes and types that say more than the status with which they come, or come without one, as in a stream. */
const KIND_BY_WORD: Readonly<Record<string, FailureKind>> = {
  insufficient_quota: 'payment',
  billing_hard_limit_reached: 'payment',
  content_filter: 'content-filter',
  content_policy_violation: 'content-filter',
  invalid_api_key: 'authentication',
  authentication_error: 'authentication',
  permission_error: 'permission',
  model_not_found: 'not-found',
  rate_limit_exceeded: 'rate-limit',
  rate_limit_error: 'rate-limit',
  overloaded: 'overloaded',
  overloaded_error: 'overloaded',
  timeout: 'timeout',
  invalid_request_error: 'invalid-request',
};

/** Reads an error reply of any shape; a body that says nothing still fails with a sentence. */
export function readFailure(status: number, body: unknown, headers: ResponseHeaders): Failure {
  const failure = readError(errorIn(body), status);
  const retryAfterSeconds = readRetryAfter(headers);
  return retryAfterSeconds === undefined ? failure : { ...failure, retryAfterSeconds };
}

/**
 * Reads one error object or sentence, as replies and streams carry it.
 * @param status of the reply; without one the error's own numbers and words decide
 */
export function readError(error: unknown, status?: number): Failure {
  const object = asObject(error) ?? {};
  const message = readMessage(error, object) ?? `The upstream failed${status ? ` with status ${status}` : ''}.`;
  const code = asText(object['code']);
  const param = asText(object['param']);
  // OpenRouter's `code` and Groq's `status_code` are HTTP statuses.
  const stated = status ?? asCount(object['code']) ?? asCount(object['status_code']);
  return {
    kind: kindOf(stated, code, asText(object['type'])),
    message,
    ...(code !== undefined && { code }),
    ...(param !== undefined && { param }),
  };
}

export function writeFailure(
  failure: Failure,
  requestId: string,
): { readonly status: number; readonly body: JsonObject } {
  // Inside `error`, because that object is what SDKs hand to their callers.
  const error = { ...writeError(failure), request_id: requestId };
  return { status: WRITTEN[failure.kind].status, body: { error } };
}

/** The error object, for a body or for a frame of a stream. */
export function writeError(failure: Failure): JsonObject {
  const { type, code } = WRITTEN[failure.kind];
  return { message: failure.message, type, param: failure.param ?? null, code: failure.code ?? code };
}

/** `{error: …}` of OpenAI, `{message}` of Mistral, `{detail}` of FastAPI servers, which Mistral's message may hold, or a bare sentence. */
function errorIn(body: unknown): unknown {
  if (typeof body === 'string') return errorIn(parseObject(body) ?? { error: body });
  const object = asObject(Array.isArray(body) ? (body as unknown[])[0] : body) ?? {};
  return object['error'] ?? object['detail'] ?? asObject(object['message'])?.['detail'] ?? object;
}

function readMessage(error: unknown, object: JsonObject): string | undefined {
  if (typeof error === 'string') return sentence(error);
  const details = asList(error).flatMap((item) => asText(asObject(item)?.['msg']) ?? []);
  return asText(object['message']) ?? asText(details.join('; '));
}

/** A proxy's HTML page or an endless text is not for people. */
function sentence(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed.startsWith('<') || trimmed.length > 1000 ? undefined : asText(trimmed);
}

function kindOf(status: number | undefined, code = '', type = ''): FailureKind {
  const word = [code, type].find((candidate) => Object.hasOwn(KIND_BY_WORD, candidate));
  const byWord = word === undefined ? undefined : KIND_BY_WORD[word];
  const byStatus = status === undefined ? undefined : kindOfStatus(status);
  // OpenAI says `invalid_request_error` with nearly every 4xx: there the status tells more.
  if (byWord !== undefined && (byWord !== 'invalid-request' || byStatus === undefined)) return byWord;
  return status === undefined ? 'upstream' : kindOfBareStatus(status);
}

/** Seconds from `retry-after-ms` (OpenAI) or `retry-after`; a date would need a clock, which is the caller's. */
function readRetryAfter(headers: ResponseHeaders): number | undefined {
  const inMs = numberIn(headers['retry-after-ms']);
  return inMs === undefined ? numberIn(headers['retry-after']) : inMs / 1000;
}

function numberIn(header: string | string[] | undefined): number | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  const value = text === undefined || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

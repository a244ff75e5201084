import { type ResponseHeaders } from '../dialect';
import { type Failure, type FailureKind, kindOfBareStatus } from '../failure';
import { asObject, asText } from '../json';
import { objectsOf, parseJson } from './read-json';

/** Canonical codes of https://cloud.google.com/apis/design/errors and what Gemini means by them. */
const KIND_OF_CODE: Readonly<Record<string, FailureKind>> = {
  INVALID_ARGUMENT: 'invalid-request',
  OUT_OF_RANGE: 'invalid-request',
  ALREADY_EXISTS: 'invalid-request',
  UNAUTHENTICATED: 'authentication',
  PERMISSION_DENIED: 'permission',
  // The region is not served, or the project has no paid plan: https://ai.google.dev/gemini-api/docs/troubleshooting
  FAILED_PRECONDITION: 'permission',
  NOT_FOUND: 'not-found',
  RESOURCE_EXHAUSTED: 'rate-limit',
  UNAVAILABLE: 'overloaded',
  DEADLINE_EXCEEDED: 'timeout',
  ABORTED: 'upstream',
  CANCELLED: 'upstream',
  DATA_LOSS: 'upstream',
  INTERNAL: 'upstream',
  UNIMPLEMENTED: 'upstream',
  UNKNOWN: 'upstream',
};

/**
 * Reads a `google.rpc.Status`, also one wrapped in a list, as streaming endpoints send it. Gemini answers a bad key and an
 * overlong prompt with `INVALID_ARGUMENT` too; the details and the sentence tell them apart.
 */
export function readFailure(status: number, body: unknown, headers: ResponseHeaders): Failure {
  const error = errorOf(body);
  const canonical = asText(error?.status);
  const message = asText(error?.message) ?? `The model's provider answered with HTTP status ${status}`;
  const details = objectsOf(error?.details);
  const reason = asText(detail(details, 'ErrorInfo')?.reason);
  const kind = kindOf(status, canonical, reason, message);
  const code = /input token count.*exceeds/i.test(message) ? 'context_length_exceeded' : (reason ?? canonical);
  const param = asText(objectsOf(detail(details, 'BadRequest')?.fieldViolations)[0]?.field);
  const retryAfterSeconds = secondsOf(detail(details, 'RetryInfo')?.retryDelay) ?? secondsOf(headers['retry-after']);
  return {
    kind,
    message,
    ...(code !== undefined && { code }),
    ...(param !== undefined && { param }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

function errorOf(body: unknown): Record<string, unknown> | undefined {
  const parsed = typeof body === 'string' ? parseJson(body) : body;
  const status: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  return asObject(asObject(status)?.error);
}

/** The detail of a type, e.g. `RetryInfo` for `type.googleapis.com/google.rpc.RetryInfo`. */
function detail(details: Record<string, unknown>[], type: string): Record<string, unknown> | undefined {
  return details.find((entry) => asText(entry['@type'])?.endsWith(`google.rpc.${type}`));
}

function kindOf(
  status: number,
  canonical: string | undefined,
  reason: string | undefined,
  message: string,
): FailureKind {
  if (reason === 'API_KEY_INVALID' || /api key (not valid|expired)/i.test(message)) return 'authentication';
  if (/payload size exceeds/i.test(message)) return 'too-large';
  // There is no canonical code for these two.
  if (status === 402 || status === 413) return kindOfBareStatus(status);
  const kind = canonical !== undefined && Object.hasOwn(KIND_OF_CODE, canonical) ? KIND_OF_CODE[canonical] : undefined;
  return kind ?? kindOfBareStatus(status);
}

/** Seconds of a protobuf duration (`13s`, `12.6s`) or a plain number of them, rounded up; a date says nothing without a clock. */
function secondsOf(value: unknown): number | undefined {
  const seconds = /^(\d{1,9}(?:\.\d+)?)s?$/.exec(asText(value) ?? '')?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds));
}

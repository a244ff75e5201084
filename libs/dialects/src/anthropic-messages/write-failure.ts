import { type ErrorType } from '@anthropic-ai/sdk/resources/shared';
import { type JsonObject } from '../call';
import { type Failure, type FailureKind } from '../failure';

// https://platform.claude.com/docs/en/api/errors
const WRITTEN: Readonly<
  Record<FailureKind, { readonly status: number; readonly type: ErrorType | 'request_too_large' }>
> = {
  'invalid-request': { status: 400, type: 'invalid_request_error' },
  'content-filter': { status: 400, type: 'invalid_request_error' },
  authentication: { status: 401, type: 'authentication_error' },
  payment: { status: 402, type: 'billing_error' },
  permission: { status: 403, type: 'permission_error' },
  'not-found': { status: 404, type: 'not_found_error' },
  'too-large': { status: 413, type: 'request_too_large' },
  'rate-limit': { status: 429, type: 'rate_limit_error' },
  internal: { status: 500, type: 'api_error' },
  upstream: { status: 500, type: 'api_error' },
  timeout: { status: 504, type: 'timeout_error' },
  overloaded: { status: 529, type: 'overloaded_error' },
};

export function writeFailure(
  failure: Failure,
  requestId: string,
): { readonly status: number; readonly body: JsonObject } {
  return { status: WRITTEN[failure.kind].status, body: { ...writeError(failure), request_id: requestId } };
}

/** The error as a body and as a stream's event. Its sentence names the field at fault, as Anthropic's do; there is no other place. */
export function writeError({ kind, message, code, param }: Failure): JsonObject {
  const named = param === undefined || message.includes(param) ? message : `${param}: ${message}`;
  const details = code === undefined ? {} : { details: { error_code: code } };
  return { type: 'error', error: { type: WRITTEN[kind].type, message: named, ...details } };
}

import { type ResponseError } from 'openai/resources/responses/responses';
import { type JsonObject } from '../call';
import { type Failure, type FailureKind } from '../failure';
import { asObject } from '../json';
import { readError, writeError } from '../openai-failures';

/** The stream ended before the reply did. */
export const CUT_SHORT: Failure = {
  kind: 'upstream',
  message: 'The upstream ended the stream before the response was complete.',
};

/** Codes of a response that failed, which comes without an HTTP status; the second half is met in streams. */
const KIND_OF_CODE: Readonly<Record<ResponseError['code'], FailureKind> & Record<string, FailureKind>> = {
  server_error: 'upstream',
  rate_limit_exceeded: 'rate-limit',
  invalid_prompt: 'invalid-request',
  data_residency_mismatch: 'permission',
  bio_policy: 'content-filter',
  misalignment_policy_violation: 'content-filter',
  vector_store_timeout: 'timeout',
  invalid_image: 'invalid-request',
  invalid_image_format: 'invalid-request',
  invalid_base64_image: 'invalid-request',
  invalid_image_url: 'invalid-request',
  image_too_large: 'too-large',
  image_too_small: 'invalid-request',
  image_parse_error: 'invalid-request',
  image_content_policy_violation: 'content-filter',
  invalid_image_mode: 'invalid-request',
  image_file_too_large: 'too-large',
  unsupported_image_media_type: 'invalid-request',
  empty_image_file: 'invalid-request',
  failed_to_download_image: 'invalid-request',
  image_file_not_found: 'not-found',
  context_length_exceeded: 'invalid-request',
  server_is_overloaded: 'overloaded',
  slow_down: 'rate-limit',
};

/** Reads the error of a failed response, or of an `error` event, flat as documented or nested as it comes. */
export function readResponseError(error: JsonObject): Failure {
  const failure = readError(asObject(error['error']) ?? error);
  const { code } = failure;
  const kind = code !== undefined && Object.hasOwn(KIND_OF_CODE, code) ? KIND_OF_CODE[code] : undefined;
  return kind === undefined ? failure : { ...failure, kind };
}

/** The error of a failed response, whose codes are another list than those of error bodies: unknown ones are read all the same. */
export function writeResponseError(failure: Failure): ResponseError {
  const { message, code, param } = writeError(failure);
  return { code: code ?? 'invalid_prompt', message, param } as ResponseError;
}

import { type ResponseError } from 'openai/resources/responses/responses';
import { expect, it } from 'vitest';
import { type FailureKind } from '../failure';
import { readResponseError } from './failures';

/** By the code alone, for a failed response has no status. Those behind the vendor's list are met in streams. */
const KINDS: Readonly<Record<ResponseError['code'], FailureKind> & Record<string, FailureKind>> = {
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
  yet_to_be_invented: 'upstream',
};

it.each(Object.entries(KINDS))('a response that failed with %s is of kind %s', (code, kind) => {
  expect(readResponseError({ code, message: 'Oops.' })).toEqual({ kind, code, message: 'Oops.' });
});

import { type ResponseError } from 'openai/resources/responses/responses';
import { expect, it } from 'vitest';
import { type FailureKind } from '../failure';
import { readResponseError } from './failures';

/** What a failed response is, by its code alone, for it has no status; some codes are met in streams only. */
const CODES: Readonly<
  Partial<Record<FailureKind, readonly (ResponseError['code'] | Streamed | 'yet_to_be_invented')[]>>
> = {
  'content-filter': ['bio_policy', 'misalignment_policy_violation', 'image_content_policy_violation'],
  'invalid-request': [
    ...([
      'invalid_prompt',
      'context_length_exceeded',
      'invalid_image',
      'invalid_image_format',
      'invalid_image_url',
    ] as const),
    ...([
      'invalid_base64_image',
      'invalid_image_mode',
      'image_too_small',
      'image_parse_error',
      'empty_image_file',
    ] as const),
    ...(['unsupported_image_media_type', 'failed_to_download_image'] as const),
  ],
  'not-found': ['image_file_not_found'],
  overloaded: ['server_is_overloaded'],
  permission: ['data_residency_mismatch'],
  'rate-limit': ['rate_limit_exceeded', 'slow_down'],
  timeout: ['vector_store_timeout'],
  'too-large': ['image_too_large', 'image_file_too_large'],
  upstream: ['server_error', 'yet_to_be_invented'],
};
type Streamed = 'context_length_exceeded' | 'server_is_overloaded' | 'slow_down';

const cases = Object.entries(CODES).flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const));
it.each(cases)('a response that failed with %s is of kind %s', (code, kind) => {
  expect(readResponseError({ code, message: 'Oops.' })).toEqual({ kind, code, message: 'Oops.' });
});

import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, test } from 'vitest';
import { type Failure, type FailureKind } from '../failure';
import { anthropicMessages } from './anthropic-messages';

/** The error that the vendor's own SDK makes of a failure. */
async function throwInSdk(failure: Failure): Promise<unknown> {
  const { status, body } = anthropicMessages.writeFailure(failure, 'req_1');
  const fetch = () => Promise.resolve(Response.json(body, { status }));
  const client = new Anthropic({ apiKey: 'none', maxRetries: 0, fetch });
  return client.messages.create({ model: 'm', max_tokens: 1, messages: [] }).catch((error: unknown) => error);
}

describe('a failure', () => {
  test.each<[FailureKind, number, string]>([
    ['invalid-request', 400, 'invalid_request_error'],
    ['content-filter', 400, 'invalid_request_error'],
    ['authentication', 401, 'authentication_error'],
    ['payment', 402, 'billing_error'],
    ['permission', 403, 'permission_error'],
    ['not-found', 404, 'not_found_error'],
    ['too-large', 413, 'request_too_large'],
    ['rate-limit', 429, 'rate_limit_error'],
    ['internal', 500, 'api_error'],
    ['upstream', 500, 'api_error'],
    ['timeout', 504, 'timeout_error'],
    ['overloaded', 529, 'overloaded_error'],
  ])('%s is a %i %s', async (kind, status, type) => {
    expect(anthropicMessages.writeFailure({ kind, message: 'Why' }, 'req_1')).toEqual({
      status,
      body: { type: 'error', error: { type, message: 'Why' }, request_id: 'req_1' },
    });
    expect(await throwInSdk({ kind, message: 'Why' })).toMatchObject({ status, type });
  });

  test('names its code where the SDK looks for it', async () => {
    expect(await throwInSdk({ kind: 'rate-limit', message: 'Why', code: 'c' })).toMatchObject({ errorCode: 'c' });
  });

  test.each([
    ['max_tokens', 'Too many', 'max_tokens: Too many'],
    ['max_tokens', "'max_tokens' is missing.", "'max_tokens' is missing."],
  ])('names the field %s at fault once: %s', (param, message, written) => {
    const { body } = anthropicMessages.writeFailure({ kind: 'invalid-request', message, param }, 'req_1');
    expect(body).toMatchObject({ error: { message: written } });
  });

  test('is read again as it was', () => {
    const failure: Failure = { kind: 'rate-limit', message: 'Why', code: 'c' };
    const { status, body } = anthropicMessages.writeFailure(failure, 'req_1');
    expect(anthropicMessages.readFailure(status, body, {})).toEqual(failure);
  });
});

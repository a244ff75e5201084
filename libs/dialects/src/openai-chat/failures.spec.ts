import { describe, expect, it } from 'vitest';
import { type Failure, type FailureKind } from '../failure';
import { readError } from './failures';
import { openAiChat } from './openai-chat';

const read = (status: number, body: unknown, headers = {}) => openAiChat.readFailure(status, body, headers);

describe('an upstream’s error reply', () => {
  it.each<[number, FailureKind]>([
    [400, 'invalid-request'],
    [401, 'authentication'],
    [402, 'payment'],
    [403, 'permission'],
    [404, 'not-found'],
    [408, 'timeout'],
    [409, 'invalid-request'],
    [413, 'too-large'],
    [422, 'invalid-request'],
    [429, 'rate-limit'],
    [498, 'overloaded'],
    [500, 'upstream'],
    [502, 'upstream'],
    [503, 'overloaded'],
    [504, 'timeout'],
    [529, 'overloaded'],
    [302, 'upstream'],
  ])('%s is %s, whatever the body', (status, kind) => {
    for (const body of [undefined, null, '', [], 7, {}, { error: null }, '<html>Bad gateway</html>']) {
      expect(read(status, body)).toEqual({ kind, message: `The upstream failed with status ${status}.` });
    }
  });

  it.each<[string, number, unknown, Failure]>([
    [
      'OpenAI',
      400,
      {
        error: {
          message: 'Too long',
          type: 'invalid_request_error',
          param: 'messages',
          code: 'context_length_exceeded',
        },
      },
      { kind: 'invalid-request', message: 'Too long', param: 'messages', code: 'context_length_exceeded' },
    ],
    [
      'a status that says more than invalid_request_error',
      401,
      { error: { message: 'Bad key', type: 'invalid_request_error', param: null, code: null } },
      { kind: 'authentication', message: 'Bad key' },
    ],
    [
      'no quota',
      429,
      { error: { message: 'Pay', code: 'insufficient_quota' } },
      { kind: 'payment', message: 'Pay', code: 'insufficient_quota' },
    ],
    [
      'OpenRouter’s numeric code',
      429,
      { error: { message: 'Slow', code: 429 }, user_id: 'u' },
      { kind: 'rate-limit', message: 'Slow' },
    ],
    [
      'Mistral',
      401,
      { object: 'error', message: 'Unauthorized', type: 'x', param: null, code: '1' },
      { kind: 'authentication', message: 'Unauthorized', code: '1' },
    ],
    [
      'FastAPI',
      422,
      { detail: [{ loc: ['body'], msg: 'Field required' }, { msg: 'Bad' }] },
      { kind: 'invalid-request', message: 'Field required; Bad' },
    ],
    ['FastAPI’s sentence', 404, { detail: 'Not Found' }, { kind: 'not-found', message: 'Not Found' }],
    ['Ollama', 404, { error: 'model not found' }, { kind: 'not-found', message: 'model not found' }],
    [
      'Google’s compatible endpoint',
      400,
      [{ error: { message: 'Bad', code: 400, status: 'INVALID' } }],
      { kind: 'invalid-request', message: 'Bad' },
    ],
    ['JSON as text', 500, '{"error":{"message":"Oops","type":"server_error"}}', { kind: 'upstream', message: 'Oops' }],
    ['a sentence', 503, ' Try later \n', { kind: 'overloaded', message: 'Try later' }],
    ['an endless text', 500, 'x'.repeat(1001), { kind: 'upstream', message: 'The upstream failed with status 500.' }],
  ])('%s', (_name, status, body, failure) => {
    expect(read(status, body)).toEqual(failure);
  });

  it.each<[string, FailureKind]>([
    ['insufficient_quota', 'payment'],
    ['billing_hard_limit_reached', 'payment'],
    ['content_filter', 'content-filter'],
    ['content_policy_violation', 'content-filter'],
    ['invalid_api_key', 'authentication'],
    ['authentication_error', 'authentication'],
    ['permission_error', 'permission'],
    ['model_not_found', 'not-found'],
    ['rate_limit_exceeded', 'rate-limit'],
    ['rate_limit_error', 'rate-limit'],
    ['overloaded', 'overloaded'],
    ['overloaded_error', 'overloaded'],
    ['timeout', 'timeout'],
    ['invalid_request_error', 'invalid-request'],
    ['server_error', 'upstream'],
    ['constructor', 'upstream'],
  ])('the word %s alone is %s', (word, kind) => {
    expect(readError({ code: word }).kind).toBe(kind);
    expect(readError({ type: word }).kind).toBe(kind);
  });

  it('has its status in the error, where there is no reply', () => {
    expect(readError({ message: 'm', code: 429 })).toEqual({ kind: 'rate-limit', message: 'm' });
    expect(readError({ message: 'm', status_code: 503 })).toEqual({ kind: 'overloaded', message: 'm' });
    expect(readError('just words')).toEqual({ kind: 'upstream', message: 'just words' });
    expect(readError(true)).toEqual({ kind: 'upstream', message: 'The upstream failed.' });
  });

  it.each([
    [{ 'retry-after': '7' }, 7],
    [{ 'retry-after': ['7', '9'] }, 7],
    [{ 'retry-after-ms': '1500', 'retry-after': '2' }, 1.5],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, undefined],
    [{ 'retry-after': '-1' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('with %j may be tried again in %s seconds', (headers, seconds) => {
    expect(read(429, {}, headers).retryAfterSeconds).toBe(seconds);
  });
});

describe('our error reply', () => {
  it.each<[FailureKind, number, string, string | null]>([
    ['invalid-request', 400, 'invalid_request_error', null],
    ['authentication', 401, 'invalid_request_error', 'invalid_api_key'],
    ['payment', 402, 'insufficient_quota', 'insufficient_quota'],
    ['permission', 403, 'permission_error', 'permission_denied'],
    ['not-found', 404, 'invalid_request_error', 'not_found'],
    ['too-large', 413, 'invalid_request_error', 'request_too_large'],
    ['rate-limit', 429, 'rate_limit_error', 'rate_limit_exceeded'],
    ['content-filter', 400, 'invalid_request_error', 'content_filter'],
    ['internal', 500, 'server_error', 'internal_error'],
    ['upstream', 502, 'server_error', 'upstream_error'],
    ['overloaded', 503, 'server_error', 'overloaded'],
    ['timeout', 504, 'server_error', 'timeout'],
  ])('%s is %s %s', (kind, status, type, code) => {
    expect(openAiChat.writeFailure({ kind, message: 'm' }, 'req-1')).toEqual({
      status,
      body: { error: { message: 'm', type, param: null, code, request_id: 'req-1' } },
    });
    // Read again by this dialect it is the same failure; but an upstream's inside is not ours.
    const { body } = openAiChat.writeFailure({ kind, message: 'm' }, 'req-1');
    expect(read(status, body)).toMatchObject({ kind: kind === 'internal' ? 'upstream' : kind, message: 'm' });
  });

  it('names the code and the field', () => {
    const failure: Failure = { kind: 'invalid-request', message: 'm', code: 'c', param: 'messages[0]' };
    expect(openAiChat.writeFailure(failure, 'r').body['error']).toMatchObject({ code: 'c', param: 'messages[0]' });
  });
});

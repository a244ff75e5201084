import { describe, expect, test } from 'vitest';
import { readError, readFailure } from './read-failure';

function failureOf(status: number, type: string | undefined, rest: object = {}) {
  return readFailure(status, { type: 'error', error: { type, message: 'Why', ...rest }, request_id: 'req_1' }, {});
}

describe('an error reply', () => {
  test.each([
    [400, 'invalid_request_error', 'invalid-request'],
    [401, 'authentication_error', 'authentication'],
    [402, 'billing_error', 'payment'],
    [403, 'permission_error', 'permission'],
    [404, 'not_found_error', 'not-found'],
    [409, 'conflict_error', 'invalid-request'],
    [413, 'request_too_large', 'too-large'],
    [429, 'rate_limit_error', 'rate-limit'],
    [500, 'api_error', 'upstream'],
    [504, 'timeout_error', 'timeout'],
    [529, 'overloaded_error', 'overloaded'],
  ])('%i %s is %s', (status, type, kind) => {
    expect(failureOf(status, type)).toEqual({ kind, message: 'Why', code: type });
    // The type speaks for itself, whatever the status.
    expect(readError({ type: 'error', error: { type, message: 'Why' } })).toEqual({ kind, message: 'Why', code: type });
    if (kind !== 'invalid-request') expect(failureOf(418, type).kind).toBe(kind);
  });

  test.each([
    [401, 'authentication'],
    [402, 'payment'],
    [403, 'permission'],
    [404, 'not-found'],
    [408, 'timeout'],
    [413, 'too-large'],
    [422, 'invalid-request'],
    [429, 'rate-limit'],
    [500, 'upstream'],
    [502, 'upstream'],
    [503, 'overloaded'],
    [504, 'timeout'],
    [529, 'overloaded'],
  ])('%i is %s where the type is the general one, unknown or missing', (status, kind) => {
    expect(failureOf(status, 'invalid_request_error').kind).toBe(kind);
    expect(failureOf(status, 'error_of_tomorrow').kind).toBe(kind);
    expect(readFailure(status, undefined, {}).kind).toBe(kind);
  });

  test('names the cause rather than the category, where it is told', () => {
    expect(failureOf(429, 'rate_limit_error', { details: { error_code: 'ramp_limit_exceeded' } }).code).toBe(
      'ramp_limit_exceeded',
    );
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['HTML', '<html><body>Bad gateway</body></html>'],
    ['a list', []],
    ['an error without words', { type: 'error', error: {} }],
    ['an error that is a word', { type: 'error', error: 'bad' }],
    ['an empty message', { error: { message: '' } }],
  ])('that is %s gives a sentence all the same', (_what, body) => {
    expect(readFailure(502, body, {})).toEqual({ kind: 'upstream', message: 'The provider answered with HTTP 502.' });
  });

  test('is read without the envelope, as some gateways send it', () => {
    expect(readFailure(403, { message: 'No access' }, {})).toEqual({ kind: 'permission', message: 'No access' });
  });

  test.each([
    ['12', 12],
    [['7', '8'], 7],
    ['0.5', 0.5],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    ['', undefined],
    ['-1', undefined],
    [undefined, undefined],
  ])('with retry-after %j waits %j seconds', (header, seconds) => {
    expect(readFailure(429, {}, { 'retry-after': header }).retryAfterSeconds).toBe(seconds);
  });

  test.each([undefined, {}, { error: { type: 'error_of_tomorrow' } }])('inside a stream may say little: %j', (body) => {
    expect(readError(body)).toMatchObject({ kind: 'upstream', message: 'The provider broke off the reply.' });
  });
});

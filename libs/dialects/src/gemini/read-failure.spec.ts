import { describe, expect, test } from 'vitest';
import { type FailureKind } from '../failure';
import { readFailure } from './read-failure';

const status = (code: string, message = 'No', details: object[] = []) => ({
  error: { code: 0, message, status: code, details },
});
const kindOf = (http: number, body: unknown): FailureKind => readFailure(http, body, {}).kind;

describe('a failure told by Gemini', () => {
  test.each<[string, FailureKind]>([
    ['INVALID_ARGUMENT', 'invalid-request'],
    ['OUT_OF_RANGE', 'invalid-request'],
    ['ALREADY_EXISTS', 'invalid-request'],
    ['UNAUTHENTICATED', 'authentication'],
    ['PERMISSION_DENIED', 'permission'],
    ['FAILED_PRECONDITION', 'permission'],
    ['NOT_FOUND', 'not-found'],
    ['RESOURCE_EXHAUSTED', 'rate-limit'],
    ['UNAVAILABLE', 'overloaded'],
    ['DEADLINE_EXCEEDED', 'timeout'],
    ['ABORTED', 'upstream'],
    ['CANCELLED', 'upstream'],
    ['DATA_LOSS', 'upstream'],
    ['INTERNAL', 'upstream'],
    ['UNIMPLEMENTED', 'upstream'],
    ['UNKNOWN', 'upstream'],
  ])('%s is %s, whatever the HTTP status', (code, kind) => {
    expect(readFailure(418, status(code), {})).toEqual({ kind, message: 'No', code });
    expect(kindOf(503, status(code))).toBe(kind);
  });

  test.each<[number, FailureKind]>([
    [400, 'invalid-request'],
    [401, 'authentication'],
    [402, 'payment'],
    [403, 'permission'],
    [404, 'not-found'],
    [408, 'timeout'],
    [413, 'too-large'],
    [422, 'invalid-request'],
    [429, 'rate-limit'],
    [499, 'invalid-request'],
    [500, 'upstream'],
    [502, 'upstream'],
    [503, 'overloaded'],
    [504, 'timeout'],
    [529, 'overloaded'],
    [302, 'upstream'],
  ])('HTTP %i says %s where the body says nothing', (http, kind) => {
    for (const body of [
      undefined,
      null,
      '',
      '<html>Bad gateway</html>',
      {},
      [],
      { error: 'x' },
      { error: { status: 'NEW' } },
      { error: { status: 'toString' } },
    ]) {
      expect(kindOf(http, body)).toBe(kind);
    }
    expect(readFailure(http, '<html>', {}).message).toContain(String(http));
  });

  test.each([
    ['a list, as streams send it', [status('NOT_FOUND')]],
    ['text not yet parsed', JSON.stringify(status('NOT_FOUND'))],
    ['a list as text', JSON.stringify([status('NOT_FOUND')])],
  ])('it may come in %s', (_, body) => {
    expect(readFailure(404, body, {})).toEqual({ kind: 'not-found', message: 'No', code: 'NOT_FOUND' });
  });

  test('a bad key is told by its reason', () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }];
    expect(readFailure(400, status('INVALID_ARGUMENT', 'Bad', details), {})).toEqual({
      kind: 'authentication',
      message: 'Bad',
      code: 'API_KEY_INVALID',
    });
  });

  test.each<[string, FailureKind]>([
    ['API key not valid. Please pass a valid API key.', 'authentication'],
    ['API key expired. Please renew the API key.', 'authentication'],
    ['Request payload size exceeds the limit: 20971520 bytes.', 'too-large'],
    ['The value of topK is out of range', 'invalid-request'],
  ])('%s: %s', (message, kind) => {
    expect(kindOf(400, status('INVALID_ARGUMENT', message))).toBe(kind);
  });

  test('a prompt too long for the model has a code of its own', () => {
    const message = 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).';
    expect(readFailure(400, status('INVALID_ARGUMENT', message), {})).toEqual({
      kind: 'invalid-request',
      message,
      code: 'context_length_exceeded',
    });
  });

  test('the field at fault is named', () => {
    const details = [
      { '@type': 'type.googleapis.com/google.rpc.Help' },
      {
        '@type': 'type.googleapis.com/google.rpc.BadRequest',
        fieldViolations: [{ field: 'contents[0].parts', description: 'x' }],
      },
    ];
    expect(readFailure(400, status('INVALID_ARGUMENT', 'No', details), {}).param).toBe('contents[0].parts');
  });

  test.each([
    ['13s', {}, 13],
    ['12.2s', {}, 13],
    ['0s', { 'retry-after': '9' }, 0],
    [undefined, { 'retry-after': '9' }, 9],
    ['soon', { 'retry-after': '9' }, 9],
    [undefined, { 'retry-after': 'Sun, 06 Nov 2094 08:49:37 GMT' }, undefined],
    [undefined, { 'retry-after': ['1', '2'] }, undefined],
    [undefined, {}, undefined],
  ])('a delay of %s with headers %j is %s seconds', (retryDelay, headers, seconds) => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }];
    expect(readFailure(429, status('RESOURCE_EXHAUSTED', 'No', details), headers).retryAfterSeconds).toBe(seconds);
  });
});

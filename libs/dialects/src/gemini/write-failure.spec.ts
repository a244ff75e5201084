import { describe, expect, test } from 'vitest';
import { type FailureKind } from '../failure';
import { gemini } from './gemini';

const TYPE = 'type.googleapis.com/google.rpc.';

describe('a failure written for a client of Gemini', () => {
  test.each<[FailureKind, number, string, string]>([
    ['invalid-request', 400, 'INVALID_ARGUMENT', 'INVALID_REQUEST'],
    ['authentication', 401, 'UNAUTHENTICATED', 'API_KEY_INVALID'],
    ['payment', 402, 'FAILED_PRECONDITION', 'PAYMENT_REQUIRED'],
    ['permission', 403, 'PERMISSION_DENIED', 'PERMISSION_DENIED'],
    ['not-found', 404, 'NOT_FOUND', 'NOT_FOUND'],
    ['too-large', 413, 'INVALID_ARGUMENT', 'REQUEST_TOO_LARGE'],
    ['rate-limit', 429, 'RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED'],
    ['content-filter', 400, 'INVALID_ARGUMENT', 'CONTENT_FILTER'],
    ['internal', 500, 'INTERNAL', 'INTERNAL'],
    ['upstream', 502, 'INTERNAL', 'UPSTREAM_ERROR'],
    ['overloaded', 503, 'UNAVAILABLE', 'OVERLOADED'],
    ['timeout', 504, 'DEADLINE_EXCEEDED', 'TIMEOUT'],
  ])('of kind %s is %i %s for the reason %s', (kind, status, canonical, reason) => {
    expect(gemini.writeFailure({ kind, message: 'No' }, 'r1')).toEqual({
      status,
      body: {
        error: {
          code: status,
          message: 'No',
          status: canonical,
          details: [
            { '@type': `${TYPE}ErrorInfo`, reason, domain: 'nuvra' },
            { '@type': `${TYPE}RequestInfo`, requestId: 'r1' },
          ],
        },
      },
    });
  });

  test('names its code, the field at fault and how long to wait', () => {
    const failure = {
      kind: 'invalid-request',
      message: 'No',
      code: 'context_length_exceeded',
      param: 'contents[0].parts[0].inlineData.data',
      retryAfterSeconds: 12,
    } as const;
    expect(gemini.writeFailure(failure, 'r1').body['error']).toMatchObject({
      details: [
        { reason: 'CONTEXT_LENGTH_EXCEEDED' },
        { '@type': `${TYPE}BadRequest`, fieldViolations: [{ field: failure.param, description: 'No' }] },
        { '@type': `${TYPE}RetryInfo`, retryDelay: '12s' },
        { '@type': `${TYPE}RequestInfo`, requestId: 'r1' },
      ],
    });
  });

  test.each<FailureKind>([
    'invalid-request',
    'authentication',
    'payment',
    'permission',
    'not-found',
    'too-large',
    'rate-limit',
    'upstream',
    'overloaded',
    'timeout',
  ])('of kind %s is read again as one', (kind) => {
    const failure = { kind, message: 'No', code: 'SOME_CODE', param: 'contents', retryAfterSeconds: 3 };
    const { status, body } = gemini.writeFailure(failure, 'r1');
    expect(gemini.readFailure(status, body, {})).toEqual(failure);
  });
});

import { expect } from 'vitest';

/** What a client is told of a failure. */
export interface ExpectedFailure {
  readonly status: number;
  /** `ANY_CODE` where it is the vendor's to choose. */
  readonly code: string;
  readonly type?: string;
  readonly param?: string;
  readonly message?: RegExp;
}

export const ANY_CODE = 'any';

const isCode = (code: unknown): boolean => code === null || typeof code === 'string';

/** Credentials for vendors: in no reply may anything like them appear. */
export const CANARY = 'canary-7f3a9c';

/** What never belongs into a reply: stacks, files, addresses, names of errors within, statements, credentials. */
const INTERNAL = [
  /\bat (?:async )?[\w.<>]+ \(/,
  /node_modules|\.[cm]?[jt]s:\d|\/(?:work|home|root|tmp|usr|var)\//,
  /127\.0\.0\.1|localhost|\[::1\]/,
  /\bE[A-Z]{4,}\b|UND_ERR|SyntaxError|TypeError/,
  /\bSELECT\b|postgres|typeorm/i,
  new RegExp(CANARY),
];

/** Holds a text that a client gets against everything that must stay inside. */
export function expectNothingInternal(text: string): void {
  for (const pattern of INTERNAL) expect(text).not.toMatch(pattern);
}

/** Holds a reply to the one shape that every error has: OpenAI's body, our request id, nothing internal. Returns the message. */
export async function expectFailure(response: Response, expected: ExpectedFailure): Promise<string> {
  const text = await response.text();
  expect({ status: response.status, text }).toMatchObject({ status: expected.status });
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const requestId = response.headers.get('x-request-id');
  expect(requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const { error, ...beside } = JSON.parse(text) as { error: Record<string, unknown> };
  expect(beside).toEqual({});
  expect(error).toEqual({
    message: expect.stringMatching(expected.message ?? /\w/) as string,
    type: expected.type ?? (expect.stringMatching(/^[a-z_]+$/) as string),
    param: expected.param ?? null,
    code: expected.code === ANY_CODE ? (expect.toSatisfy(isCode) as string) : expected.code,
    request_id: requestId,
  });
  expectNothingInternal(text.replace(requestId!, '') + [...response.headers].join('\n'));
  return error['message'] as string;
}

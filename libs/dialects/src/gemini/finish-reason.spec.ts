import { describe, expect, test } from 'vitest';
import { finishReasonOf } from './finish-reason';

describe('why Gemini ended', () => {
  test.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['CONTINUATION', 'length'],
    ['SAFETY', 'content-filter'],
    ['RECITATION', 'content-filter'],
    ['LANGUAGE', 'content-filter'],
    ['BLOCKLIST', 'content-filter'],
    ['PROHIBITED_CONTENT', 'content-filter'],
    ['SPII', 'content-filter'],
    ['IMAGE_SAFETY', 'content-filter'],
    ['IMAGE_PROHIBITED_CONTENT', 'content-filter'],
    ['IMAGE_RECITATION', 'content-filter'],
    ['IMAGE_OTHER', 'error'],
    ['NO_IMAGE', 'error'],
    ['MALFORMED_FUNCTION_CALL', 'error'],
    ['MALFORMED_RESPONSE', 'error'],
    ['UNEXPECTED_TOOL_CALL', 'error'],
    ['TOO_MANY_TOOL_CALLS', 'error'],
    ['OTHER', 'error'],
    ['FINISH_REASON_UNSPECIFIED', 'error'],
    ['A_WORD_OF_TOMORROW', 'error'],
    ['constructor', 'error'],
    [undefined, 'error'],
  ])('%s is %s', (vendorReason, reason) => {
    expect(finishReasonOf(vendorReason, false)).toBe(reason);
  });

  test('only a stop after tool calls is their end', () => {
    expect(finishReasonOf('STOP', true)).toBe('tool-calls');
    expect(finishReasonOf('MAX_TOKENS', true)).toBe('length');
    expect(finishReasonOf('SAFETY', true)).toBe('content-filter');
    expect(finishReasonOf(undefined, true)).toBe('error');
  });
});

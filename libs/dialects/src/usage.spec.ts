import { describe, expect, it } from 'vitest';
import { INPUT_CLASSES, OUTPUT_CLASSES, remainder, sumTokens, type Usage } from './usage';

const EVERY_CLASS: Required<Usage> = {
  inputTokens: 1,
  cacheReadTokens: 2,
  cacheWrite5mTokens: 4,
  cacheWrite1hTokens: 8,
  inputAudioTokens: 16,
  inputImageTokens: 32,
  outputTokens: 64,
  reasoningTokens: 128,
  outputAudioTokens: 256,
  outputImageTokens: 512,
};

describe('token classes', () => {
  it('every class is either input or output, and none is both', () => {
    expect([...INPUT_CLASSES, ...OUTPUT_CLASSES].sort()).toEqual(Object.keys(EVERY_CLASS).sort());
  });

  it('sums the classes asked for', () => {
    expect(sumTokens(EVERY_CLASS, INPUT_CLASSES)).toBe(63);
    expect(sumTokens(EVERY_CLASS, OUTPUT_CLASSES)).toBe(960);
  });

  it('a class that was not told adds nothing, and is not zero', () => {
    expect(sumTokens({ inputTokens: 5 }, INPUT_CLASSES)).toBe(5);
    expect(sumTokens({ inputTokens: 0 }, INPUT_CLASSES)).toBe(0);
    expect(sumTokens({ inputTokens: 5 }, OUTPUT_CLASSES)).toBeUndefined();
  });
});

describe('remainder', () => {
  it.each([
    [100, [30, 20], 50],
    [100, [], 100],
    [100, [undefined, 20], 80],
    [10, [30], 0],
    [10, [8, 8], 0],
    [undefined, [30], undefined],
  ])('of %s without %s is %s', (total, parts, left) => {
    expect(remainder(total, ...parts)).toBe(left);
  });
});

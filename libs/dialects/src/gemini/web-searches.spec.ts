import { describe, expect, test } from 'vitest';
import { countSearches } from './web-searches';

describe('searches that are charged', () => {
  test.each<[string | undefined, string[][], number | undefined]>([
    ['gemini-3-flash-preview', [['', 'a', 'b', 'a']], 2],
    ['gemini-3-flash-preview', [['a'], ['b']], 2],
    ['gemini-2.5-pro', [['a', 'b']], 1],
    [undefined, [['a', 'b']], 2],
    ['gemini-3-flash-preview', [['']], undefined],
    ['gemini-2.5-pro', [[]], undefined],
    ['gemini-2.5-pro', [], undefined],
  ])('%s, %j: %s', (model, queries, count) => {
    expect(countSearches(queries, model)).toBe(count);
  });
});

import { expect, test } from 'vitest';
import { readUsage } from './usage';

test.each([
  ['input without cached tokens', { input_tokens: 4 }, { inputTokens: 4 }],
  ['cache reads', { cache_read_input_tokens: 4 }, { cacheReadTokens: 4 }],
  ['cache writes without split: five minutes', { cache_creation_input_tokens: 4 }, { cacheWrite5mTokens: 4 }],
  [
    'cache writes split by life',
    {
      cache_creation_input_tokens: 7,
      cache_creation: { ephemeral_5m_input_tokens: 3, ephemeral_1h_input_tokens: 4 },
    },
    { cacheWrite5mTokens: 3, cacheWrite1hTokens: 4 },
  ],
  [
    'a split alone',
    { cache_creation: { ephemeral_5m_input_tokens: 3, ephemeral_1h_input_tokens: 4 } },
    { cacheWrite5mTokens: 3, cacheWrite1hTokens: 4 },
  ],
  [
    'writes that the split does not name: five minutes',
    { cache_creation_input_tokens: 9, cache_creation: { ephemeral_1h_input_tokens: 4 } },
    { cacheWrite5mTokens: 5, cacheWrite1hTokens: 4 },
  ],
  ['output', { output_tokens: 4 }, { outputTokens: 4 }],
  [
    'thinking apart from output',
    { output_tokens: 9, output_tokens_details: { thinking_tokens: 4 } },
    { outputTokens: 5, reasoningTokens: 4 },
  ],
  ['zero as told', { input_tokens: 0 }, { inputTokens: 0 }],
  ['no details', { input_tokens: 1, cache_creation: null, output_tokens_details: null }, { inputTokens: 1 }],
])('usage tells %s', (_what, told, usage) => {
  expect(readUsage(told)).toEqual(usage);
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['an empty object', {}],
  ['nulls', { input_tokens: null, cache_read_input_tokens: null }],
  ['what is no count', { input_tokens: -1, output_tokens: '5', cache_read_input_tokens: 1.5 }],
])('%s tells no usage, never zero', (_what, told) => {
  expect(readUsage(told)).toBeUndefined();
});

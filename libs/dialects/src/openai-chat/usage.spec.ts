import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { type Usage } from '../usage';
import { findUsage, leftOfUsage, readServed, readUsage, writeUsage } from './usage';

const prompt = (prompt_tokens: number, prompt_tokens_details?: JsonObject | null) => ({
  prompt_tokens,
  prompt_tokens_details,
});
const completion = (completion_tokens: number, completion_tokens_details?: JsonObject | null) => ({
  completion_tokens,
  completion_tokens_details,
});

describe('usage is read into classes that do not overlap', () => {
  it.each<[string, JsonObject, Usage | undefined]>([
    ['totals alone', { ...prompt(10), ...completion(5) }, { inputTokens: 10, outputTokens: 5 }],
    ['details that are null', { ...prompt(10, null), ...completion(5, null) }, { inputTokens: 10, outputTokens: 5 }],
    ['cached tokens', prompt(10, { cached_tokens: 4 }), { inputTokens: 6, cacheReadTokens: 4 }],
    ['no cached tokens, which is told', prompt(10, { cached_tokens: 0 }), { inputTokens: 10, cacheReadTokens: 0 }],
    [
      'cache writes',
      prompt(10, { cached_tokens: 3, cache_write_tokens: 4 }),
      { inputTokens: 3, cacheReadTokens: 3, cacheWrite5mTokens: 4 },
    ],
    [
      'tokens both written and read',
      prompt(10, { cached_tokens: 8, cache_write_tokens: 7 }),
      { inputTokens: 2, cacheReadTokens: 8, cacheWrite5mTokens: 7 },
    ],
    [
      'audio and images in',
      prompt(10, { audio_tokens: 3, image_tokens: 4 }),
      { inputTokens: 3, inputAudioTokens: 3, inputImageTokens: 4 },
    ],
    [
      'DeepSeek’s cache',
      { ...prompt(10), prompt_cache_hit_tokens: 4, prompt_cache_miss_tokens: 6 },
      { inputTokens: 6, cacheReadTokens: 4 },
    ],
    ['Moonshot’s cache', { ...prompt(10), cached_tokens: 4 }, { inputTokens: 6, cacheReadTokens: 4 }],
    ['Mistral’s uncharged cache', { ...prompt(10), num_cached_tokens: 4 }, { inputTokens: 10 }],
    ['reasoning', completion(10, { reasoning_tokens: 4 }), { outputTokens: 6, reasoningTokens: 4 }],
    [
      'audio and images out',
      completion(10, { audio_tokens: 3, image_tokens: 4 }),
      { outputTokens: 3, outputAudioTokens: 3, outputImageTokens: 4 },
    ],
    [
      'reasoning beside the completion, as the total shows',
      { ...prompt(10), ...completion(5, { reasoning_tokens: 7 }), total_tokens: 22 },
      { inputTokens: 10, outputTokens: 5, reasoningTokens: 7 },
    ],
    [
      'reasoning within the completion, as the total shows',
      { ...prompt(10), ...completion(9, { reasoning_tokens: 7 }), total_tokens: 19 },
      { inputTokens: 10, outputTokens: 2, reasoningTokens: 7 },
    ],
    [
      'predictions, which the completion includes',
      completion(9, { accepted_prediction_tokens: 4 }),
      { outputTokens: 9 },
    ],
    ['nothing', {}, undefined],
    ['no numbers', { prompt_tokens: null, completion_tokens: 'x' }, undefined],
  ])('%s', (_name, told, usage) => {
    expect(readUsage(told)).toEqual(usage);
    if (usage) expect(Object.keys(readUsage(told)!).sort()).toEqual(Object.keys(usage).sort());
  });
});

describe('usage is found', () => {
  const usage = { prompt_tokens: 1 };
  it.each<[string, JsonObject, unknown]>([
    ['at the top', { usage, x_groq: { usage: {} } }, usage],
    ['in Groq’s envelope', { usage: null, x_groq: { usage } }, usage],
    ['in the choice', { choices: [{ usage }] }, usage],
    ['nowhere', { usage: null, choices: [] }, undefined],
  ])('%s', (_name, body, found) => {
    expect(findUsage(body)).toBe(found);
  });
});

describe('usage is written', () => {
  const every: Usage = {
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

  it('with totals that include their parts', () => {
    expect(writeUsage(every)).toEqual({
      prompt_tokens: 63,
      completion_tokens: 960,
      total_tokens: 1023,
      prompt_tokens_details: { cached_tokens: 2, cache_write_tokens: 12, audio_tokens: 16, image_tokens: 32 },
      completion_tokens_details: { reasoning_tokens: 128, audio_tokens: 256, image_tokens: 512 },
    });
  });

  it('without what was not told', () => {
    expect(writeUsage({ inputTokens: 3 })).toEqual({
      prompt_tokens: 3,
      completion_tokens: 0,
      total_tokens: 3,
    });
    expect(writeUsage({ outputTokens: 3, cacheReadTokens: 0 })).toEqual({
      prompt_tokens: 0,
      completion_tokens: 3,
      total_tokens: 3,
      prompt_tokens_details: { cached_tokens: 0 },
    });
  });

  it('and read again, all classes that this dialect tells apart', () => {
    const { cacheWrite1hTokens: _oneHour, ...told } = every;
    expect(readUsage(writeUsage(told))).toEqual(told);
  });
});

describe('what usage says besides', () => {
  it('is how often the vendor searched', () => {
    const usage = { server_tool_use_details: { web_search_requests: 2, tool_calls_executed: 1 } };
    expect(readServed(usage)).toEqual({ webSearches: 2 });
    expect(readServed({})).toEqual({});
    expect(writeUsage({}, { webSearches: 2 })).toMatchObject({
      server_tool_use_details: { web_search_requests: 2 },
    });
  });

  it('is left over field by field, but for totals', () => {
    const told = {
      ...prompt(10, { cached_tokens: 4, video_tokens: 0, text_tokens: null }),
      ...completion(5),
      total_tokens: 99,
      prompt_cache_hit_tokens: 4,
      cost_details: { upstream: 1 },
      list: [],
    };
    expect(leftOfUsage(told, writeUsage(readUsage(told)!))).toEqual([
      { path: 'usage.prompt_tokens_details.video_tokens', value: 0 },
      { path: 'usage.prompt_cache_hit_tokens', value: 4 },
      { path: 'usage.cost_details', value: { upstream: 1 } },
    ]);
  });
});

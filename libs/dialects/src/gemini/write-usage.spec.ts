import { describe, expect, test } from 'vitest';
import { type Served } from '../events';
import { type Usage } from '../usage';
import { readServed, readUsage, usageLeftovers } from './usage';
import { writeUsage } from './write-usage';

describe('usage written for a client of Gemini', () => {
  test.each<[string, Usage, object]>([
    ['nothing', {}, {}],
    ['zero is not on the wire', { inputTokens: 0, cacheReadTokens: 0, outputTokens: 0, reasoningTokens: 0 }, {}],
    [
      'what was cached is part of the prompt',
      { inputTokens: 1, cacheReadTokens: 2, cacheWrite5mTokens: 4, cacheWrite1hTokens: 8, outputTokens: 16 },
      {
        promptTokenCount: 15,
        cachedContentTokenCount: 2,
        candidatesTokenCount: 16,
        totalTokenCount: 31,
        promptTokensDetails: [{ modality: 'TEXT', tokenCount: 15 }],
      },
    ],
    [
      'thoughts come on top of the answer',
      { inputTokens: 1, outputTokens: 2, reasoningTokens: 4 },
      {
        promptTokenCount: 1,
        candidatesTokenCount: 2,
        thoughtsTokenCount: 4,
        totalTokenCount: 7,
        promptTokensDetails: [{ modality: 'TEXT', tokenCount: 1 }],
      },
    ],
    [
      'recordings and pictures are told apart',
      {
        inputTokens: 1,
        inputAudioTokens: 2,
        inputImageTokens: 4,
        outputTokens: 8,
        outputAudioTokens: 16,
        outputImageTokens: 32,
      },
      {
        promptTokenCount: 7,
        candidatesTokenCount: 56,
        totalTokenCount: 63,
        promptTokensDetails: [
          { modality: 'TEXT', tokenCount: 1 },
          { modality: 'AUDIO', tokenCount: 2 },
          { modality: 'IMAGE', tokenCount: 4 },
        ],
        candidatesTokensDetails: [
          { modality: 'TEXT', tokenCount: 8 },
          { modality: 'AUDIO', tokenCount: 16 },
          { modality: 'IMAGE', tokenCount: 32 },
        ],
      },
    ],
  ])('%s', (_, usage, expected) => {
    expect(writeUsage(usage, {})).toEqual(expected);
    const read = readUsage(expected);
    expect(writeUsage(read, {})).toEqual(expected);
  });

  test.each<[Served, object]>([
    [{ serviceTier: 'default' }, { serviceTier: 'standard' }],
    [{ serviceTier: 'flex' }, { serviceTier: 'flex' }],
    [{ serviceTier: 'ON_DEMAND' }, { trafficType: 'ON_DEMAND' }],
    [{}, {}],
  ])('%j is served as %j', (served, expected) => {
    expect(writeUsage({}, served)).toEqual(expected);
  });

  test('how it was served is read by either name', () => {
    expect(readServed({ serviceTier: 'flex', trafficType: 'ON_DEMAND' })).toEqual({ serviceTier: 'flex' });
    expect(readServed({ trafficType: 'ON_DEMAND' })).toEqual({ serviceTier: 'ON_DEMAND' });
    expect(readServed({ serviceTier: 1 })).toEqual({});
  });

  test('what the classes do not tell is left over', () => {
    const plain = {
      promptTokenCount: 5,
      candidatesTokenCount: 2,
      totalTokenCount: 7,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: 5 }],
    };
    expect(usageLeftovers(plain)).toEqual([]);
    const video = { promptTokensDetails: [{ modality: 'VIDEO', tokenCount: 5 }] };
    expect(usageLeftovers({ ...plain, ...video, cachedContentTokenCount: 0 })).toEqual([
      ['promptTokensDetails', video.promptTokensDetails],
      ['cachedContentTokenCount', 0],
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { INPUT_CLASSES, OUTPUT_CLASSES, type Usage, sumTokens } from '../usage';
import { readUsage } from './usage';

const of = (modality: string, tokenCount: number) => ({ modality, tokenCount });

describe('usage told by Gemini', () => {
  test.each<[string, object, Usage]>([
    [
      'text in and out',
      { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15, promptTokensDetails: [of('TEXT', 10)] },
      { inputTokens: 10, outputTokens: 5 },
    ],
    [
      'thoughts come on top of the answer',
      { promptTokenCount: 10, candidatesTokenCount: 5, thoughtsTokenCount: 7, totalTokenCount: 22 },
      { inputTokens: 10, outputTokens: 5, reasoningTokens: 7 },
    ],
    [
      'an answer of nothing is not on the wire: it is what the total leaves',
      { promptTokenCount: 15, thoughtsTokenCount: 2, totalTokenCount: 17 },
      { inputTokens: 15, outputTokens: 0, reasoningTokens: 2 },
    ],
    ['without a total, an absent answer is not told', { promptTokenCount: 15 }, { inputTokens: 15 }],
    [
      'what was cached is part of the prompt',
      { promptTokenCount: 10, cachedContentTokenCount: 4, candidatesTokenCount: 1 },
      { inputTokens: 6, cacheReadTokens: 4, outputTokens: 1 },
    ],
    [
      'nothing cached, and said so',
      { promptTokenCount: 3, cachedContentTokenCount: 0 },
      { inputTokens: 3, cacheReadTokens: 0 },
    ],
    [
      'what server-side tools brought in comes on top of the prompt',
      { promptTokenCount: 10, toolUsePromptTokenCount: 90, candidatesTokenCount: 5, totalTokenCount: 105 },
      { inputTokens: 100, outputTokens: 5 },
    ],
    ['tools alone', { toolUsePromptTokenCount: 9 }, { inputTokens: 9 }],
    [
      'audio and images are classes of their own; video and documents are not',
      {
        promptTokenCount: 100,
        promptTokensDetails: [of('TEXT', 10), of('AUDIO', 20), of('IMAGE', 30), of('VIDEO', 15), of('DOCUMENT', 25)],
      },
      { inputTokens: 50, inputAudioTokens: 20, inputImageTokens: 30 },
    ],
    [
      'cached audio and images are cache reads alone',
      {
        promptTokenCount: 100,
        cachedContentTokenCount: 40,
        promptTokensDetails: [of('TEXT', 30), of('AUDIO', 50), of('IMAGE', 20)],
        cacheTokensDetails: [of('AUDIO', 25), of('IMAGE', 15)],
      },
      { inputTokens: 30, cacheReadTokens: 40, inputAudioTokens: 25, inputImageTokens: 5 },
    ],
    [
      'audio that tools brought in is audio',
      {
        promptTokenCount: 10,
        toolUsePromptTokenCount: 20,
        toolUsePromptTokensDetails: [of('AUDIO', 15), of('IMAGE', 2)],
        promptTokensDetails: [of('AUDIO', 4)],
      },
      { inputTokens: 9, inputAudioTokens: 19, inputImageTokens: 2 },
    ],
    [
      'a breakdown may name a modality twice',
      { promptTokenCount: 10, promptTokensDetails: [of('IMAGE', 2), of('IMAGE', 3)] },
      { inputTokens: 5, inputImageTokens: 5 },
    ],
    [
      'spoken and drawn answers',
      { candidatesTokenCount: 60, candidatesTokensDetails: [of('TEXT', 10), of('AUDIO', 20), of('IMAGE', 30)] },
      { outputTokens: 10, outputAudioTokens: 20, outputImageTokens: 30 },
    ],
    ['nothing told', {}, {}],
    ['nothing that is a count', { promptTokenCount: '5', candidatesTokenCount: -1, thoughtsTokenCount: 1.5 }, {}],
  ])('%s', (_, metadata, usage) => {
    expect(readUsage(metadata)).toStrictEqual(usage);
  });

  test('no token is counted twice where the breakdowns exceed their totals', () => {
    const usage = readUsage({
      promptTokenCount: 10,
      cachedContentTokenCount: 12,
      promptTokensDetails: [of('AUDIO', 8), of('IMAGE', 8)],
      candidatesTokenCount: 10,
      candidatesTokensDetails: [of('AUDIO', 8), of('IMAGE', 8)],
    });
    expect(usage).toEqual({
      inputTokens: 0,
      cacheReadTokens: 10,
      inputAudioTokens: 0,
      inputImageTokens: 0,
      outputTokens: 0,
      outputAudioTokens: 8,
      outputImageTokens: 2,
    });
    expect(sumTokens(usage, INPUT_CLASSES)).toBe(10);
    expect(sumTokens(usage, OUTPUT_CLASSES)).toBe(10);
  });

  test('audio goes first where audio and images exceed what is not cached', () => {
    const promptTokensDetails = [of('AUDIO', 8), of('IMAGE', 8)];
    const usage = readUsage({ promptTokenCount: 10, promptTokensDetails });
    expect(usage).toEqual({ inputTokens: 0, inputAudioTokens: 8, inputImageTokens: 2 });
  });

  test('what is known cached without its modalities leaves no more than the rest', () => {
    const usage = readUsage({
      promptTokenCount: 10,
      cachedContentTokenCount: 7,
      promptTokensDetails: [of('AUDIO', 9)],
    });
    expect(usage).toEqual({ inputTokens: 0, cacheReadTokens: 7, inputAudioTokens: 3 });
  });
});

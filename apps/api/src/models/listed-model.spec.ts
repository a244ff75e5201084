import { describe, expect, it } from 'vitest';
import { toListedModel } from './listed-model';
import { toPricing } from './listed-pricing';
import { callableModel } from './spec-support';

describe('toPricing', () => {
  it('tells prices of tokens and items exactly, at the standard tier', () => {
    expect(
      toPricing([
        { unit: 'inputTokens', nanoUsdPerMillion: '2500000000' },
        { unit: 'outputTokens', nanoUsdPerMillion: '10000000000' },
        { unit: 'outputTokens', nanoUsdPerMillion: '20000000000', condition: { serviceTier: 'priority' } },
        { unit: 'cacheReadTokens', nanoUsdPerMillion: '1' },
        { unit: 'image', nanoUsdPerMillion: '40000000000000' },
        { unit: 'web-search', nanoUsdPerMillion: '10000000000000' },
        { unit: 'second', nanoUsdPerMillion: '100000000000' },
      ]),
    ).toEqual({
      prompt: '0.0000025',
      completion: '0.00001',
      input_cache_read: '0.000000000000001',
      image: '0.04',
      web_search: '0.01',
    });
  });

  it('writes zero for tokens that are not charged', () => {
    expect(toPricing([])).toEqual({ prompt: '0', completion: '0' });
  });
});

describe('toListedModel', () => {
  it('says what the model takes', () => {
    const { supported_parameters, architecture } = toListedModel(
      callableModel('qwen/m', {
        inputModalities: ['text', 'pdf'],
        capabilities: { tools: true, reasoning: true, structuredOutput: true, temperature: false },
      }),
    );
    expect(supported_parameters).toEqual(
      expect.arrayContaining(['max_tokens', 'tools', 'reasoning', 'response_format']),
    );
    expect(supported_parameters).not.toContain('temperature');
    expect(architecture).toEqual({
      modality: 'text+file->text',
      input_modalities: ['text', 'file'],
      output_modalities: ['text'],
      tokenizer: 'Qwen',
      instruct_type: null,
    });
  });

  it.each([
    ['2026-01-02', 1767312000],
    ['2026-01', 1767225600],
    [undefined, 0],
  ])('dates a release of %s to %d', (releaseDate, created) => {
    expect(toListedModel(callableModel('a/m', { releaseDate })).created).toBe(created);
  });
});

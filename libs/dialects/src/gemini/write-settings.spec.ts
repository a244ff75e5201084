import { describe, expect, test } from 'vitest';
import { type Settings } from '../call';
import { written } from './example-call';

function settings(value: Settings, model = 'gemini-2.5-flash', reasoning?: boolean) {
  const settingPaths = Object.fromEntries(Object.keys(value).map((name) => [name, `their.${name}`]));
  const { body, receipt } = written({ settings: value, settingPaths }, { model, reasoning });
  return { config: body.generationConfig, body, receipt };
}

describe('settings that Gemini has', () => {
  test.each([
    [{ maxOutputTokens: 100 }, { maxOutputTokens: 100 }],
    [{ temperature: 0 }, { temperature: 0 }],
    [{ topP: 0.5 }, { topP: 0.5 }],
    [{ topK: 40 }, { topK: 40 }],
    [{ stopSequences: ['a', 'b', 'c', 'd', 'e'] }, { stopSequences: ['a', 'b', 'c', 'd', 'e'] }],
    [{ stopSequences: [] }, undefined],
    [{ seed: 7 }, { seed: 7 }],
    [{ seed: -7 }, { seed: -7 }],
    [{ frequencyPenalty: -1 }, { frequencyPenalty: -1 }],
    [{ presencePenalty: 0.5 }, { presencePenalty: 0.5 }],
    [{ logprobs: false }, { responseLogprobs: false }],
    [{ topLogprobs: 3 }, { logprobs: 3 }],
    [{ choices: 2 }, { candidateCount: 2 }],
    [{ parallelToolCalls: true }, undefined],
    [{ outputFormat: { kind: 'text' } }, undefined],
    [{ outputFormat: { kind: 'json-object' } }, { responseMimeType: 'application/json' }],
    [
      { outputFormat: { kind: 'json-schema', schema: { type: 'object' } } },
      { responseMimeType: 'application/json', responseJsonSchema: { type: 'object' } },
    ],
    [
      { outputFormat: { kind: 'json-schema', name: 'n', description: 'd', schema: { type: 'object' } } },
      { responseMimeType: 'application/json', responseJsonSchema: { title: 'n', description: 'd', type: 'object' } },
    ],
    [
      { outputFormat: { kind: 'json-schema', name: 'n', schema: { title: 'own', description: 'its' } } },
      { responseMimeType: 'application/json', responseJsonSchema: { title: 'own', description: 'its' } },
    ],
  ] satisfies [Settings, object | undefined][])('%j is carried as %j', (value, config) => {
    expect(settings(value)).toMatchObject({ receipt: [] });
    expect(settings(value).config).toEqual(config);
  });

  test.each([
    ['flex', 'flex'],
    ['priority', 'priority'],
    ['standard', 'standard'],
    ['auto', undefined],
  ])('the service tier %s is %s', (serviceTier, expected) => {
    const { body, receipt } = settings({ serviceTier });
    expect(body.serviceTier).toBe(expected);
    expect(receipt).toEqual([]);
  });

  test('the default service tier has another name', () => {
    const { body, receipt } = settings({ serviceTier: 'default' });
    expect(body.serviceTier).toBe('standard');
    expect(receipt).toEqual([{ path: 'their.serviceTier', outcome: 'mapped' }]);
  });

  test.each([true, false])('store: %s stands beside the contents', (store) => {
    expect(settings({ store }).body.store).toBe(store);
  });
});

describe('settings that Gemini has not', () => {
  test.each([
    { logitBias: { '50256': -100 } },
    { parallelToolCalls: false },
    { verbosity: 'low' },
    { serviceTier: 'scale' },
    { endUser: 'u' },
    { metadata: { a: 'b' } },
    { promptCacheKey: 'k' },
  ] satisfies Settings[])('%j is dropped with its reason', (value) => {
    const { body, receipt } = settings(value);
    expect(Object.keys(body)).toEqual(['contents']);
    expect(receipt).toEqual([
      { path: `their.${Object.keys(value)[0]}`, outcome: 'dropped', why: expect.stringMatching(/Gemini/) as string },
    ]);
  });

  test('a setting whose path is not known goes by its own name', () => {
    expect(written({ settings: { endUser: 'u' } }).receipt).toMatchObject([{ path: 'endUser' }]);
  });

  test('stop sequences beyond the fifth are dropped one by one', () => {
    const { config, receipt } = settings({ stopSequences: ['1', '2', '3', '4', '5', '6', '7'] });
    expect(config?.stopSequences).toEqual(['1', '2', '3', '4', '5']);
    expect(receipt).toMatchObject([
      { path: 'their.stopSequences[5]', outcome: 'dropped' },
      { path: 'their.stopSequences[6]', outcome: 'dropped' },
    ]);
  });
});

describe('settings that Gemini has nearly', () => {
  test('a seed beyond 32 bits becomes one that repeats', () => {
    const { config, receipt } = settings({ seed: 2 ** 32 + 5 });
    expect(config?.seed).toBe(5);
    expect(receipt).toMatchObject([{ path: 'their.seed', outcome: 'approximated' }]);
  });

  test('log probabilities are asked for but not translated back', () => {
    const { config, receipt } = settings({ logprobs: true, topLogprobs: 2 });
    expect(config).toEqual({ responseLogprobs: true, logprobs: 2 });
    expect(receipt).toMatchObject([{ path: 'their.logprobs', outcome: 'approximated' }]);
  });

  test('what Gemini does not read of an output schema is named', () => {
    const { receipt } = settings({ outputFormat: { kind: 'json-schema', schema: { type: 'string', pattern: 'a' } } });
    expect(receipt).toMatchObject([
      { path: 'their.outputFormat', outcome: 'approximated', why: expect.stringContaining('pattern') as string },
    ]);
  });

  test.each([
    ['gemini-2.5-flash', { kind: 'effort', effort: 'low' }, [{ path: 'their.reasoning', outcome: 'mapped' }]],
    ['gemini-2.5-flash', { kind: 'budget', tokens: 10 }, []],
    ['gemini-2.5-flash', { kind: 'budget', tokens: 99_999 }, [{ path: 'their.reasoning', outcome: 'approximated' }]],
    ['gemini-3-flash-preview', { kind: 'effort', effort: 'low' }, []],
    [
      'gemini-3-flash-preview',
      { kind: 'effort', effort: 'max' },
      [{ path: 'their.reasoning', outcome: 'approximated' }],
    ],
    ['gemini-2.0-flash', { kind: 'effort', effort: 'low' }, [{ path: 'their.reasoning', outcome: 'dropped' }]],
    ['gemini-2.0-flash', { kind: 'effort', effort: 'none' }, []],
  ] satisfies [string, Settings['reasoning'], object[]][])(
    '%s with %j: the receipt says %j',
    (model, reasoning, lines) => {
      const { config, receipt } = settings({ reasoning }, model);
      expect(receipt).toHaveLength(lines.length);
      expect(receipt).toMatchObject(lines);
      expect(config?.thinkingConfig === undefined).toBe(model === 'gemini-2.0-flash');
    },
  );
});

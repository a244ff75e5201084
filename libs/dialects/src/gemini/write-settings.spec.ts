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
    [{ logprobs: true }, { responseLogprobs: true }],
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

  test.each<[Settings, object | undefined, object[]]>([
    [{ reasoningSummary: 'auto' }, { includeThoughts: true }, []],
    [{ reasoningSummary: 'none' }, { includeThoughts: false }, []],
    [
      { reasoningSummary: 'concise' },
      { includeThoughts: true },
      [{ path: 'their.reasoningSummary', outcome: 'approximated' }],
    ],
    [
      { reasoningSummary: 'detailed' },
      { includeThoughts: true },
      [{ path: 'their.reasoningSummary', outcome: 'approximated' }],
    ],
    [
      { reasoning: { kind: 'effort', effort: 'low' }, reasoningSummary: 'none' },
      { thinkingLevel: 'LOW', includeThoughts: false },
      [],
    ],
    [
      { reasoning: { kind: 'effort', effort: 'none' }, reasoningSummary: 'auto' },
      { thinkingLevel: 'MINIMAL', includeThoughts: false },
      [{ path: 'their.reasoning', outcome: 'approximated' }],
    ],
  ])('%j thinks by %j', (value, thinkingConfig, lines) => {
    const { config, receipt } = settings(value, 'gemini-3-flash-preview');
    expect(config?.thinkingConfig).toEqual(thinkingConfig);
    expect(receipt).toHaveLength(lines.length);
    expect(receipt).toMatchObject(lines);
  });

  test.each(['auto', 'none'] as const)(
    'a model that does not reason is not asked for a summary: %s',
    (reasoningSummary) => {
      const { config, receipt } = settings({ reasoningSummary }, 'gemini-2.0-flash');
      expect(config).toBeUndefined();
      expect(receipt.map(({ outcome }) => outcome)).toEqual(reasoningSummary === 'auto' ? ['dropped'] : []);
    },
  );

  test('caching by itself is what newer models do', () => {
    expect(settings({ promptCaching: {} }).receipt).toEqual([]);
    expect(settings({ promptCaching: {} }, 'gemini-2.0-flash').receipt).toMatchObject([
      { path: 'their.promptCaching', outcome: 'dropped' },
    ]);
  });

  test('what the reply is to hold besides is there, is asked for, or is dropped one by one', () => {
    const include = ['reasoning.encrypted_content', 'message.output_text.logprobs', 'file_search_call.results'];
    const { config, receipt } = settings({ include });
    expect(config).toEqual({ responseLogprobs: true });
    expect(receipt).toMatchObject([{ path: 'their.include[2]', outcome: 'dropped' }]);
  });

  test('a schema or JSON is dropped where an older model has functions, unless it answers through one', () => {
    const tools = [{ type: 'function', name: 'f', path: 'tools[0]' } as const];
    const of = (outputFormat: Settings['outputFormat'], model: string) =>
      written({ tools, settings: { outputFormat }, settingPaths: { outputFormat: 'response_format' } }, { model });
    const old = of({ kind: 'json-object' }, 'gemini-2.5-flash');
    expect(old.body.generationConfig).toBeUndefined();
    expect(old.receipt).toMatchObject([{ path: 'response_format', outcome: 'dropped' }]);
    const newer = of({ kind: 'json-object' }, 'gemini-3-flash-preview');
    expect(newer.body.generationConfig).toEqual({ responseMimeType: 'application/json' });
    expect(newer.receipt).toEqual([]);
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

import { describe, expect, test } from 'vitest';
import { type FunctionTool, type Settings, type ToolChoice } from '../call';
import { DEFAULT_MAX_TOKENS } from './draft';
import { BUDGET_MODEL, EFFORT_MODEL, write, writeWith } from './spec-support';

const TOOL: FunctionTool = { type: 'function', path: 'tools[0]', name: 'f' };

test('a request without settings is the model, the cap and the conversation', () => {
  expect(write({})).toStrictEqual({
    body: {
      model: BUDGET_MODEL,
      max_tokens: DEFAULT_MAX_TOKENS,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
    },
    receipt: [],
  });
  expect(write({ stream: true }).body['stream']).toBe(true);
});

test('what the vocabulary has no word for is dropped by name', () => {
  const { receipt } = write({
    extras: [
      { path: 'prediction', value: {} },
      { path: 'audio.voice', value: 'x' },
    ],
    tools: [{ type: 'native', path: 'tools[0]', dialect: 'openai-chat', name: 'web_search', value: {} }],
  });
  expect(receipt).toMatchObject([
    { path: 'prediction', outcome: 'dropped' },
    { path: 'audio.voice', outcome: 'dropped' },
    { path: 'tools[0]', outcome: 'dropped' },
  ]);
});

describe('the cap', () => {
  test.each([
    [undefined, undefined, DEFAULT_MAX_TOKENS],
    [undefined, 64_000, 64_000],
    [100, undefined, 100],
    [100, 64_000, 100],
    [64_000, 64_000, 64_000],
  ])('of a client that wants %s from a model that gives %s is %s', (maxOutputTokens, limit, max_tokens) => {
    const { body, receipt } = writeWith({ maxOutputTokens }, { maxOutputTokens: limit });
    expect(body['max_tokens']).toBe(max_tokens);
    expect(receipt).toEqual([]);
  });

  test('is no higher than the model can go', () => {
    const { body, receipt } = writeWith({ maxOutputTokens: 70_000 }, { maxOutputTokens: 64_000 });
    expect(body['max_tokens']).toBe(64_000);
    expect(receipt).toMatchObject([{ path: 'maxOutputTokens', outcome: 'approximated' }]);
  });
});

describe('settings that are carried', () => {
  test.each<[Settings, object]>([
    [{ temperature: 0 }, { temperature: 0 }],
    [{ temperature: 1 }, { temperature: 1 }],
    [{ topP: 0.5 }, { top_p: 0.5 }],
    [{ topK: 7 }, { top_k: 7 }],
    [{ stopSequences: ['a', ' b'] }, { stop_sequences: ['a', ' b'] }],
    [{ serviceTier: 'auto' }, { service_tier: 'auto' }],
    [{ serviceTier: 'standard_only' }, { service_tier: 'standard_only' }],
    [{ endUser: 'u-1' }, { metadata: { user_id: 'u-1' } }],
    [{ outputFormat: { kind: 'text' } }, {}],
    [{ promptCaching: {} }, { cache_control: { type: 'ephemeral' } }],
    [{ promptCaching: { ttl: '1h' } }, { cache_control: { type: 'ephemeral', ttl: '1h' } }],
    [{ temperature: 1, topP: 0.5 }, { top_p: 0.5 }],
    [{ temperature: 0.5, topP: 1 }, { temperature: 0.5 }],
  ])('%j as %j', (settings, written) => {
    const { model, max_tokens, messages, ...rest } = writeWith(settings).body;
    expect([model, max_tokens, messages]).not.toContain(undefined);
    expect(rest).toStrictEqual(written);
    expect(writeWith(settings).receipt).toEqual([]);
  });
});

describe('settings that are said in other words', () => {
  test.each(['default', 'standard'])('service tier %s', (serviceTier) => {
    const { body, receipt } = writeWith({ serviceTier });
    expect(body['service_tier']).toBe('standard_only');
    expect(receipt).toEqual([{ path: 'serviceTier', outcome: 'mapped' }]);
  });

  test.each<[Settings, object]>([
    [{ temperature: 1.5 }, { temperature: 1 }],
    [{ serviceTier: 'priority' }, { service_tier: 'auto' }],
  ])('%j approximately as %j', (settings, written) => {
    const { body, receipt } = writeWith(settings);
    expect(body).toMatchObject(written);
    expect(receipt).toMatchObject([{ path: Object.keys(settings)[0], outcome: 'approximated' }]);
  });
});

describe('settings that are dropped', () => {
  test.each<[Settings]>([
    [{ seed: 0 }],
    [{ frequencyPenalty: 0.5 }],
    [{ presencePenalty: -0.5 }],
    [{ logitBias: { 50256: -100 } }],
    [{ logprobs: true }],
    [{ topLogprobs: 2 }],
    [{ choices: 2 }],
    [{ verbosity: 'low' }],
    [{ metadata: { a: 'b' } }],
    [{ promptCacheKey: 'k' }],
    [{ store: true }],
    [{ include: ['reasoning.encrypted_content', 'message.output_text.logprobs'] }],
    [{ serviceTier: 'flex' }],
    [{ stopSequences: [' \n'] }],
    [{ toolChoice: { kind: 'required' } }],
    [{ toolChoice: { kind: 'tool', name: 'f' } }],
    [{ toolChoice: { kind: 'allowed', mode: 'auto', names: ['f'] } }],
  ])('%j', (settings) => {
    const { body, receipt } = writeWith(settings);
    expect(body).toStrictEqual(write({}).body);
    expect(receipt).toMatchObject([{ path: Object.keys(settings)[0], outcome: 'dropped' }]);
  });

  test.each<[Settings]>([
    [{ frequencyPenalty: 0 }],
    [{ presencePenalty: 0 }],
    [{ logitBias: {} }],
    [{ logprobs: false }],
    [{ topLogprobs: 0 }],
    [{ choices: 1 }],
    [{ metadata: {} }],
    [{ store: false }],
    [{ include: ['reasoning.encrypted_content'] }],
    [{ toolChoice: { kind: 'auto' } }],
    [{ toolChoice: { kind: 'none' } }],
    [{ parallelToolCalls: false }],
  ])('without a word where Anthropic does the same: %j', (settings) => {
    expect(writeWith(settings)).toStrictEqual(write({}));
  });

  test("are named as the client's body names them", () => {
    const { receipt } = write({ settings: { choices: 2 }, settingPaths: { choices: 'n' } });
    expect(receipt).toMatchObject([{ path: 'n' }]);
  });

  test('each say why', () => {
    const { receipt } = writeWith({ seed: 1, choices: 2, serviceTier: 'flex', temperature: 2 });
    expect(receipt).toHaveLength(4);
    for (const { why } of receipt) expect(why).toMatch(/\w+ \w+/);
  });
});

test('blank stop sequences go, the others stay', () => {
  const { body, receipt } = writeWith({ stopSequences: ['\n', 'END'] });
  expect(body['stop_sequences']).toEqual(['END']);
  expect(receipt).toMatchObject([{ path: 'stopSequences', outcome: 'dropped' }]);
});

test('of temperature and top_p only one goes', () => {
  const { body, receipt } = writeWith({ temperature: 0.5, topP: 0.9 });
  expect(body['temperature']).toBe(0.5);
  expect(body).not.toHaveProperty('top_p');
  expect(receipt).toMatchObject([{ path: 'topP', outcome: 'dropped' }]);
});

test('a temperature above the scale is kept, not top_p', () => {
  const { body, receipt } = writeWith({ temperature: 2, topP: 0.9 });
  expect(body['temperature']).toBe(1);
  expect(body).not.toHaveProperty('top_p');
  expect(receipt.map(({ outcome }) => outcome)).toEqual(['approximated', 'dropped']);
});

describe('while the model thinks', () => {
  test.each(['claude-sonnet-4-5', EFFORT_MODEL])('%s takes no temperature, top_k or low top_p', (model) => {
    const settings: Settings = { reasoning: { kind: 'effort', effort: 'low' }, temperature: 0.5, topK: 5, topP: 0.9 };
    const { body, receipt } = writeWith(settings, { model });
    for (const name of ['temperature', 'top_k', 'top_p']) expect(body).not.toHaveProperty(name);
    expect(receipt.filter(({ outcome }) => outcome === 'dropped').map(({ path }) => path)).toEqual([
      'temperature',
      'topP',
      'topK',
    ]);
  });

  test('the default temperature and a high top_p are fine', () => {
    const settings: Settings = { reasoning: { kind: 'effort', effort: 'low' }, temperature: 1, topP: 0.95 };
    const { body, receipt } = writeWith(settings, { model: 'claude-opus-4-6' });
    expect(body).not.toHaveProperty('temperature');
    expect(body['top_p']).toBe(0.95);
    expect(receipt).toEqual([]);
  });

  test('sampling is free again where thinking is switched off', () => {
    const settings: Settings = { reasoning: { kind: 'effort', effort: 'none' }, temperature: 0.5, topK: 5 };
    expect(writeWith(settings, { model: 'claude-opus-4-6' }).body).toMatchObject({ temperature: 0.5, top_k: 5 });
  });
});

describe('a model that takes no sampling settings', () => {
  test('gets none, and the receipt names those that asked for something', () => {
    const { body, receipt } = writeWith({ temperature: 0.5, topP: 0.9, topK: 5 }, { model: EFFORT_MODEL });
    for (const name of ['temperature', 'top_k', 'top_p']) expect(body).not.toHaveProperty(name);
    expect(receipt.map(({ path, outcome }) => [path, outcome])).toEqual([
      ['temperature', 'dropped'],
      ['topP', 'dropped'],
      ['topK', 'dropped'],
    ]);
  });

  test('does what the defaults ask for anyway', () => {
    expect(writeWith({ temperature: 1, topP: 1 }, { model: EFFORT_MODEL }).receipt).toEqual([]);
  });
});

describe('the choice of tools', () => {
  test.each<[ToolChoice | undefined, boolean | undefined, object | undefined]>([
    [undefined, undefined, undefined],
    [{ kind: 'auto' }, undefined, { type: 'auto' }],
    [{ kind: 'none' }, undefined, { type: 'none' }],
    [{ kind: 'required' }, undefined, { type: 'any' }],
    [{ kind: 'tool', name: 'f' }, undefined, { type: 'tool', name: 'f' }],
    [undefined, true, undefined],
    [undefined, false, { type: 'auto', disable_parallel_tool_use: true }],
    [{ kind: 'required' }, true, { type: 'any' }],
    [{ kind: 'required' }, false, { type: 'any', disable_parallel_tool_use: true }],
    [{ kind: 'tool', name: 'f' }, false, { type: 'tool', name: 'f', disable_parallel_tool_use: true }],
    [{ kind: 'none' }, false, { type: 'none' }],
  ])('%j with parallel calls %s is %j', (toolChoice, parallelToolCalls, tool_choice) => {
    const { body, receipt } = writeWith({ toolChoice, parallelToolCalls }, {}, { tools: [TOOL] });
    expect(body['tool_choice']).toEqual(tool_choice);
    expect(receipt).toEqual([]);
  });
});

describe('a choice among some of the tools', () => {
  test.each([
    ['auto', { type: 'auto' }],
    ['required', { type: 'any' }],
  ] as const)('%s sends those alone', (mode, tool_choice) => {
    const { body, receipt } = writeWith(
      { toolChoice: { kind: 'allowed', mode, names: ['g'] } },
      {},
      { tools: [TOOL, { ...TOOL, path: 'tools[1]', name: 'g' }] },
    );
    expect(body).toMatchObject({ tools: [{ name: 'g' }], tool_choice });
    expect(receipt).toEqual([{ path: 'toolChoice', outcome: 'mapped' }]);
  });
});

describe('a tool', () => {
  test.each<[Partial<FunctionTool>, object]>([
    [{}, { input_schema: { type: 'object', properties: {} } }],
    [{ description: 'Does f' }, { description: 'Does f', input_schema: { type: 'object', properties: {} } }],
    [{ parameters: {} }, { input_schema: { type: 'object', properties: {} } }],
    [
      { parameters: { type: 'object', properties: { a: { minimum: 1 } }, required: ['a'] }, strict: false },
      { input_schema: { type: 'object', properties: { a: { minimum: 1 } }, required: ['a'] } },
    ],
    [{ strict: true }, { strict: true, input_schema: { type: 'object', properties: {} } }],
    [
      { cacheControl: { ttl: '1h' } },
      { input_schema: { type: 'object', properties: {} }, cache_control: { type: 'ephemeral', ttl: '1h' } },
    ],
  ])('%j is carried as %j', (tool, written) => {
    const { body, receipt } = write({ tools: [{ ...TOOL, ...tool }] });
    expect(body['tools']).toStrictEqual([{ name: 'f', ...written }]);
    expect(receipt).toEqual([]);
  });

  test('that is strict gets a schema that can be enforced', () => {
    const { body, receipt } = write({ tools: [{ ...TOOL, strict: true, parameters: { type: 'object' } }] });
    expect(body['tools']).toMatchObject([{ strict: true, input_schema: { additionalProperties: false } }]);
    expect(receipt).toMatchObject([{ path: 'tools[0]', outcome: 'approximated' }]);
  });
});

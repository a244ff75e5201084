import { describe, expect, it } from 'vitest';
import {
  type JsonObject,
  type Message,
  type ReasoningEffort,
  type SettingName,
  type Settings,
  type Tool,
} from '../call';
import { type Target } from '../dialect';
import { linesOf, ours, TARGET, write } from './spec-support';

const setting = (settings: Settings, target = TARGET) => {
  const settingPaths = Object.fromEntries(Object.keys(settings).map((name) => [name, `their.${name}`]));
  const { body, receipt } = write({ settings, settingPaths }, target);
  const { model: _model, messages, tools: _tools, ...params } = body;
  return { params, messages, receipt: linesOf(receipt) };
};
const effort = (word: ReasoningEffort): Settings => ({ reasoning: { kind: 'effort', effort: word } });
const budget = (tokens: number): Settings => ({ reasoning: { kind: 'budget', tokens } });
const schema = { type: 'object' };
const allowed = (mode: string, ...names: string[]) => ({
  type: 'allowed_tools',
  allowed_tools: { mode, tools: names.map((name) => ({ type: 'function', function: { name } })) },
});
const native: Tool = {
  type: 'native',
  path: 'tools[0]',
  dialect: 'anthropic-messages',
  name: 'web_search',
  value: { type: 'web_search_20250305' },
};

describe('settings of another dialect', () => {
  it.each<[Settings, JsonObject]>([
    [{ maxOutputTokens: 5 }, { max_completion_tokens: 5 }],
    [{ temperature: 0.5 }, { temperature: 0.5 }],
    [{ topP: 0.5 }, { top_p: 0.5 }],
    [{ stopSequences: ['a'] }, { stop: ['a'] }],
    [{ seed: 0 }, { seed: 0 }],
    [{ frequencyPenalty: 1 }, { frequency_penalty: 1 }],
    [{ presencePenalty: 1 }, { presence_penalty: 1 }],
    [{ logitBias: { '1': 2 } }, { logit_bias: { '1': 2 } }],
    [{ choices: 2 }, { n: 2 }],
    [{ toolChoice: { kind: 'auto' } }, { tool_choice: 'auto' }],
    [{ toolChoice: { kind: 'none' } }, { tool_choice: 'none' }],
    [{ toolChoice: { kind: 'required' } }, { tool_choice: 'required' }],
    [{ toolChoice: { kind: 'tool', name: 'f' } }, { tool_choice: { type: 'function', function: { name: 'f' } } }],
    [{ parallelToolCalls: false }, { parallel_tool_calls: false }],
    [{ outputFormat: { kind: 'text' } }, { response_format: { type: 'text' } }],
    [
      { outputFormat: { kind: 'json-schema', schema } },
      { response_format: { type: 'json_schema', json_schema: { name: 'response', schema } } },
    ],
    [
      { outputFormat: { kind: 'json-schema', name: 'n', description: 'd', strict: true, schema } },
      { response_format: { type: 'json_schema', json_schema: { name: 'n', description: 'd', strict: true, schema } } },
    ],
    [{ toolChoice: { kind: 'allowed', mode: 'auto', names: ['f'] } }, { tool_choice: allowed('auto', 'f') }],
    [{ logprobs: true }, { logprobs: true }],
    [{ topLogprobs: 3 }, { logprobs: true, top_logprobs: 3 }],
    [
      { logprobs: true, topLogprobs: 3 },
      { logprobs: true, top_logprobs: 3 },
    ],
    [effort('xhigh'), { reasoning_effort: 'xhigh' }],
    [budget(0), { reasoning_effort: 'none' }],
    [{ reasoning: { kind: 'adaptive', effort: 'high' } }, { reasoning_effort: 'high' }],
    [{ serviceTier: 'standard' }, { service_tier: 'default' }],
    [{ serviceTier: 'standard_only' }, { service_tier: 'default' }],
    [
      { metadata: { a: 'b' }, store: true },
      { metadata: { a: 'b' }, store: true },
    ],
    [{ verbosity: 'high' }, { verbosity: 'high' }],
    [{ serviceTier: 'priority' }, { service_tier: 'priority' }],
    [{ endUser: 'u' }, { user: 'u' }],
    [{ promptCacheKey: 'k' }, { prompt_cache_key: 'k' }],
    [{ store: true }, { store: true }],
  ])('%j is carried', (settings, params) => {
    const receipt = Object.keys(settings).map((name) => `mapped their.${name}`);
    expect(setting(settings)).toMatchObject({ params, messages: [{ role: 'user', content: 'hi' }] });
    expect(setting(settings).receipt.toSorted()).toEqual(receipt.toSorted());
  });

  it('is not on the receipt where even the name is the same', () => {
    const { receipt } = write({ settings: { temperature: 1 }, settingPaths: { temperature: 'temperature' } });
    expect(receipt).toEqual([]);
  });

  it.each<[Settings, Target]>([
    [{ topK: 40 }, TARGET],
    [{ serviceTier: 'batch' }, TARGET],
    [{ metadata: { a: 'b' } }, TARGET],
    [{ metadata: { a: 'b' }, store: false }, TARGET],
    [{ include: ['web_search_call.results'] }, TARGET],
    [{ toolChoice: { kind: 'tool', name: 'web_search' } }, TARGET],
    [{ toolChoice: { kind: 'allowed', mode: 'auto', names: ['f', 'web_search'] } }, TARGET],
    [effort('low'), { ...TARGET, reasoning: false }],
    [effort('low'), { ...TARGET, reasoningEfforts: [] }],
    [budget(9), { ...TARGET, reasoning: false }],
    [{ reasoning: { kind: 'adaptive', effort: 'low' } }, { ...TARGET, reasoning: false }],
  ])('%j is dropped for %j, and named', (settings, target) => {
    const [name] = Object.keys(settings) as SettingName[];
    const { store, ...params } = setting(settings, target).params;
    expect({ store, params }).toEqual({ store: settings.store, params: {} });
    expect(setting(settings, target).receipt).toContain(`dropped their.${name}`);
  });

  it.each<[Settings, Target]>([
    [{ include: ['reasoning.encrypted_content'] }, TARGET],
    [{ reasoningSummary: 'auto' }, TARGET],
    [{ reasoningSummary: 'none' }, { ...TARGET, reasoning: false }],
    [{ reasoning: { kind: 'adaptive' } }, TARGET],
    [{ reasoning: { kind: 'adaptive' } }, { ...TARGET, reasoningEfforts: ['low', 'high'] }],
    [effort('none'), { ...TARGET, reasoning: false }],
    [budget(0), { ...TARGET, reasoning: false }],
  ])('%j says nothing and loses nothing for %j', (settings, target) => {
    expect(setting(settings, target)).toMatchObject({ params: {}, receipt: [] });
  });

  it.each<[Settings, Target['reasoningEfforts'], ReasoningEffort]>([
    [budget(1), undefined, 'low'],
    [budget(1024), undefined, 'low'],
    [budget(1025), undefined, 'medium'],
    [budget(8192), undefined, 'medium'],
    [budget(8193), undefined, 'high'],
    [budget(8193), ['none', 'low', 'max'], 'low'],
    [{ reasoning: { kind: 'budget', tokens: 1, effort: 'max' } }, undefined, 'max'],
    [effort('xhigh'), ['low', 'high'], 'high'],
    [effort('minimal'), ['none', 'low'], 'low'],
    [effort('none'), ['low', 'minimal'], 'minimal'],
    [{ reasoning: { kind: 'adaptive' } }, ['none', 'low', 'medium'], 'medium'],
  ])('%j with the efforts %j is nearly %s', (settings, reasoningEfforts, word) => {
    expect(setting(settings, { ...TARGET, reasoningEfforts })).toMatchObject({
      params: { reasoning_effort: word },
      receipt: ['approximated their.reasoning'],
    });
  });

  it('asks for log probabilities where they are to be included', () => {
    const wanted: Settings = { include: ['message.output_text.logprobs'] };
    expect(setting(wanted)).toMatchObject({ params: { logprobs: true }, receipt: [] });
  });

  it.each(['none', 'concise', 'detailed'] as const)('leaves it to the provider how it tells reasoning: %s', (word) => {
    const { params, receipt } = setting({ reasoningSummary: word });
    expect({ params, receipt }).toEqual({ params: {}, receipt: ['approximated their.reasoningSummary'] });
  });

  it('leaves caching to the provider', () => {
    const { params, receipt } = setting({ promptCaching: { ttl: '1h' } });
    expect(params).toEqual({});
    expect(receipt).toEqual(['approximated their.promptCaching']);
  });

  it('tells a schema in words to a model that is not held to one', () => {
    const format: Settings = { outputFormat: { kind: 'json-schema', description: 'A cat.', schema } };
    expect(setting(format, { ...TARGET, structuredOutput: false })).toEqual({
      params: { response_format: { type: 'json_object' } },
      messages: [
        {
          role: 'system',
          content: 'Answer with nothing but one JSON object that keeps to this JSON schema:\n{"type":"object"}\nA cat.',
        },
        { role: 'user', content: 'hi' },
      ],
      receipt: ['approximated their.outputFormat'],
    });
    const body = { response_format: { type: 'json_schema', json_schema: { name: 'n', schema } } };
    expect(ours(body, { ...TARGET, structuredOutput: false }).body).toMatchObject({
      ...body,
      messages: [{ role: 'user', content: 'hi' }],
    });
  });

  it('names JSON to a model that is to answer in it, where nobody did', () => {
    const format: Settings = { outputFormat: { kind: 'json-object' } };
    expect(setting(format)).toMatchObject({
      messages: [{ role: 'system', content: 'Answer with one JSON object.' }, { role: 'user' }],
      receipt: ['mapped their.outputFormat'],
    });
    const user = (...texts: string[]): Message => ({
      role: 'user',
      path: 'm',
      parts: texts.map((said) => ({ type: 'text', path: 'p', text: said })),
    });
    const named = write({ settings: format, messages: [user('hi'), user('hi', 'as json')] });
    expect(named.body['messages']).toHaveLength(2);
  });

  it('says nothing about tools where there are none', () => {
    for (const tools of [[], [native]]) {
      const { body } = write({ tools, settings: { toolChoice: { kind: 'auto' }, parallelToolCalls: true } });
      expect(Object.keys(body).sort()).toEqual(['messages', 'model']);
    }
    for (const kind of ['none', 'auto'] as const) {
      expect(write({ tools: [], settings: { toolChoice: { kind } } }).receipt).toEqual([]);
    }
    const { receipt } = write({ tools: [], settings: { toolChoice: { kind: 'required' } } });
    expect(linesOf(receipt)).toEqual(['dropped toolChoice']);
  });
});

describe('settings of this dialect keep their names', () => {
  it.each<JsonObject>([
    { max_tokens: 5 },
    { max_completion_tokens: 5 },
    { top_k: 40 },
    { logprobs: true, top_logprobs: 2 },
    { top_logprobs: 2 },
    { service_tier: 'on_demand' },
    { user: 'u' },
    { safety_identifier: 'u' },
    { tool_choice: 'none', parallel_tool_calls: true },
    { tool_choice: allowed('required', 'f') },
    { reasoning: { effort: 'low' } },
    { reasoning: { max_tokens: 100 } },
    { reasoning: { max_tokens: 100, effort: 'low', enabled: true, exclude: true } },
    { reasoning: { enabled: true } },
    { reasoning: { enabled: true, effort: 'low' } },
    { reasoning: { enabled: false } },
    { reasoning: { enabled: false, effort: 'low', max_tokens: 5 } },
    { reasoning: { exclude: false, x: 1 } },
    { reasoning: { summary: 'detailed', effort: 'extreme' } },
    { reasoning_effort: 'high', reasoning: { effort: 'low', summary: 'auto' } },
    { reasoning_effort: 'high' },
    { reasoning_effort: 'default' },
    { cache_control: { type: 'ephemeral', ttl: '1d' } },
    { metadata: { a: 'b' } },
    { metadata: { a: 1 } },
    { include: ['x'], functions: [{ name: 'f' }], modalities: ['text', 'audio'], audio: { voice: 'alloy' } },
    { max_tokens: 5, max_completion_tokens: 6 },
    { response_format: { type: 'json_schema', json_schema: { name: 'n', x: 1 } } },
    { response_format: { type: 'json_schema', json_schema: { schema } } },
    { response_format: { type: 'json_object' } },
    { response_format: { type: 'grammar', grammar: 'x' } },
    { tool_choice: { type: 'custom', custom: { name: 'c' } } },
    {
      tools: [
        { type: 'custom', custom: { name: 'c' } },
        { type: 'function', function: { name: 'f', x: 1 }, cache_control: { type: 'ephemeral' }, eager: true },
        { type: 'openrouter:web_search' },
      ],
    },
    { stream: true, stream_options: { include_usage: true, include_obfuscation: false } },
    { 'a.b': { '[0]': 1 }, ['__proto__']: { polluted: true } },
  ])('%j', (params) => {
    const { body, receipt } = ours(params);
    expect(body).toEqual({ model: 'upstream', messages: [{ role: 'user', content: 'hi' }], ...params });
    expect(receipt).toEqual([]);
  });
});

describe('of several ways to say a thing one is written', () => {
  const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{"a":1}' } };
  it.each<[JsonObject, JsonObject]>([
    [{ stop: 'x' }, { stop: ['x'] }],
    [{ stream: false, tools: [], seed: null }, {}],
    [{ usage: { include: true } }, {}],
    [{ tool_choice: 'any' }, { tool_choice: 'required' }],
    [{ tools: [{ function: { name: 'f' } }] }, { tools: [{ type: 'function', function: { name: 'f' } }] }],
    [
      { stream: true, stream_options: { include_usage: false } },
      { stream: true, stream_options: { include_usage: true } },
    ],
  ])('%j as %j', (body, written) => {
    expect(ours(body)).toEqual({
      body: { model: 'upstream', messages: [{ role: 'user', content: 'hi' }], ...written },
      receipt: [],
    });
  });

  it.each<[JsonObject, JsonObject]>([
    [{ role: 'user' }, { role: 'user', content: '' }],
    [
      { role: 'assistant', tool_calls: [{ ...call, index: 0, type: undefined }] },
      { role: 'assistant', content: null, tool_calls: [call] },
    ],
    [
      { role: 'assistant', content: null, tool_calls: [{ ...call, function: { name: 'f', arguments: { a: 1 } } }] },
      { role: 'assistant', content: null, tool_calls: [call] },
    ],
    [
      { role: 'user', content: [{ type: 'image_url', image_url: 'https://x' }] },
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://x' } }] },
    ],
    [
      {
        role: 'assistant',
        content: 'a',
        reasoning: 'hm',
        reasoning_details: [
          { type: 'reasoning.text', text: 'h', index: 0 },
          { type: 'reasoning.text', text: 'm', index: 0, signature: 's', format: 'f' },
        ],
      },
      {
        role: 'assistant',
        content: 'a',
        reasoning_details: [{ type: 'reasoning.text', text: 'hm', index: 0, signature: 's', format: 'f' }],
      },
    ],
  ])('the message %j as %j', (message, written) => {
    expect(ours({ messages: [message] })).toEqual({ body: { model: 'upstream', messages: [written] }, receipt: [] });
  });
});

it('asks for usage in every stream', () => {
  expect(write({ stream: true }).body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  expect(Object.keys(write({}).body).sort()).toEqual(['messages', 'model', 'tools']);
});

it('names on the receipt what only the client’s dialect has', () => {
  const { body, receipt } = write({ extras: [{ path: 'thinking.display', value: 1 }], tools: [native] });
  expect(body).toEqual({ model: 'upstream', messages: [{ role: 'user', content: 'hi' }] });
  expect(linesOf(receipt)).toEqual(['dropped thinking.display', 'dropped tools[0]']);
});

it('puts nothing of a prompt for `/v1/completions` back into a body of this dialect', () => {
  const { body, receipt } = write({
    dialect: 'openai-chat',
    isPrompt: true,
    extras: [{ path: 'suffix', value: 'x' }],
    tools: [],
  });
  expect(body).toEqual({ model: 'upstream', messages: [{ role: 'user', content: 'hi' }] });
  expect(linesOf(receipt)).toEqual(['dropped suffix']);
});

it('writes tools', () => {
  const tools: Tool[] = [
    {
      type: 'function',
      path: 'tools[0]',
      name: 'f',
      description: 'd',
      parameters: schema,
      strict: false,
      cacheControl: {},
    },
  ];
  const { body, receipt } = write({ tools });
  expect(body['tools']).toEqual([
    { type: 'function', function: { name: 'f', description: 'd', parameters: schema, strict: false } },
  ]);
  expect(linesOf(receipt)).toEqual(['approximated tools[0].cache_control']);
});

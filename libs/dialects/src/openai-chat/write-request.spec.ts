import { describe, expect, it } from 'vitest';
import { type JsonObject, type SettingName, type Settings } from '../call';
import { type Target } from '../dialect';
import { TARGET, write, ours } from './spec-support';

const setting = (settings: Settings, target = TARGET) => {
  const settingPaths = Object.fromEntries(Object.keys(settings).map((name) => [name, `their.${name}`]));
  const { body, receipt } = write({ settings, settingPaths }, target);
  const { model: _model, messages: _messages, tools: _tools, ...params } = body;
  return { params, receipt: receipt.map(({ path, outcome }) => `${outcome} ${path}`) };
};
const schema = { type: 'object' };

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
    [{ outputFormat: { kind: 'json-object' } }, { response_format: { type: 'json_object' } }],
    [
      { outputFormat: { kind: 'json-schema', schema } },
      { response_format: { type: 'json_schema', json_schema: { name: 'response', schema } } },
    ],
    [
      { outputFormat: { kind: 'json-schema', name: 'n', description: 'd', strict: true, schema } },
      { response_format: { type: 'json_schema', json_schema: { name: 'n', description: 'd', strict: true, schema } } },
    ],
    [{ reasoning: { kind: 'effort', effort: 'xhigh' } }, { reasoning_effort: 'xhigh' }],
    [{ verbosity: 'high' }, { verbosity: 'high' }],
    [{ serviceTier: 'priority' }, { service_tier: 'priority' }],
    [{ endUser: 'u' }, { user: 'u' }],
    [{ metadata: { a: 'b' } }, { metadata: { a: 'b' } }],
    [{ promptCacheKey: 'k' }, { prompt_cache_key: 'k' }],
    [{ store: true }, { store: true }],
  ])('%j is carried', (settings, params) => {
    const [name] = Object.keys(settings) as SettingName[];
    expect(setting(settings)).toEqual({ params, receipt: [`mapped their.${name}`] });
  });

  it('is not on the receipt where even the name is the same', () => {
    const { receipt } = write({ settings: { temperature: 1 }, settingPaths: { temperature: 'temperature' } });
    expect(receipt).toEqual([]);
  });

  it.each<[Settings, Target]>([
    [{ topK: 40 }, TARGET],
    [{ logprobs: true }, TARGET],
    [{ topLogprobs: 3 }, TARGET],
    [{ serviceTier: 'standard_only' }, TARGET],
    [{ reasoning: { kind: 'effort', effort: 'low' } }, { ...TARGET, reasoning: false }],
    [{ reasoning: { kind: 'budget', tokens: 9 } }, { ...TARGET, reasoning: false }],
  ])('%j is dropped for %j, and named', (settings, target) => {
    const [name] = Object.keys(settings) as SettingName[];
    expect(setting(settings, target)).toEqual({ params: {}, receipt: [`dropped their.${name}`] });
  });

  it.each([
    [0, 'none'],
    [1, 'low'],
    [1024, 'low'],
    [1025, 'medium'],
    [8192, 'medium'],
    [8193, 'high'],
  ])('a budget of %s tokens is nearly the effort %s', (tokens, effort) => {
    const { params, receipt } = setting({ reasoning: { kind: 'budget', tokens } });
    expect(params).toEqual({ reasoning_effort: effort });
    expect(receipt).toEqual(['approximated their.reasoning']);
  });

  it.each<Settings>([{ reasoning: { kind: 'effort', effort: 'none' } }, { reasoning: { kind: 'budget', tokens: 0 } }])(
    '%j loses nothing on a model that cannot think',
    (settings) => {
      const { params, receipt } = setting(settings, { ...TARGET, reasoning: false });
      expect(params).toEqual({});
      expect(receipt.filter((line) => !line.startsWith('mapped'))).toEqual([]);
    },
  );

  it('says nothing about tools where there are none', () => {
    const { body } = write({ tools: [], settings: { toolChoice: { kind: 'auto' }, parallelToolCalls: true } });
    expect(Object.keys(body).sort()).toEqual(['messages', 'model']);
  });
});

describe('settings of this dialect keep their names', () => {
  it.each<JsonObject>([
    { max_tokens: 5 },
    { max_completion_tokens: 5 },
    { top_k: 40 },
    { logprobs: true, top_logprobs: 2 },
    { service_tier: 'on_demand' },
    { user: 'u' },
    { safety_identifier: 'u' },
    { tool_choice: 'none', parallel_tool_calls: true },
    { reasoning: { effort: 'low' } },
    { reasoning: { max_tokens: 100 } },
    { reasoning: { enabled: true } },
    { reasoning: { enabled: false } },
    { reasoning_effort: 'high' },
  ])('%j', (params) => {
    const { body, receipt } = ours(params);
    expect(body).toEqual({ model: 'upstream', messages: [{ role: 'user', content: 'hi' }], ...params });
    expect(receipt).toEqual([]);
  });
});

it('asks for usage in every stream', () => {
  expect(write({ stream: true }).body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  expect(Object.keys(write({}).body).sort()).toEqual(['messages', 'model', 'tools']);
});

it('names on the receipt what the vocabulary could not carry', () => {
  const { receipt } = write({ unknownPaths: ['thinking.display'] });
  expect(receipt).toEqual([{ path: 'thinking.display', outcome: 'dropped', why: expect.any(String) as string }]);
});

it('writes tools', () => {
  const tools = [{ path: 'tools[0]', name: 'f', description: 'd', parameters: schema, strict: false }];
  expect(write({ tools }).body['tools']).toEqual([
    { type: 'function', function: { name: 'f', description: 'd', parameters: schema, strict: false } },
  ]);
});

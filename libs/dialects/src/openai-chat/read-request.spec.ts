import { describe, expect, it } from 'vitest';
import { type Call, type JsonObject } from '../call';
import { InvalidRequest } from '../dialect';
import { openAiChat, wantsStreamUsage } from './openai-chat';

const HELLO = { role: 'user', content: 'hello' };
const read = (body: JsonObject) => openAiChat.readRequest({ model: 'm', messages: [HELLO], ...body });
const extrasOf = (call: Call): string[] => call.extras.map(({ path }) => path);

const allowed = (mode: string, ...names: string[]) => ({
  type: 'allowed_tools',
  allowed_tools: { mode, tools: names.map((name) => ({ type: 'function', function: { name } })) },
});

describe('settings', () => {
  it.each<[JsonObject, JsonObject, JsonObject]>([
    [{ max_tokens: 5 }, { maxOutputTokens: 5 }, { maxOutputTokens: 'max_tokens' }],
    [{ max_completion_tokens: 5 }, { maxOutputTokens: 5 }, { maxOutputTokens: 'max_completion_tokens' }],
    [{ temperature: 0 }, { temperature: 0 }, { temperature: 'temperature' }],
    [{ top_p: 0.5 }, { topP: 0.5 }, { topP: 'top_p' }],
    [{ top_k: 40 }, { topK: 40 }, { topK: 'top_k' }],
    [{ stop: 'a' }, { stopSequences: ['a'] }, { stopSequences: 'stop' }],
    [{ stop: ['a', 'b'] }, { stopSequences: ['a', 'b'] }, { stopSequences: 'stop' }],
    [{ seed: 7 }, { seed: 7 }, { seed: 'seed' }],
    [{ frequency_penalty: 1 }, { frequencyPenalty: 1 }, { frequencyPenalty: 'frequency_penalty' }],
    [{ presence_penalty: -1 }, { presencePenalty: -1 }, { presencePenalty: 'presence_penalty' }],
    [{ logit_bias: { '50': -100 } }, { logitBias: { '50': -100 } }, { logitBias: 'logit_bias' }],
    [{ logprobs: true }, { logprobs: true }, { logprobs: 'logprobs' }],
    [{ top_logprobs: 3 }, { topLogprobs: 3 }, { topLogprobs: 'top_logprobs' }],
    [{ n: 2 }, { choices: 2 }, { choices: 'n' }],
    [{ tool_choice: 'auto' }, { toolChoice: { kind: 'auto' } }, { toolChoice: 'tool_choice' }],
    [{ tool_choice: 'none' }, { toolChoice: { kind: 'none' } }, { toolChoice: 'tool_choice' }],
    [{ tool_choice: 'required' }, { toolChoice: { kind: 'required' } }, { toolChoice: 'tool_choice' }],
    [{ tool_choice: 'any' }, { toolChoice: { kind: 'required' } }, { toolChoice: 'tool_choice' }],
    [
      { tool_choice: { type: 'function', function: { name: 'f' } } },
      { toolChoice: { kind: 'tool', name: 'f' } },
      { toolChoice: 'tool_choice' },
    ],
    [
      { tool_choice: allowed('required', 'f', 'g') },
      { toolChoice: { kind: 'allowed', mode: 'required', names: ['f', 'g'] } },
      { toolChoice: 'tool_choice' },
    ],
    [{ parallel_tool_calls: false }, { parallelToolCalls: false }, { parallelToolCalls: 'parallel_tool_calls' }],
    [{ response_format: { type: 'text' } }, { outputFormat: { kind: 'text' } }, { outputFormat: 'response_format' }],
    [
      { response_format: { type: 'json_object' } },
      { outputFormat: { kind: 'json-object' } },
      { outputFormat: 'response_format' },
    ],
    [
      {
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'n', description: 'd', schema: { a: 1 }, strict: true },
        },
      },
      { outputFormat: { kind: 'json-schema', name: 'n', description: 'd', schema: { a: 1 }, strict: true } },
      { outputFormat: 'response_format' },
    ],
    [
      { response_format: { type: 'json_schema', json_schema: {} } },
      { outputFormat: { kind: 'json-schema', schema: {} } },
      { outputFormat: 'response_format' },
    ],
    ...(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const).map(
      (effort): [JsonObject, JsonObject, JsonObject] => [
        { reasoning_effort: effort },
        { reasoning: { kind: 'effort', effort } },
        { reasoning: 'reasoning_effort' },
      ],
    ),
    [
      { reasoning: { effort: 'high' } },
      { reasoning: { kind: 'effort', effort: 'high' } },
      { reasoning: 'reasoning.effort' },
    ],
    [
      { reasoning: { max_tokens: 9 } },
      { reasoning: { kind: 'budget', tokens: 9 } },
      { reasoning: 'reasoning.max_tokens' },
    ],
    [
      { reasoning: { max_tokens: 9, effort: 'low' } },
      { reasoning: { kind: 'budget', tokens: 9, effort: 'low' } },
      { reasoning: 'reasoning.max_tokens' },
    ],
    [{ reasoning: { enabled: true } }, { reasoning: { kind: 'adaptive' } }, { reasoning: 'reasoning.enabled' }],
    [
      { reasoning: { enabled: true, effort: 'low' } },
      { reasoning: { kind: 'adaptive', effort: 'low' } },
      { reasoning: 'reasoning.enabled' },
    ],
    [
      { reasoning: { enabled: true, max_tokens: 9 } },
      { reasoning: { kind: 'budget', tokens: 9 } },
      { reasoning: 'reasoning.enabled' },
    ],
    [
      { reasoning: { enabled: false } },
      { reasoning: { kind: 'effort', effort: 'none' } },
      { reasoning: 'reasoning.enabled' },
    ],
    [{ reasoning: { exclude: true } }, { reasoningSummary: 'none' }, { reasoningSummary: 'reasoning.exclude' }],
    [{ reasoning: { exclude: false } }, { reasoningSummary: 'auto' }, { reasoningSummary: 'reasoning.exclude' }],
    [{ reasoning: { summary: 'concise' } }, { reasoningSummary: 'concise' }, { reasoningSummary: 'reasoning.summary' }],
    [{ verbosity: 'low' }, { verbosity: 'low' }, { verbosity: 'verbosity' }],
    [{ service_tier: 'flex' }, { serviceTier: 'flex' }, { serviceTier: 'service_tier' }],
    [{ user: 'u' }, { endUser: 'u' }, { endUser: 'user' }],
    [{ safety_identifier: 'u' }, { endUser: 'u' }, { endUser: 'safety_identifier' }],
    [{ metadata: { a: 'b' } }, { metadata: { a: 'b' } }, { metadata: 'metadata' }],
    [{ prompt_cache_key: 'k' }, { promptCacheKey: 'k' }, { promptCacheKey: 'prompt_cache_key' }],
    [{ store: false }, { store: false }, { store: 'store' }],
    [{ cache_control: { type: 'ephemeral' } }, { promptCaching: {} }, { promptCaching: 'cache_control' }],
    [
      { cache_control: { type: 'ephemeral', ttl: '1h' } },
      { promptCaching: { ttl: '1h' } },
      { promptCaching: 'cache_control' },
    ],
  ])('%j', (body, settings, settingPaths) => {
    const call = read(body);
    expect(call.settings).toEqual(settings);
    expect(call.settingPaths).toEqual(settingPaths);
    expect(call.extras).toEqual([]);
    // An explicit null is an absent field.
    const nulls = Object.fromEntries(Object.keys(body).map((key) => [key, null]));
    expect(read(nulls)).toEqual(read({}));
  });

  it.each<[JsonObject, string[]]>([
    [{ max_tokens: 5, max_completion_tokens: 6 }, ['max_tokens']],
    [{ user: 'a', safety_identifier: 'b' }, ['user']],
    [{ reasoning_effort: 'low', reasoning: { effort: 'high' } }, ['reasoning.effort']],
    [{ reasoning: { effort: 'extreme', x: 1 } }, ['reasoning.effort', 'reasoning.x']],
    [{ reasoning: 'high' }, ['reasoning']],
    [{ reasoning: { summary: 'auto', exclude: true } }, ['reasoning.exclude']],
    [{ cache_control: { type: 'lasting' } }, ['cache_control']],
    [{ cache_control: { type: 'ephemeral', ttl: '1d', scope: 'x' } }, ['cache_control.ttl', 'cache_control.scope']],
    [{ include: ['x'] }, ['include']],
    [{ tool_choice: { type: 'custom', custom: { name: 'c' } } }, ['tool_choice']],
    [{ tool_choice: { ...allowed('auto', 'f'), x: 1 } }, ['tool_choice.x']],
    [{ tool_choice: allowed('never', 'f') }, ['tool_choice']],
    [
      { tool_choice: { ...allowed('auto'), allowed_tools: { ...allowed('auto').allowed_tools, x: 1 } } },
      ['tool_choice.allowed_tools.x'],
    ],
    [
      {
        tool_choice: {
          ...allowed('auto'),
          allowed_tools: { mode: 'auto', tools: [...allowed('auto', 'f').allowed_tools.tools, { type: 'mcp' }] },
        },
      },
      ['tool_choice'],
    ],
    [
      { tool_choice: { ...allowed('auto'), allowed_tools: { mode: 'auto', tools: [{ type: 'mcp' }] } } },
      ['tool_choice'],
    ],
    [
      {
        tool_choice: {
          ...allowed('auto'),
          allowed_tools: { mode: 'auto', tools: [{ type: 'function', function: { name: 'f' }, x: 1 }] },
        },
      },
      ['tool_choice'],
    ],
    [{ reasoning_effort: 'default' }, ['reasoning_effort']],
    [{ verbosity: 'extreme' }, ['verbosity']],
    [{ metadata: { a: 1 } }, ['metadata']],
    [{ tool_choice: { type: 'allowed_tools', allowed_tools: {} } }, ['tool_choice']],
    [
      { tool_choice: { type: 'function', function: { name: 'f', x: 1 }, y: 2 } },
      ['tool_choice.function.x', 'tool_choice.y'],
    ],
    [{ response_format: { type: 'grammar' } }, ['response_format']],
    [{ response_format: { type: 'text', x: 1 } }, ['response_format.x']],
    [
      { response_format: { type: 'json_schema', json_schema: { x: 1 }, y: 2 } },
      ['response_format.json_schema.x', 'response_format.y'],
    ],
    [{ functions: [{ name: 'f' }], function_call: 'auto' }, ['functions', 'function_call']],
    [{ stream_options: { include_usage: true, include_obfuscation: false } }, ['stream_options.include_obfuscation']],
    [{ usage: { include: true, detail: 1 } }, ['usage.detail']],
    [
      { modalities: ['audio'], audio: {}, prediction: {}, web_search_options: {} },
      ['modalities', 'audio', 'prediction', 'web_search_options'],
    ],
    [{ plugins: [], transforms: null }, []],
  ])('%j: what the vocabulary lacks is kept', (body, paths) => {
    expect(extrasOf(read(body)).toSorted()).toEqual(paths.toSorted());
  });
});

describe('tools', () => {
  it('reads functions, with or without a type', () => {
    const parameters = { type: 'object', properties: {} };
    const call = read({
      tools: [
        { type: 'function', function: { name: 'a', description: '', parameters, strict: true } },
        { function: { name: 'b', parameters: null } },
      ],
    });
    expect(call.tools).toEqual([
      { type: 'function', path: 'tools[0]', name: 'a', description: '', parameters, strict: true },
      { type: 'function', path: 'tools[1]', name: 'b' },
    ]);
    expect(call.extras).toEqual([]);
  });

  it('keeps others at their places, and what a function has besides', () => {
    const custom = { type: 'custom', custom: { name: 'c' }, cache_control: { type: 'ephemeral' } };
    const search = { type: 'openrouter:web_search', parameters: {} };
    const call = read({
      tools: [
        custom,
        { function: { name: 'a', extra: 1 }, cache_control: { type: 'ephemeral', ttl: '1h' }, x: 2 },
        search,
      ],
    });
    expect(call.tools).toEqual([
      { type: 'native', dialect: 'openai-chat', path: 'tools[0]', name: 'c', value: custom },
      { type: 'function', path: 'tools[1]', name: 'a', cacheControl: { ttl: '1h' } },
      { type: 'native', dialect: 'openai-chat', path: 'tools[2]', name: 'openrouter:web_search', value: search },
    ]);
    expect(call.extras).toEqual([
      { path: 'tools[1].function.extra', value: 1 },
      { path: 'tools[1].x', value: 2 },
    ]);
  });
});

describe('refused', () => {
  it.each<[string, JsonObject, string]>([
    ['messages', { messages: undefined }, 'missing_required_parameter'],
    ['messages', { messages: 'hi' }, 'invalid_type'],
    ['messages', { messages: [] }, 'invalid_value'],
    ['messages[0]', { messages: ['hi'] }, 'invalid_type'],
    ['messages[0].role', { messages: [{ content: 'x' }] }, 'missing_required_parameter'],
    ['messages[0].role', { messages: [{ role: 'robot' }] }, 'invalid_value'],
    ['messages[0].content', { messages: [{ role: 'user', content: 7 }] }, 'invalid_type'],
    ['messages[0].content[0]', { messages: [{ role: 'user', content: ['x'] }] }, 'invalid_type'],
    [
      'messages[0].content[0].text',
      { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      'missing_required_parameter',
    ],
    [
      'messages[0].content[0].image_url.url',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 1 } }] }] },
      'invalid_type',
    ],
    [
      'messages[0].content[0].input_audio.format',
      { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: '' } }] }] },
      'missing_required_parameter',
    ],
    [
      'messages[0].content[0].input_audio.data',
      { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { format: 'mp3' } }] }] },
      'missing_required_parameter',
    ],
    [
      'messages[0].content[0].file.file_data',
      { messages: [{ role: 'user', content: [{ type: 'file', file: {} }] }] },
      'missing_required_parameter',
    ],
    [
      'messages[0].content[0].refusal',
      { messages: [{ role: 'assistant', content: [{ type: 'refusal' }] }] },
      'missing_required_parameter',
    ],
    ['messages[0].tool_call_id', { messages: [{ role: 'tool', content: 'x' }] }, 'missing_required_parameter'],
    [
      'messages[0].tool_calls[0].id',
      { messages: [{ role: 'assistant', tool_calls: [{ function: { name: 'f' } }] }] },
      'missing_required_parameter',
    ],
    [
      'messages[0].tool_calls[0].function',
      { messages: [{ role: 'assistant', tool_calls: [{ id: 'c' }] }] },
      'missing_required_parameter',
    ],
    [
      'messages[0].tool_calls[0].function.name',
      { messages: [{ role: 'assistant', tool_calls: [{ id: 'c', function: {} }] }] },
      'missing_required_parameter',
    ],
    [
      'messages[0].tool_calls[0].function.arguments',
      { messages: [{ role: 'assistant', tool_calls: [{ id: 'c', function: { name: 'f', arguments: 7 } }] }] },
      'invalid_type',
    ],
    ['messages[0].name', { messages: [{ role: 'user', content: 'x', name: 7 }] }, 'invalid_type'],
    ['model', { model: undefined }, 'missing_required_parameter'],
    ['model', { model: 7 }, 'invalid_type'],
    ['stream', { stream: 'yes' }, 'invalid_type'],
    ['tools', { tools: {} }, 'invalid_type'],
    ['tools[0].function', { tools: [{ type: 'function' }] }, 'missing_required_parameter'],
    ['tools[0].function.name', { tools: [{ type: 'function', function: {} }] }, 'missing_required_parameter'],
    [
      'tools[0].function.parameters',
      { tools: [{ type: 'function', function: { name: 'f', parameters: 'x' } }] },
      'invalid_type',
    ],
    ['tool_choice.function.name', { tool_choice: { type: 'function', function: {} } }, 'missing_required_parameter'],
    ['response_format.json_schema', { response_format: { type: 'json_schema' } }, 'missing_required_parameter'],
    [
      'response_format.json_schema.schema',
      { response_format: { type: 'json_schema', json_schema: { schema: 'x' } } },
      'invalid_type',
    ],
    ['max_tokens', { max_tokens: -1 }, 'invalid_value'],
    ['max_completion_tokens', { max_completion_tokens: 1.5 }, 'invalid_value'],
    ['n', { n: 0 }, 'invalid_value'],
    ['temperature', { temperature: 'hot' }, 'invalid_type'],
    ['stop', { stop: [1] }, 'invalid_type'],
    ['logit_bias', { logit_bias: { a: 'b' } }, 'invalid_type'],
    ['logprobs', { logprobs: 1 }, 'invalid_type'],
    ['user', { user: 1 }, 'invalid_type'],
    ['reasoning.max_tokens', { reasoning: { max_tokens: 'x' } }, 'invalid_type'],
  ])('%s: %j', (param, body, code) => {
    const refused = (() => {
      try {
        return read(body);
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(InvalidRequest);
    expect(refused).toMatchObject({ param, code });
    expect((refused as Error).message).toContain(`'${param}'`);
  });
});

it('keeps the model and whether the reply streams', () => {
  expect(read({ model: 'a/b', stream: true })).toMatchObject({ dialect: 'openai-chat', model: 'a/b', stream: true });
  expect(read({ stream: null }).stream).toBe(false);
});

it.each([
  [{ stream_options: { include_usage: true } }, true],
  [{ usage: { include: true } }, true],
  [{ stream_options: { include_usage: false } }, false],
  [{ stream_options: null }, false],
  [{ usage: { include: false } }, false],
  [{}, false],
])('usage in the stream is wanted with %j: %s', (body, wanted) => {
  expect(wantsStreamUsage(body)).toBe(wanted);
});

it('says in the error what is wanted', () => {
  const refuse = (body: JsonObject) => () => read(body);
  expect(refuse({ messages: [{ role: 'user', content: 7 }] })).toThrow(
    "'messages[0].content' must be a string or an array of parts.",
  );
  expect(refuse({ messages: [{ role: 'robot' }] })).toThrow('one of system, developer, user, assistant, tool');
  expect(refuse({ stop: 1 })).toThrow("'stop' must be a string or an array of strings.");
});

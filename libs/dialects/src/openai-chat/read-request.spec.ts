import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { InvalidRequest } from '../dialect';
import { openAiChat, wantsStreamUsage } from './openai-chat';

const HELLO = { role: 'user', content: 'hello' };
const read = (body: JsonObject) => openAiChat.readRequest({ model: 'm', messages: [HELLO], ...body });
const readMessages = (...messages: unknown[]) => read({ messages });
const text = (path: string, value: string) => ({ type: 'text', path, text: value });

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
      { reasoning: { enabled: true } },
      { reasoning: { kind: 'effort', effort: 'medium' } },
      { reasoning: 'reasoning.enabled' },
    ],
    [
      { reasoning: { enabled: false } },
      { reasoning: { kind: 'effort', effort: 'none' } },
      { reasoning: 'reasoning.enabled' },
    ],
    [{ verbosity: 'low' }, { verbosity: 'low' }, { verbosity: 'verbosity' }],
    [{ service_tier: 'flex' }, { serviceTier: 'flex' }, { serviceTier: 'service_tier' }],
    [{ user: 'u' }, { endUser: 'u' }, { endUser: 'user' }],
    [{ safety_identifier: 'u' }, { endUser: 'u' }, { endUser: 'safety_identifier' }],
    [{ metadata: { a: 'b' } }, { metadata: { a: 'b' } }, { metadata: 'metadata' }],
    [{ prompt_cache_key: 'k' }, { promptCacheKey: 'k' }, { promptCacheKey: 'prompt_cache_key' }],
    [{ store: false }, { store: false }, { store: 'store' }],
  ])('%j', (body, settings, settingPaths) => {
    const call = read(body);
    expect(call.settings).toEqual(settings);
    expect(call.settingPaths).toEqual(settingPaths);
    expect(call.unknownPaths).toEqual([]);
    // An explicit null is an absent field.
    const nulls = Object.fromEntries(Object.keys(body).map((key) => [key, null]));
    expect(read(nulls)).toEqual(read({}));
  });

  it.each<[JsonObject, string[]]>([
    [{ max_tokens: 5, max_completion_tokens: 6 }, ['max_tokens']],
    [{ user: 'a', safety_identifier: 'b' }, ['user']],
    [{ reasoning_effort: 'low', reasoning: { effort: 'high' } }, ['reasoning']],
    [{ reasoning: { effort: 'high', max_tokens: 5, exclude: true } }, ['reasoning.max_tokens', 'reasoning.exclude']],
    [{ reasoning: { max_tokens: 5, enabled: true } }, ['reasoning.enabled']],
    [{ reasoning: { exclude: true } }, ['reasoning.exclude']],
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
  ])('%j: what the vocabulary lacks is told', (body, unknownPaths) => {
    expect(read(body).unknownPaths.toSorted()).toEqual(unknownPaths.toSorted());
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
      { path: 'tools[0]', name: 'a', description: '', parameters, strict: true },
      { path: 'tools[1]', name: 'b' },
    ]);
    expect(call.unknownPaths).toEqual([]);
  });

  it('tells of others, and of what a function has besides', () => {
    const call = read({
      tools: [
        { type: 'custom', custom: { name: 'c' } },
        { type: 'function', function: { name: 'a', extra: 1 }, cache_control: { type: 'ephemeral' } },
      ],
    });
    expect(call.tools).toEqual([{ path: 'tools[1]', name: 'a' }]);
    expect(call.unknownPaths).toEqual(['tools[0]', 'tools[1].function.extra', 'tools[1].cache_control']);
  });
});

describe('messages', () => {
  it('reads system and developer, as string and as parts', () => {
    const call = readMessages(
      { role: 'system', content: 'be kind' },
      {
        role: 'developer',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
    );
    expect(call.messages).toEqual([
      { role: 'system', path: 'messages[0]', parts: [text('messages[0].content', 'be kind')] },
      {
        role: 'developer',
        path: 'messages[1]',
        parts: [text('messages[1].content[0]', 'a'), text('messages[1].content[1]', 'b')],
      },
    ]);
  });

  it.each<[JsonObject, JsonObject]>([
    [
      { type: 'text', text: '' },
      { type: 'text', text: '' },
    ],
    [
      { type: 'image_url', image_url: { url: 'https://x/y.png', detail: 'low' } },
      { type: 'image', source: { kind: 'url', url: 'https://x/y.png' }, detail: 'low' },
    ],
    [
      { type: 'image_url', image_url: 'https://x/y.png' },
      { type: 'image', source: { kind: 'url', url: 'https://x/y.png' } },
    ],
    [
      { type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD', detail: 'original' } },
      { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'QUJD' }, detail: 'original' },
    ],
    [
      { type: 'image_url', image_url: { url: 'data:image/svg+xml,%3Csvg/%3E' } },
      { type: 'image', source: { kind: 'url', url: 'data:image/svg+xml,%3Csvg/%3E' } },
    ],
    [
      { type: 'input_audio', input_audio: { data: 'QUJD', format: 'mp3' } },
      { type: 'audio', source: { kind: 'base64', mediaType: 'audio/mpeg', data: 'QUJD' } },
    ],
    [
      { type: 'input_audio', input_audio: { data: 'QUJD', format: 'wav' } },
      { type: 'audio', source: { kind: 'base64', mediaType: 'audio/wav', data: 'QUJD' } },
    ],
    [
      { type: 'file', file: { file_data: 'data:application/pdf;base64,QUJD', filename: 'a.pdf' } },
      { type: 'file', source: { kind: 'base64', mediaType: 'application/pdf', data: 'QUJD' }, filename: 'a.pdf' },
    ],
    [
      { type: 'file', file: { file_id: 'file-1' } },
      { type: 'file', source: { kind: 'file-id', id: 'file-1' } },
    ],
    [
      { type: 'file', file: { file_data: 'https://x/y.pdf' } },
      { type: 'file', source: { kind: 'url', url: 'https://x/y.pdf' } },
    ],
    [
      { type: 'file', file: { file_data: 'QUJD' } },
      { type: 'file', source: { kind: 'base64', mediaType: 'application/octet-stream', data: 'QUJD' } },
    ],
  ])('reads a user’s %j', (part, expected) => {
    const call = readMessages({ role: 'user', content: [part], name: 'ann' });
    const path = 'messages[0].content[0]';
    expect(call.messages).toEqual([{ role: 'user', path: 'messages[0]', name: 'ann', parts: [{ ...expected, path }] }]);
    expect(call.unknownPaths).toEqual([]);
  });

  it('tells of parts and fields that the vocabulary lacks', () => {
    const call = readMessages(
      {
        role: 'user',
        weight: 1,
        content: [
          { type: 'video_url', video_url: { url: 'x' } },
          { type: 'text', text: 'a', cache_control: { type: 'ephemeral' } },
          { type: 'image_url', image_url: { url: 'x', detail: 'ultra', size: 1 } },
        ],
      },
      { role: 'system', content: [{ type: 'image_url', image_url: { url: 'x' } }], name: 'n' },
      { role: 'function', name: 'f', content: 'x' },
      {
        role: 'assistant',
        content: 'x',
        annotations: [],
        refusal: null,
        audio: { id: 'a' },
        function_call: { name: 'f' },
      },
    );
    expect(call.unknownPaths.toSorted()).toEqual(
      [
        'messages[0].content[0]',
        'messages[0].content[1].cache_control',
        'messages[0].content[2].image_url.detail',
        'messages[0].content[2].image_url.size',
        'messages[0].weight',
        'messages[1].content[0]',
        'messages[1].name',
        'messages[2]',
        'messages[3].audio',
        'messages[3].function_call',
      ].toSorted(),
    );
    expect(call.messages.map(({ role }) => role)).toEqual(['user', 'system', 'assistant']);
  });

  it('reads what an assistant said, in the order in which a model speaks', () => {
    const call = readMessages({
      role: 'assistant',
      name: 'bot',
      tool_calls: [
        { id: 'c1', type: 'function', index: 0, function: { name: 'f', arguments: '{"a": 1}' } },
        { id: 'c2', function: { name: 'g', arguments: { b: 2 } } },
        { id: 'c3', function: { name: 'h' } },
        { id: 'c4', type: 'custom', custom: { name: 'x', input: 'y' } },
      ],
      refusal: 'no',
      content: [
        { type: 'text', text: 'a' },
        { type: 'refusal', refusal: 'never' },
      ],
      reasoning_content: 'hm',
    });
    expect(call.messages).toEqual([
      {
        role: 'assistant',
        path: 'messages[0]',
        name: 'bot',
        parts: [
          { type: 'reasoning', path: 'messages[0].reasoning_content', text: 'hm' },
          text('messages[0].content[0]', 'a'),
          { type: 'refusal', path: 'messages[0].content[1]', text: 'never' },
          { type: 'refusal', path: 'messages[0].refusal', text: 'no' },
          { type: 'tool-call', path: 'messages[0].tool_calls[0]', id: 'c1', name: 'f', argumentsText: '{"a": 1}' },
          { type: 'tool-call', path: 'messages[0].tool_calls[1]', id: 'c2', name: 'g', argumentsText: '{"b":2}' },
          { type: 'tool-call', path: 'messages[0].tool_calls[2]', id: 'c3', name: 'h', argumentsText: '' },
        ],
      },
    ]);
    expect(call.unknownPaths).toEqual(['messages[0].tool_calls[3]']);
  });

  it('reads a tool’s result, also with an image and a file', () => {
    const call = readMessages(
      { role: 'tool', tool_call_id: 'c1', content: 'ok' },
      {
        role: 'tool',
        tool_call_id: 'c2',
        content: [
          { type: 'image_url', image_url: { url: 'u' } },
          { type: 'file', file: { file_id: 'f' } },
        ],
      },
      { role: 'tool', tool_call_id: 'c3', content: null },
    );
    expect(call.messages.map(({ role, parts }) => [role, ...parts])).toEqual([
      [
        'tool',
        { type: 'tool-result', path: 'messages[0]', toolCallId: 'c1', content: [text('messages[0].content', 'ok')] },
      ],
      [
        'tool',
        {
          type: 'tool-result',
          path: 'messages[1]',
          toolCallId: 'c2',
          content: [
            { type: 'image', path: 'messages[1].content[0]', source: { kind: 'url', url: 'u' } },
            { type: 'file', path: 'messages[1].content[1]', source: { kind: 'file-id', id: 'f' } },
          ],
        },
      ],
      ['tool', { type: 'tool-result', path: 'messages[2]', toolCallId: 'c3', content: [] }],
    ]);
  });
});

describe('returned reasoning', () => {
  const readAssistant = (message: JsonObject) => {
    const call = readMessages({ role: 'assistant', content: null, ...message });
    const parts = call.messages[0]!.parts.map(({ path, ...part }) => [path.replace('messages[0].', ''), part]);
    return { parts, unknown: call.unknownPaths };
  };
  const signed = { type: 'reasoning.text', text: 'hm', signature: 'sig==', format: 'anthropic-claude-v1', index: 0 };
  const anthropic = (kind: string, data: string) => ({ dialect: 'anthropic-messages', kind, data });

  it.each<[JsonObject, unknown[], string[]]>([
    [{ reasoning: 'hm' }, [['reasoning', { type: 'reasoning', text: 'hm' }]], []],
    [{ reasoning: 'hm', reasoning_content: 'hm' }, [['reasoning_content', { type: 'reasoning', text: 'hm' }]], []],
    [
      { reasoning: 'x', reasoning_content: 'y' },
      [['reasoning_content', { type: 'reasoning', text: 'y' }]],
      ['messages[0].reasoning'],
    ],
    [{ reasoning: 'x', reasoning_content: '' }, [['reasoning', { type: 'reasoning', text: 'x' }]], []],
    [{ reasoning_content: '' }, [['reasoning_content', { type: 'reasoning', text: '' }]], []],
    [{ reasoning: { text: 'hm' } }, [], ['messages[0].reasoning']],
    [
      { reasoning: 'hm', reasoning_details: [signed] },
      [['reasoning_details[0]', { type: 'reasoning', text: 'hm', state: anthropic('signature', 'sig==') }]],
      [],
    ],
    [
      { reasoning: 'hm', reasoning_details: [{ ...signed, text: undefined, id: 'x' }] },
      [['reasoning_details[0]', { type: 'reasoning', text: 'hm', state: anthropic('signature', 'sig==') }]],
      ['messages[0].reasoning_details[0].id'],
    ],
    [
      {
        reasoning: 'hm',
        reasoning_details: [{ type: 'reasoning.encrypted', data: 'zz', format: 'anthropic-claude-v1' }],
      },
      [
        ['reasoning', { type: 'reasoning', text: 'hm' }],
        ['reasoning_details[0]', { type: 'reasoning', state: anthropic('redacted', 'zz') }],
      ],
      [],
    ],
    [
      {
        reasoning_details: [
          { type: 'reasoning.summary', summary: 'sum', format: 'openai-responses-v1' },
          { type: 'reasoning.encrypted', data: 'zz', format: 'openai-responses-v1' },
        ],
      },
      [
        ['reasoning_details[0]', { type: 'reasoning', text: 'sum' }],
        [
          'reasoning_details[1]',
          { type: 'reasoning', state: { dialect: 'openai-responses', kind: 'encrypted', data: 'zz' } },
        ],
      ],
      [],
    ],
    [
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'zz', format: 'xai-responses-v1', id: 'r' }] },
      [
        [
          'reasoning_details[0]',
          {
            type: 'reasoning',
            state: {
              dialect: 'openai-chat',
              kind: 'encrypted',
              data: '{"type":"reasoning.encrypted","data":"zz","format":"xai-responses-v1","id":"r"}',
            },
          },
        ],
      ],
      [],
    ],
    [{ reasoning_details: [{ type: 'reasoning.future' }] }, [], ['messages[0].reasoning_details[0]']],
  ])('%j', (message, parts, unknown) => {
    expect(readAssistant(message)).toEqual({ parts, unknown });
  });

  it('puts a proof on the tool call that it names', () => {
    const { parts } = readAssistant({
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
      reasoning_details: [{ type: 'reasoning.encrypted', data: 'zz', format: 'google-gemini-v1', id: 'c1', index: 0 }],
    });
    const state = { dialect: 'gemini', kind: 'signature', data: 'zz' };
    expect(parts).toEqual([['tool_calls[0]', { type: 'tool-call', id: 'c1', name: 'f', argumentsText: '{}', state }]]);
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

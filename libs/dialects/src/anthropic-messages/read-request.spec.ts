import { type MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/beta/messages/messages';
import { describe, expect, test } from 'vitest';
import { type Call, type JsonObject } from '../call';
import { InvalidRequest } from '../dialect';
import { anthropicMessages } from './anthropic-messages';
import { bodyOf, read } from './spec-support';

const OWN = 'anthropic-messages';

const extrasOf = (call: Call) => Object.fromEntries(call.extras.map(({ path, value }) => [path, value]));

describe('a request', () => {
  test('is its model, its turns and its cap', () => {
    expect(read()).toEqual({
      dialect: OWN,
      model: 'claude-sonnet-4-5',
      stream: false,
      messages: [
        { role: 'user', path: 'messages[0]', parts: [{ type: 'text', path: 'messages[0].content', text: 'Hi' }] },
      ],
      tools: [],
      settings: { maxOutputTokens: 100 },
      settingPaths: { maxOutputTokens: 'max_tokens' },
      extras: [],
    });
    expect(read({ stream: true }).stream).toBe(true);
  });

  test('as agents send it is read, and what only this dialect knows is kept', () => {
    const body: MessageCreateParamsStreaming = {
      model: 'claude-opus-4-8',
      max_tokens: 64_000,
      stream: true,
      system: [
        { type: 'text', text: 'You are an agent.' },
        { type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral', ttl: '1h' } },
      ],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Go', cache_control: { type: 'ephemeral' } }] },
        { role: 'system', content: 'The date is known.' },
      ],
      tools: [{ name: 'Bash', description: 'Runs', input_schema: { type: 'object' }, eager_input_streaming: true }],
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'xhigh', task_budget: { type: 'tokens', total: 9000 } },
      context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
      metadata: { user_id: '{"device_id":"d"}' },
    };
    const call = anthropicMessages.readRequest({ ...body });
    expect(call.messages).toMatchObject([
      { role: 'system', path: 'system', parts: [{}, { path: 'system[1]', cacheControl: { ttl: '1h' } }] },
      { role: 'user', parts: [{ text: 'Go', cacheControl: {} }] },
      { role: 'system', path: 'messages[1]', parts: [{ path: 'messages[1].content', text: 'The date is known.' }] },
    ]);
    expect(call.settings).toEqual({
      maxOutputTokens: 64_000,
      reasoning: { kind: 'adaptive', effort: 'xhigh' },
      reasoningSummary: 'auto',
      endUser: '{"device_id":"d"}',
    });
    expect(extrasOf(call)).toEqual({
      context_management: body.context_management,
      'output_config.task_budget': { type: 'tokens', total: 9000 },
      'tools[0].eager_input_streaming': true,
    });
  });
});

describe('a tool', () => {
  const tool = (rest: JsonObject) => read({ tools: [rest] }).tools[0];

  test.each<[JsonObject, object]>([
    [{}, {}],
    [
      { type: 'custom', description: 'd', strict: true },
      { description: 'd', strict: true },
    ],
    [{ type: null, cache_control: { type: 'ephemeral' } }, { cacheControl: {} }],
  ])('of the client with %j is a function', (rest, expected) => {
    expect(tool({ name: 'f', input_schema: { type: 'object' }, ...rest })).toEqual({
      type: 'function',
      path: 'tools[0]',
      name: 'f',
      parameters: { type: 'object' },
      ...expected,
    });
  });

  test.each<[JsonObject, string]>([
    [{ type: 'web_search_20250305', name: 'web_search', max_uses: 3 }, 'web_search'],
    [{ type: 'computer_toolset_20260801' }, 'computer_toolset_20260801'],
    [{ type: 7 }, 'tool'],
  ])("of Anthropic's own is kept whole: %j", (value, name) => {
    expect(tool(value)).toEqual({ type: 'native', path: 'tools[0]', dialect: OWN, name, value });
  });

  test("of Anthropic's own tells its mark", () => {
    const value = { type: 'memory_20250818', name: 'memory', cache_control: { type: 'ephemeral' } };
    expect(tool(value)).toMatchObject({ value, cacheControl: {} });
  });
});

describe('a setting', () => {
  test.each<[JsonObject, object, object]>([
    [{ temperature: 0.5 }, { temperature: 0.5 }, { temperature: 'temperature' }],
    [
      { top_p: 0.5, top_k: 5 },
      { topP: 0.5, topK: 5 },
      { topP: 'top_p', topK: 'top_k' },
    ],
    [{ stop_sequences: ['END'] }, { stopSequences: ['END'] }, { stopSequences: 'stop_sequences' }],
    [{ service_tier: 'auto' }, { serviceTier: 'auto' }, { serviceTier: 'service_tier' }],
    [{ metadata: { user_id: 'u' } }, { endUser: 'u' }, { endUser: 'metadata.user_id' }],
    [{ cache_control: { type: 'ephemeral' } }, { promptCaching: {} }, { promptCaching: 'cache_control' }],
    [{ tool_choice: { type: 'auto' } }, { toolChoice: { kind: 'auto' } }, { toolChoice: 'tool_choice' }],
    [{ tool_choice: { type: 'none' } }, { toolChoice: { kind: 'none' } }, { toolChoice: 'tool_choice' }],
    [
      { tool_choice: { type: 'any', disable_parallel_tool_use: true } },
      { toolChoice: { kind: 'required' }, parallelToolCalls: false },
      { toolChoice: 'tool_choice', parallelToolCalls: 'tool_choice.disable_parallel_tool_use' },
    ],
    [
      { tool_choice: { type: 'tool', name: 'f', disable_parallel_tool_use: false } },
      { toolChoice: { kind: 'tool', name: 'f' }, parallelToolCalls: true },
      { toolChoice: 'tool_choice', parallelToolCalls: 'tool_choice.disable_parallel_tool_use' },
    ],
    [
      { output_config: { effort: 'max' } },
      { reasoning: { kind: 'effort', effort: 'max' } },
      { reasoning: 'output_config.effort' },
    ],
    [
      { thinking: { type: 'enabled', budget_tokens: 2000, display: 'omitted' } },
      { reasoning: { kind: 'budget', tokens: 2000 }, reasoningSummary: 'none' },
      { reasoning: 'thinking', reasoningSummary: 'thinking.display' },
    ],
    [
      { thinking: { type: 'disabled' }, output_config: { effort: 'low' } },
      { reasoning: { kind: 'budget', tokens: 0, effort: 'low' } },
      { reasoning: 'thinking' },
    ],
    [{ thinking: { type: 'adaptive' } }, { reasoning: { kind: 'adaptive' } }, { reasoning: 'thinking' }],
    [
      { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
      { outputFormat: { kind: 'json-schema', schema: { type: 'object' } } },
      { outputFormat: 'output_config.format' },
    ],
    [
      { output_format: { type: 'json_schema', schema: { type: 'object' } } },
      { outputFormat: { kind: 'json-schema', schema: { type: 'object' } } },
      { outputFormat: 'output_format' },
    ],
  ])('%j is read', (body, settings, settingPaths) => {
    const call = read(body);
    expect(call.settings).toEqual({ maxOutputTokens: 100, ...settings });
    expect(call.settingPaths).toEqual({ maxOutputTokens: 'max_tokens', ...settingPaths });
    expect(call.extras).toEqual([]);
  });

  test.each<[JsonObject, string]>([
    [{ thinking: { type: 'between_tools' } }, 'thinking'],
    [{ thinking: { type: 'adaptive', display: 'updates' } }, 'thinking.display'],
    [{ output_config: { effort: 'of_tomorrow' } }, 'output_config.effort'],
    [{ output_config: { format: { type: 'of_tomorrow' } } }, 'output_config.format'],
    [{ tool_choice: { type: 'of_tomorrow' } }, 'tool_choice'],
    [{ metadata: { user_id: 'u', team: 't' } }, 'metadata.team'],
    [{ container: { id: 'c' } }, 'container'],
    [{ mcp_servers: [{ type: 'url' }] }, 'mcp_servers'],
    [{ speed: 'fast' }, 'speed'],
    [{ inference_geo: 'us' }, 'inference_geo'],
    [{ betas: ['x'] }, 'betas'],
  ])('%j that the vocabulary lacks is kept at %s', (body, path) => {
    expect(read(body).extras.map((extra) => extra.path)).toEqual([path]);
  });

  test('that is null is absent', () => {
    const nothing = {
      temperature: null,
      thinking: null,
      metadata: null,
      output_config: null,
      tools: null,
      system: null,
    };
    expect(read(nothing)).toEqual(read());
  });

  test('for an empty cap, which only warms the cache, is no error', () => {
    expect(read({ max_tokens: 0 }).settings.maxOutputTokens).toBe(0);
  });
});

describe('what no vendor could take is refused by name', () => {
  const inTurn = (content: unknown, role: unknown = 'user') => ({ messages: [{ role, content }] });

  test.each<[JsonObject, string]>([
    [{ model: undefined }, 'model'],
    [{ model: 7 }, 'model'],
    [{ max_tokens: undefined }, 'max_tokens'],
    [{ max_tokens: '100' }, 'max_tokens'],
    [{ max_tokens: 1.5 }, 'max_tokens'],
    [{ max_tokens: -1 }, 'max_tokens'],
    [{ stream: 'yes' }, 'stream'],
    [{ messages: undefined }, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: 'Hi' }, 'messages'],
    [{ messages: ['Hi'] }, 'messages[0]'],
    [{ messages: [{ content: 'Hi' }] }, 'messages[0].role'],
    [inTurn('Hi', 'tool'), 'messages[0].role'],
    [inTurn(undefined), 'messages[0].content'],
    [inTurn(undefined, 'assistant'), 'messages[0].content'],
    [inTurn(7), 'messages[0].content'],
    [inTurn(['Hi']), 'messages[0].content[0]'],
    [inTurn([{ text: 'Hi' }]), 'messages[0].content[0].type'],
    [inTurn([{ type: 'text' }]), 'messages[0].content[0].text'],
    [inTurn([{ type: 'text', text: 7 }]), 'messages[0].content[0].text'],
    [inTurn([{ type: 'text', text: 'a', citations: [7] }]), 'messages[0].content[0].citations[0]'],
    [inTurn([{ type: 'image' }]), 'messages[0].content[0].source'],
    [inTurn([{ type: 'image', source: { type: 'base64', data: '' } }]), 'messages[0].content[0].source.media_type'],
    [inTurn([{ type: 'image', source: { type: 'url' } }]), 'messages[0].content[0].source.url'],
    [inTurn([{ type: 'document', source: { type: 'file' } }]), 'messages[0].content[0].source.file_id'],
    [inTurn([{ type: 'document', source: { type: 'text' } }]), 'messages[0].content[0].source.data'],
    [inTurn([{ type: 'tool_result' }]), 'messages[0].content[0].tool_use_id'],
    [inTurn([{ type: 'tool_result', tool_use_id: 't', content: 7 }]), 'messages[0].content[0].content'],
    [inTurn([{ type: 'tool_result', tool_use_id: 't', is_error: 1 }]), 'messages[0].content[0].is_error'],
    [inTurn([{ type: 'tool_use', name: 'f' }], 'assistant'), 'messages[0].content[0].id'],
    [inTurn([{ type: 'tool_use', id: 't' }], 'assistant'), 'messages[0].content[0].name'],
    [inTurn([{ type: 'thinking' }], 'assistant'), 'messages[0].content[0].thinking'],
    [inTurn([{ type: 'redacted_thinking' }], 'assistant'), 'messages[0].content[0].data'],
    [{ system: 7 }, 'system'],
    [{ system: [{ type: 'image' }] }, 'system'],
    [{ tools: {} }, 'tools'],
    [{ tools: [{ input_schema: {} }] }, 'tools[0].name'],
    [{ tools: [{ name: 'f' }] }, 'tools[0].input_schema'],
    [{ tools: [{ name: 'f', input_schema: 'x' }] }, 'tools[0].input_schema'],
    [{ tool_choice: { type: 'tool' } }, 'tool_choice.name'],
    [{ thinking: { type: 'enabled' } }, 'thinking.budget_tokens'],
    [{ thinking: { type: 'enabled', budget_tokens: 0 } }, 'thinking.budget_tokens'],
    [{ stop_sequences: [1] }, 'stop_sequences'],
    [{ temperature: 'hot' }, 'temperature'],
    [{ metadata: 'u' }, 'metadata'],
    [{ output_config: { format: { type: 'json_schema' } } }, 'output_config.format.schema'],
    [{ output_config: { format: { type: 'json_schema', schema: 7 } } }, 'output_config.format.schema'],
  ])('%j at %s', (rest, param) => {
    const readIt = () => anthropicMessages.readRequest(bodyOf(rest));
    expect(readIt).toThrow(InvalidRequest);
    expect(readIt).toThrow(
      expect.objectContaining({ param, message: expect.stringContaining(`'${param}'`) as string }),
    );
  });
});

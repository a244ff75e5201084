import { type MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/beta/messages/messages';
import { describe, expect, test } from 'vitest';
import { type Call, type JsonObject, type ReasoningState } from '../call';
import { InvalidRequest } from '../dialect';
import { sealState } from '../reasoning-state';
import { anthropicMessages } from './anthropic-messages';
import { bodyOf, read } from './spec-support';

const OWN = 'anthropic-messages';

/** The messages of one turn, without their path. */
function turn(role: string, content: unknown) {
  return read({ messages: [{ role, content }] }).messages.map(({ path, ...message }) => {
    expect(path).toBe('messages[0]');
    return message;
  });
}

/** The one part that a block of a turn becomes. */
function part(role: string, block: JsonObject): unknown {
  return turn(role, [block])[0]?.parts[0];
}

const at = (path = 'messages[0].content[0]') => ({ path });
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

describe('instructions', () => {
  test.each<[unknown, object[]]>([
    ['Be brief.', [{ type: 'text', path: 'system', text: 'Be brief.' }]],
    [[{ type: 'text', text: 'a' }], [{ type: 'text', path: 'system[0]', text: 'a' }]],
  ])('%j stand first', (system, parts) => {
    expect(read({ system }).messages[0]).toEqual({ role: 'system', path: 'system', parts });
  });

  test.each([[[]], [null], [undefined]])('%j are none', (system) => {
    expect(read({ system }).messages).toHaveLength(1);
  });

  test('between turns are text', () => {
    expect(turn('system', [{ type: 'text', text: 'a' }])).toEqual([
      { role: 'system', parts: [{ type: 'text', ...at(), text: 'a' }] },
    ]);
  });

  test.each<[unknown, string | undefined]>([
    [[{ type: 'tool_addition', tool: {} }], undefined],
    [
      [
        { type: 'text', text: 'a' },
        { type: 'tool_addition', tool: {} },
      ],
      'a',
    ],
    [undefined, undefined],
  ])('that do something else than speak are kept whole: %j', (content, text) => {
    const whole = { role: 'system', ...(content !== undefined && { content }) };
    expect(turn('system', content)).toEqual([
      { role: 'user', parts: [{ type: 'native', ...at('messages[0]'), dialect: OWN, value: whole, text }] },
    ]);
  });
});

describe('a turn', () => {
  test('of results and words becomes messages of their own, which share its path', () => {
    const result = (id: string) => ({ type: 'tool_result', tool_use_id: id });
    const text = { type: 'text', text: 'a' };
    expect(turn('user', [result('1'), result('2'), text, text, result('3')])).toMatchObject([
      { role: 'tool', parts: [{ toolCallId: '1' }, { toolCallId: '2' }] },
      { role: 'user', parts: [{ text: 'a' }, { text: 'a', path: 'messages[0].content[3]' }] },
      { role: 'tool', parts: [{ toolCallId: '3', path: 'messages[0].content[4]' }] },
    ]);
  });

  test('may be empty', () => {
    expect(turn('user', [])).toEqual([{ role: 'user', parts: [] }]);
    expect(turn('assistant', [])).toEqual([{ role: 'assistant', parts: [] }]);
  });

  test('keeps its own unknown fields', () => {
    const messages = [{ role: 'user', content: 'Hi', clear_at: 'never' }];
    expect(extrasOf(read({ messages }))).toEqual({ 'messages[0].clear_at': 'never' });
  });
});

describe('a block', () => {
  test.each<[string, JsonObject, object]>([
    ['text', { type: 'text', text: ' a\n' }, { type: 'text', text: ' a\n' }],
    ['blank text', { type: 'text', text: '' }, { type: 'text', text: '' }],
    [
      'a marked text',
      { type: 'text', text: 'a', cache_control: { type: 'ephemeral', ttl: '5m' } },
      { type: 'text', text: 'a', cacheControl: { ttl: '5m' } },
    ],
    [
      'an image inline',
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'QUJD' } },
      { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'QUJD' } },
    ],
    [
      'an image by URL',
      { type: 'image', source: { type: 'url', url: 'https://x/y' }, cache_control: { type: 'ephemeral' } },
      { type: 'image', source: { kind: 'url', url: 'https://x/y' }, cacheControl: {} },
    ],
    [
      'an uploaded image',
      { type: 'image', source: { type: 'file', file_id: 'file_1' } },
      { type: 'image', source: { kind: 'file-id', id: 'file_1' } },
    ],
    [
      'a PDF inline',
      { type: 'document', title: 'a.pdf', source: { type: 'base64', media_type: 'application/pdf', data: 'QUJD' } },
      { type: 'file', filename: 'a.pdf', source: { kind: 'base64', mediaType: 'application/pdf', data: 'QUJD' } },
    ],
    [
      'a PDF by URL',
      { type: 'document', source: { type: 'url', url: 'https://x/y' } },
      { type: 'file', source: { kind: 'url', url: 'https://x/y', mediaType: 'application/pdf' } },
    ],
    [
      'plain text',
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'words' } },
      { type: 'file', source: { kind: 'text', mediaType: 'text/plain', text: 'words' } },
    ],
    [
      'an uploaded document',
      { type: 'document', source: { type: 'file', file_id: 'file_1' } },
      { type: 'file', source: { kind: 'file-id', id: 'file_1' } },
    ],
  ])('is %s in a turn of either side and in a result', (_what, block, expected) => {
    const read = { ...expected, ...at() };
    expect(part('user', block)).toEqual(read);
    expect(part('assistant', block)).toEqual(read);
    expect(part('user', { type: 'tool_result', tool_use_id: 't', content: [block] })).toEqual({
      type: 'tool-result',
      ...at(),
      toolCallId: 't',
      content: [{ ...expected, ...at('messages[0].content[0].content[0]') }],
    });
  });

  test('of text tells its sources', () => {
    const value = { type: 'web_search_result_location', url: 'u', title: 'T', cited_text: 'c', encrypted_index: 'e' };
    expect(part('assistant', { type: 'text', text: 'a', citations: [value] })).toMatchObject({
      citations: [{ url: 'u', title: 'T', citedText: 'c', native: { dialect: OWN, value } }],
    });
    expect(part('assistant', { type: 'text', text: 'a', citations: null })).not.toHaveProperty('citations');
  });

  test('of thinking carries what Anthropic signed', () => {
    expect(
      turn('assistant', [
        { type: 'thinking', thinking: 'Hm', signature: 'sig==' },
        { type: 'thinking', thinking: '', signature: 'sig==' },
        { type: 'thinking', thinking: 'Hm', signature: '' },
        { type: 'redacted_thinking', data: 'r==' },
      ])[0]?.parts,
    ).toMatchObject([
      { type: 'reasoning', text: 'Hm', state: { dialect: OWN, kind: 'signature', data: 'sig==' } },
      { type: 'reasoning', text: '', state: { dialect: OWN, kind: 'signature', data: 'sig==' } },
      { type: 'reasoning', text: 'Hm' },
      { type: 'reasoning', state: { dialect: OWN, kind: 'redacted', data: 'r==' } },
    ]);
  });

  test.each<[unknown, string]>([
    [{ a: [1] }, '{"a":[1]}'],
    [{}, '{}'],
    ['text', '"text"'],
    [undefined, ''],
  ])('of a tool call has the input %j as %j', (input, argumentsText) => {
    const call = { type: 'tool_use', id: 't', name: 'f', ...(input !== undefined && { input }) };
    expect(part('assistant', { ...call, caller: { type: 'direct' } })).toEqual({
      type: 'tool-call',
      ...at(),
      id: 't',
      name: 'f',
      argumentsText,
    });
  });

  test.each<[JsonObject, object]>([
    [{ content: 'ok' }, { content: [{ type: 'text', ...at('messages[0].content[0].content'), text: 'ok' }] }],
    [
      { content: [], is_error: false },
      { content: [], isError: false },
    ],
    [{ is_error: true }, { content: [], isError: true }],
    [
      { content: null, cache_control: { type: 'ephemeral' } },
      { content: [], cacheControl: {} },
    ],
  ])('of a result may be %j', (rest, expected) => {
    expect(part('user', { type: 'tool_result', tool_use_id: 't', ...rest })).toEqual({
      type: 'tool-result',
      ...at(),
      toolCallId: 't',
      ...expected,
    });
  });

  test.each<[string, JsonObject, string | undefined]>([
    [
      'user',
      { type: 'search_result', source: 'https://x', title: 'T', content: [{ type: 'text', text: 'a' }] },
      'T\nhttps://x\na',
    ],
    ['user', { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'a' }] } }, 'a'],
    ['user', { type: 'container_upload', file_id: 'file_1' }, undefined],
    ['user', { type: 'image', source: { type: 'of_tomorrow' } }, undefined],
    ['assistant', { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'x' } }, undefined],
    [
      'assistant',
      { type: 'web_search_tool_result', content: [{ title: 'T', url: 'u', encrypted_content: 'e' }] },
      'T\nu',
    ],
    ['assistant', { type: 'code_execution_tool_result', content: { stdout: '42', stderr: '', content: [] } }, '42'],
    ['assistant', { type: 'mcp_tool_result', content: [{ type: 'text', text: 'a' }] }, 'a'],
    ['assistant', { type: 'compaction', content: 'Before: …' }, 'Before: …'],
    ['assistant', { type: 'block_of_tomorrow', data: 'QUJD' }, undefined],
  ])('of the %s that the vocabulary lacks is kept whole: %j', (role, block, text) => {
    const native = { type: 'native', dialect: OWN, value: block, ...(text !== undefined && { text }) };
    expect(part(role, block)).toEqual({ ...native, ...at() });
  });

  test('in a result that the vocabulary lacks is kept whole as well', () => {
    const block = { type: 'tool_reference', tool_name: 'f' };
    expect(part('user', { type: 'tool_result', tool_use_id: 't', content: [block] })).toMatchObject({
      content: [{ type: 'native', value: block, path: 'messages[0].content[0].content[0]' }],
    });
  });

  test('keeps its unknown fields', () => {
    const content = [
      { type: 'text', text: 'a', cache_control: { type: 'ephemeral', scope: 'global' } },
      { type: 'text', text: 'a', cache_control: { type: 'of_tomorrow' } },
      { type: 'document', context: 'c', citations: { enabled: true }, source: { type: 'url', url: 'u', headers: 1 } },
      { type: 'image', transformations: { oversized_image: 'error' }, source: { type: 'url', url: 'u' } },
      { type: 'tool_use', id: 't', name: 'f', input: {}, caller: { type: 'code_execution_20260120', tool_id: 's' } },
    ];
    expect(extrasOf(read({ messages: [{ role: 'assistant', content }] }))).toEqual({
      'messages[0].content[0].cache_control.scope': 'global',
      'messages[0].content[1].cache_control': { type: 'of_tomorrow' },
      'messages[0].content[2].context': 'c',
      'messages[0].content[2].citations': { enabled: true },
      'messages[0].content[2].source.headers': 1,
      'messages[0].content[3].transformations': { oversized_image: 'error' },
      'messages[0].content[4].caller': { type: 'code_execution_20260120', tool_id: 's' },
    });
  });
});

describe('a proof that another dialect issued', () => {
  const STATES: ReasoningState[] = [
    { dialect: 'openai-responses', kind: 'encrypted', data: 'gAAA==', id: 'rs_1' },
    { dialect: 'openai-chat', kind: 'signature', data: '{"type":"reasoning.text"}' },
    { dialect: 'gemini', kind: 'signature', data: 'CiQB+/==' },
  ];

  test.each(STATES)('comes back as it was: $dialect', (state) => {
    const sealed = sealState(state);
    expect(part('assistant', { type: 'thinking', thinking: 'Hm', signature: sealed })).toEqual({
      type: 'reasoning',
      ...at(),
      text: 'Hm',
      state,
    });
    expect(part('assistant', { type: 'redacted_thinking', data: sealed })).toEqual({
      type: 'reasoning',
      ...at(),
      state,
    });
  });

  test.each(STATES)('returns to the call on which it rode: $dialect', (state) => {
    const call = (id: string) => ({ type: 'tool_use', id, name: 'f', input: {} });
    const parts = turn('assistant', [
      { type: 'thinking', thinking: 'Hm', signature: sealState(state, 'b') },
      { type: 'redacted_thinking', data: sealState(state, 'a') },
      call('a'),
      call('b'),
      call('c'),
    ])[0]?.parts;
    const read = { type: 'tool-call', name: 'f', argumentsText: '{}' };
    expect(parts).toEqual([
      { type: 'reasoning', path: 'messages[0].content[0]', text: 'Hm' },
      { ...read, path: 'messages[0].content[2]', id: 'a', state },
      { ...read, path: 'messages[0].content[3]', id: 'b', state },
      { ...read, path: 'messages[0].content[4]', id: 'c' },
    ]);
  });

  test('stays where it stands when its call is gone', () => {
    const data = sealState(STATES[2]!, 'gone');
    expect(turn('assistant', [{ type: 'redacted_thinking', data }])[0]?.parts).toEqual([
      { type: 'reasoning', ...at(), state: STATES[2] },
    ]);
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

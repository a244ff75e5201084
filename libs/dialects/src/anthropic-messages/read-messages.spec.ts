import { describe, expect, test } from 'vitest';
import { type Call, type JsonObject, type ReasoningState } from '../call';
import { sealState } from '../reasoning-state';
import { read } from './spec-support';

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
    const search = { type: 'search_result_location', source: 'https://s', title: null };
    expect(part('assistant', { type: 'text', text: 'a', citations: [search] })).toStrictEqual({
      ...{ type: 'text', ...at(), text: 'a' },
      citations: [{ url: 'https://s', native: { dialect: OWN, value: search } }],
    });
    const page = { type: 'page_location', document_title: 'D', cited_text: 'c' };
    expect(part('assistant', { type: 'text', text: 'a', citations: [page] })).toStrictEqual({
      ...{ type: 'text', ...at(), text: 'a' },
      citations: [{ title: 'D', citedText: 'c', native: { dialect: OWN, value: page } }],
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

  test('that the vocabulary lacks tells its mark, which stays in it', () => {
    const block = { type: 'search_result', cache_control: { type: 'ephemeral', ttl: '1h', scope: 's' } };
    expect(part('user', block)).toEqual({
      ...{ type: 'native', dialect: OWN, value: block, ...at() },
      cacheControl: { ttl: '1h' },
    });
    expect(read({ messages: [{ role: 'user', content: [block] }] }).extras).toEqual([]);
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

  test('returns to its call in another turn of the same side', () => {
    const { messages } = read({
      messages: [
        { role: 'assistant', content: [{ type: 'redacted_thinking', data: sealState(STATES[2]!, 'a') }] },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'f', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a' }] },
      ],
    });
    expect(messages).toMatchObject([{ parts: [] }, { parts: [{ id: 'a', state: STATES[2] }] }, { role: 'tool' }]);
  });

  test('stays where it stands when its call is gone', () => {
    const data = sealState(STATES[2]!, 'gone');
    expect(turn('assistant', [{ type: 'redacted_thinking', data }])[0]?.parts).toEqual([
      { type: 'reasoning', ...at(), state: STATES[2] },
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { UnreadableReply } from '../dialect';
import { readReply } from './read-reply';
import { fold } from './spec-support';

function messageOf(overrides: object): object {
  return { type: 'message', id: 'msg_1', model: 'claude-x', content: [], stop_reason: 'end_turn', ...overrides };
}

describe('a whole reply', () => {
  test('is read in order: start, content, usage, finish', () => {
    const events = readReply(
      messageOf({
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'sig==' },
          { type: 'redacted_thinking', data: 'secret==' },
          { type: 'text', text: 'Hello' },
          { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Bern' } },
          { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} },
        ],
        stop_reason: 'tool_use',
        usage: { input_tokens: 3, output_tokens: 5 },
      }),
    );
    expect(events).toEqual([
      { type: 'start', id: 'msg_1', model: 'claude-x' },
      { type: 'reasoning-delta', choice: 0, text: 'Hm.' },
      {
        type: 'reasoning-state',
        choice: 0,
        state: { dialect: 'anthropic-messages', kind: 'signature', data: 'sig==' },
      },
      {
        type: 'reasoning-state',
        choice: 0,
        state: { dialect: 'anthropic-messages', kind: 'redacted', data: 'secret==' },
      },
      { type: 'text-delta', choice: 0, text: 'Hello' },
      { type: 'tool-call-start', choice: 0, index: 0, id: 'toolu_1', name: 'weather' },
      { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '{"city":"Bern"}' },
      { type: 'tool-call-start', choice: 0, index: 1, id: 'toolu_2', name: 'now' },
      { type: 'tool-call-delta', choice: 0, index: 1, argumentsText: '{}' },
      { type: 'usage', usage: { inputTokens: 3, outputTokens: 5 } },
      { type: 'finish', choice: 0, reason: 'tool-calls', vendorReason: 'tool_use' },
    ]);
  });

  test("keeps its text whole around the vendor's own tools and counts only the client's", () => {
    const folded = fold(
      readReply(
        messageOf({
          content: [
            { type: 'text', text: 'I search. ' },
            { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'x' } },
            { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
            { type: 'text', text: 'Found', citations: [{ type: 'web_search_result_location', url: 'https://x' }] },
            { type: 'text', text: '.' },
            { type: 'tool_use', id: 'toolu_1', name: 'save', input: { a: 1 } },
            { type: 'something_new', text: 'not for us' },
          ],
        }),
      ),
    );
    expect(folded.text).toBe('I search. Found.');
    expect(folded.toolCalls).toEqual([{ id: 'toolu_1', name: 'save', argumentsText: '{"a":1}' }]);
  });

  test('tells the citations of a text before it, as streams do, and parts texts that follow each other', () => {
    const cited = { type: 'page_location', document_title: 'T', cited_text: 'words', start_page_number: 1 };
    const content = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b', citations: [cited] },
    ];
    expect(readReply(messageOf({ content })).slice(1, -1)).toEqual([
      { type: 'text-delta', choice: 0, text: 'a' },
      { type: 'text-end', choice: 0 },
      {
        type: 'citation',
        choice: 0,
        citation: { title: 'T', citedText: 'words', native: { dialect: 'anthropic-messages', value: cited } },
      },
      { type: 'text-delta', choice: 0, text: 'b' },
    ]);
  });

  test("keeps the vendor's own blocks whole, in their places", () => {
    const search = { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'x' } };
    const found = { type: 'web_search_tool_result', tool_use_id: 's', content: [] };
    const native = (value: object) => ({ type: 'native', choice: 0, dialect: 'anthropic-messages', value });
    expect(readReply(messageOf({ content: [search, found] })).slice(1, -1)).toEqual([native(search), native(found)]);
  });

  test('tells what only this dialect knows, at its place in the reply', () => {
    const caller = { type: 'code_execution_20260120', tool_id: 's' };
    const events = readReply(
      messageOf({
        content: [
          { type: 'text', text: '' },
          { type: 'tool_use', id: 't0', name: 'f', input: {}, caller: { type: 'direct' } },
          { type: 'tool_use', id: 't1', name: 'f', input: {}, caller, toolset_name: null },
          { type: 'thinking', thinking: 'Hm', signature: 's', origin: 'x' },
          { type: 'text', text: 'a', origin: 'y' },
          { type: 'of_tomorrow', text: 'kept whole', origin: 'z' },
        ],
        stop_reason: 'word_of_tomorrow',
        stop_details: { type: 'x', explanation: 'Not a refusal.' },
        container: { id: 'c' },
        diagnostics: null,
        usage: { output_tokens: 1, iterations: [{ type: 'message' }], 'odd.name': 1, web_fetches: 0 },
      }),
    );
    expect(events.flatMap((event) => (event.type === 'extra' ? [[event.path, event.value]] : []))).toEqual([
      // An empty text is no block, for who writes blocks.
      ['content[1].caller', caller],
      ['content[2].origin', 'x'],
      ['content[3].origin', 'y'],
      ['stop_details', { type: 'x', explanation: 'Not a refusal.' }],
      ['container', { id: 'c' }],
      ['usage.iterations', [{ type: 'message' }]],
      ['usage["odd.name"]', 1],
      ['stop_reason', 'word_of_tomorrow'],
    ]);
  });

  test('says nothing for empty blocks and tells no usage where none was told', () => {
    const content = [
      { type: 'text', text: '' },
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'redacted_thinking', data: '' },
    ];
    expect(readReply(messageOf({ id: undefined, model: undefined, content })).map(({ type }) => type)).toEqual([
      'start',
      'finish',
    ]);
  });

  test('brings the signature of thinking whose text is withheld', () => {
    expect(
      fold(readReply(messageOf({ content: [{ type: 'thinking', thinking: '', signature: 's' }] }))).states,
    ).toEqual(['signature:s']);
  });

  test.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool-calls'],
    ['refusal', 'refusal'],
    ['pause_turn', 'pause'],
    ['compaction', 'pause'],
    ['a_word_of_tomorrow', 'stop'],
    ['toString', 'stop'],
  ])('that ended with %s finished with %s', (stop_reason, reason) => {
    expect(readReply(messageOf({ stop_reason })).at(-1)).toEqual({
      type: 'finish',
      choice: 0,
      reason,
      vendorReason: stop_reason,
    });
  });

  test('that was refused carries the explanation, when there is one', () => {
    const refused = (explanation: string | null) =>
      readReply(messageOf({ stop_reason: 'refusal', stop_details: { type: 'refusal', explanation } }));
    expect(fold(refused('Not this.')).refusal).toBe('Not this.');
    expect(refused(null).map(({ type }) => type)).toEqual(['start', 'finish']);
  });

  test('explains nothing where it was not refused', () => {
    expect(fold(readReply(messageOf({ stop_details: { explanation: 'none' } }))).refusal).toBe('');
  });

  test('that is an error is a failure', () => {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    expect(readReply({ type: 'error', error })).toEqual([
      { type: 'failure', failure: { kind: 'overloaded', message: 'Overloaded', code: 'overloaded_error' } },
    ]);
  });

  test.each([
    ['no object', 'text'],
    ['null', null],
    ['a list', []],
    ['without content', messageOf({ content: undefined })],
    ['without a stop reason', messageOf({ stop_reason: null })],
    ['with a block that is no object', messageOf({ content: ['text'] })],
    ['with a tool call without id', messageOf({ content: [{ type: 'tool_use', name: 'x', input: {} }] })],
    ['with a tool call without name', messageOf({ content: [{ type: 'tool_use', id: 'x', input: {} }] })],
    ["in another dialect's form", { choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] }],
  ])('that is %s cannot be read', (_what, body) => {
    expect(() => readReply(body)).toThrow(UnreadableReply);
  });
});

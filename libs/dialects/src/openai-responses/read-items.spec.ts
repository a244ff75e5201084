import { describe, expect, it } from 'vitest';
import { type JsonObject, type Message, type ReasoningState } from '../call';
import { ReceiptBook } from '../receipt';
import { sealState } from '../reasoning-state';
import { openAiResponses } from './openai-responses';
import { readOf, rewritten } from './spec-support';

const messagesOf = (...input: unknown[]): readonly Message[] => readOf({ input }).messages;
const partsOf = (...content: unknown[]): unknown => messagesOf({ role: 'user', content })[0]?.parts;

describe('input', () => {
  it('as a string is what the user says', () => {
    expect(readOf({ input: 'hello' }).messages).toEqual([
      { role: 'user', path: 'input', parts: [{ type: 'text', path: 'input', text: 'hello' }] },
    ]);
  });

  it('follows the instructions', () => {
    expect(readOf({ instructions: 'Be brief.' }).messages[0]).toEqual({
      role: 'system',
      path: 'instructions',
      parts: [{ type: 'text', path: 'instructions', text: 'Be brief.' }],
    });
  });

  it.each(['user', 'assistant', 'system', 'developer'])('of %s may be a string', (role) => {
    expect(messagesOf({ role, content: 'a' })).toEqual([
      { role, path: 'input[0]', parts: [{ type: 'text', path: 'input[0].content', text: 'a' }] },
    ]);
  });

  it.each([
    ['system', 'input_text'],
    ['developer', 'input_text'],
    ['user', 'input_text'],
    ['assistant', 'output_text'],
    // Clients mix the names up; the vendor has to say whether it minds.
    ['assistant', 'input_text'],
    ['user', 'output_text'],
    ['user', 'text'],
  ])('of %s may be a list of %s', (role, type) => {
    const item = { type: 'message', role, content: [{ type, text: 'a' }] };
    expect(messagesOf(item)).toMatchObject([
      { role, path: 'input[0]', parts: [{ type: 'text', path: 'input[0].content[0]', text: 'a' }] },
    ]);
    const annotations = role === 'assistant' ? { annotations: [] } : {};
    expect(rewritten({ input: [item] })['input']).toEqual([
      { ...item, content: [{ ...item.content[0], ...annotations }] },
    ]);
  });

  it.each([
    [
      'an image by URL',
      { type: 'input_image', image_url: 'https://a.example/b.png', detail: 'high' },
      { type: 'image', source: { kind: 'url', url: 'https://a.example/b.png' }, detail: 'high' },
    ],
    [
      'an image inline',
      { type: 'input_image', image_url: 'data:image/png;base64,AA==' },
      { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AA==' } },
    ],
    [
      'an image by id',
      { type: 'input_image', file_id: 'file-1', detail: 'auto' },
      { type: 'image', source: { kind: 'file-id', id: 'file-1' }, detail: 'auto' },
    ],
    [
      'a file inline',
      { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' },
      { type: 'file', filename: 'a.pdf', source: { kind: 'base64', mediaType: 'application/pdf', data: 'AA==' } },
    ],
    [
      'a file in bare base64',
      { type: 'input_file', filename: 'a', file_data: 'AA==' },
      { type: 'file', source: { kind: 'base64', mediaType: 'application/octet-stream', data: 'AA==' } },
    ],
    [
      'a file by URL',
      { type: 'input_file', file_url: 'https://a.example/b.pdf' },
      { type: 'file', source: { kind: 'url', url: 'https://a.example/b.pdf' } },
    ],
    [
      'a file by id',
      { type: 'input_file', file_id: 'file-1' },
      { type: 'file', source: { kind: 'file-id', id: 'file-1' } },
    ],
    [
      'audio',
      { type: 'input_audio', input_audio: { data: 'AA==', format: 'mp3' } },
      { type: 'audio', source: { kind: 'base64', mediaType: 'audio/mpeg', data: 'AA==' } },
    ],
    [
      'a part that is yet to be invented',
      { type: 'input_smell', smell: 'rose' },
      { type: 'native', dialect: 'openai-responses', value: { type: 'input_smell', smell: 'rose' } },
    ],
    [
      'a mark for the cache',
      { type: 'input_text', text: 'a', prompt_cache_breakpoint: { mode: 'explicit' } },
      { type: 'text', text: 'a', cacheControl: {} },
    ],
    [
      'a mark for a long cache',
      { type: 'input_text', text: 'a', prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' } },
      { type: 'text', text: 'a', cacheControl: { ttl: '1h' } },
    ],
    ['a detail of a file', { type: 'input_file', file_id: 'f', detail: 'low' }, { type: 'file' }],
  ])('of the user may hold %s', (_name, part, expected) => {
    expect(partsOf(part)).toMatchObject([{ ...expected, path: 'input[0].content[0]' }]);
    expect(rewritten({ input: [{ role: 'user', content: [part] }] })['input']).toEqual([
      { role: 'user', content: [part] },
    ]);
  });

  it('of the assistant may hold text with its sources, and a refusal', () => {
    const item = {
      type: 'message',
      id: 'msg_1',
      status: 'completed',
      phase: 'final_answer',
      role: 'assistant',
      content: [
        {
          type: 'output_text',
          text: 'abc',
          annotations: [
            { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 0, end_index: 3 },
            { type: 'file_citation', file_id: 'f', filename: 'a.txt', index: 1 },
          ],
          logprobs: [{ token: 'abc', bytes: [97], logprob: 0, top_logprobs: [] }],
        },
        { type: 'refusal', refusal: 'no' },
      ],
    };
    const [message] = messagesOf(item);
    expect(message?.parts).toMatchObject([
      {
        type: 'text',
        citations: [{ url: 'https://a.example', title: 'A', startIndex: 0, endIndex: 3 }, { title: 'a.txt' }],
      },
      { type: 'refusal', path: 'input[0].content[1]', text: 'no' },
    ]);
    expect(rewritten({ input: [item] })['input']).toEqual([item]);
  });

  it('may hold instructions with an image, which only this dialect takes', () => {
    const item = {
      role: 'developer',
      content: [
        { type: 'input_text', text: 'Like this:' },
        { type: 'input_image', file_id: 'f', detail: 'auto' },
      ],
    };
    expect(messagesOf(item)).toEqual([
      {
        role: 'user',
        path: 'input[0]',
        parts: [{ type: 'native', path: 'input[0]', dialect: 'openai-responses', value: item, text: 'Like this:' }],
      },
    ]);
    expect(rewritten({ input: [item] })['input']).toEqual([item]);
  });
});

describe('a call', () => {
  const item = {
    type: 'function_call',
    id: 'fc_1',
    call_id: 'call_1',
    name: 'f',
    arguments: '{"x":1}',
    status: 'completed',
    namespace: 'ns',
  };

  it('is the assistant’s, and its own fields are kept', () => {
    const call = readOf({ input: [item] });
    const part = { type: 'tool-call', path: 'input[0]', id: 'call_1', name: 'f', argumentsText: '{"x":1}' };
    expect(call.messages).toEqual([{ role: 'assistant', path: 'input[0]', parts: [part] }]);
    expect(call.extras.map(({ path }) => path)).toEqual(['input[0].id', 'input[0].status', 'input[0].namespace']);
    expect(rewritten({ input: [item] })['input']).toEqual([item]);
  });

  it.each([
    ['a string', 'ok', [{ type: 'text', path: 'input[0].output', text: 'ok' }]],
    [
      'a list',
      [
        { type: 'input_text', text: 'a' },
        { type: 'input_image', image_url: 'https://a.example/b.png' },
        { type: 'input_file', file_id: 'f' },
      ],
      [{ type: 'text', path: 'input[0].output[0]' }, { type: 'image', path: 'input[0].output[1]' }, { type: 'file' }],
    ],
  ])('is answered by %s', (_name, output, content) => {
    const answer = { type: 'function_call_output', call_id: 'call_1', output };
    expect(messagesOf(answer)).toMatchObject([
      {
        role: 'tool',
        path: 'input[0]',
        parts: [{ type: 'tool-result', path: 'input[0]', toolCallId: 'call_1', content }],
      },
    ]);
    expect(rewritten({ input: [answer] })['input']).toEqual([answer]);
  });
});

describe('reasoning', () => {
  const state: ReasoningState = { dialect: 'openai-responses', kind: 'encrypted', data: 'gAAA', id: 'rs_1' };

  it.each([
    [
      'with summaries',
      { summary: [summary('a'), summary('b')], encrypted_content: 'gAAA' },
      [{ path: 'input[0].summary', text: 'a\n\nb', paragraphs: ['a', 'b'], state }],
    ],
    ['without words', { summary: [], encrypted_content: 'gAAA' }, [{ path: 'input[0]', state }]],
    [
      'with its full text',
      { summary: [], content: [full('a')] },
      [
        {
          path: 'input[0].content',
          text: 'a',
          paragraphs: ['a'],
          state: { dialect: 'openai-responses', kind: 'reference', data: 'rs_1' },
        },
      ],
    ],
    [
      'with both',
      { summary: [summary('a')], content: [full('b')], encrypted_content: 'gAAA' },
      [
        { path: 'input[0].summary', text: 'a', paragraphs: ['a'] },
        { path: 'input[0].content', text: 'b', paragraphs: ['b'], state },
      ],
    ],
  ])('%s is read with its proof, and returns as it was', (_name, fields, parts) => {
    const item = { type: 'reasoning', id: 'rs_1', ...fields };
    expect(messagesOf(item)).toEqual([
      { role: 'assistant', path: 'input[0]', parts: parts.map((part) => ({ type: 'reasoning', ...part })) },
    ]);
    expect(rewritten({ input: [item] })['input']).toEqual([item]);
  });

  it('that we wrote for another vendor without a proof has none', () => {
    const [message] = messagesOf({ type: 'reasoning', id: 'rs_nv_abc_0', summary: [summary('a')] });
    expect(message?.parts).toEqual([{ type: 'reasoning', path: 'input[0].summary', text: 'a', paragraphs: ['a'] }]);
  });

  it.each([{ id: 'rs_nv_abc_0' }, {}])('without a proof is nothing that its vendor could take: %j', (id) => {
    const input = [
      { type: 'reasoning', ...id, summary: [summary('a')] },
      { role: 'user', content: 'hi' },
    ];
    const book = new ReceiptBook();
    const { body } = openAiResponses.writeRequest(readOf({ input }), { model: 'm' }, book);
    expect(body['input']).toEqual([input[1]]);
    expect(book.lines).toMatchObject([{ path: 'input[0].summary', outcome: 'dropped' }]);
  });

  it('of a form that is yet to be invented is kept whole', () => {
    const item = { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_image' }] };
    expect(messagesOf(item)[0]?.parts).toMatchObject([{ type: 'native', value: item }]);
  });

  it('of another vendor leaves no gap where only its own dialect is written', () => {
    const sealed = sealState({ dialect: 'gemini', kind: 'signature', data: 's' });
    const input = [
      { type: 'reasoning', id: 'rs_nv_1_0', summary: [], encrypted_content: sealed, status: 'completed' },
      { role: 'user', content: 'hi', id: 'msg_9' },
    ];
    const book = new ReceiptBook();
    const { body } = openAiResponses.writeRequest(readOf({ input }), { model: 'm' }, book);
    expect(body['input']).toEqual([input[1]]);
    expect(book.lines).toMatchObject([{ path: 'input[0]', outcome: 'dropped' }]);
  });
});

const image = { type: 'input_image', image_url: 'data:image/png;base64,QUJD', detail: 'low' };
const thought = { type: 'reasoning_text', text: 'Hm.' };

it.each<[string, JsonObject]>([
  ['text', { role: 'user', content: [{ type: 'input_text', text: 'hi' }] }],
  [
    'text that is marked',
    { role: 'user', content: [{ type: 'input_text', text: 'hi', prompt_cache_breakpoint: { mode: 'explicit' } }] },
  ],
  ['an image', { role: 'user', content: [image] }],
  ['an image as it is', { role: 'user', content: [{ ...image, detail: 'original' }] }],
  ['a file', { role: 'user', content: [{ type: 'input_file', file_url: 'https://a.example/b.pdf' }] }],
  ['a recording', { role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'QUJD', format: 'mp3' } }] }],
  ['an answer', { role: 'assistant', content: [{ type: 'output_text', text: 'hi', annotations: [] }] }],
  ['a refusal', { role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] }],
  ['a call', { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' }],
  ['a result', { type: 'function_call_output', call_id: 'c', output: [{ type: 'input_text', text: 'hi' }] }],
  ['reasoning', { type: 'reasoning', id: 'rs_1', summary: [], content: [thought], encrypted_content: 'gAAA' }],
])('%s is read in full: nothing of it stays without a word', (_what, item) => {
  expect(readOf({ input: [item] }).extras).toEqual([]);
});

it.each<[string, JsonObject]>([
  ['a question', { type: 'message', role: 'user', content: 'hi', status: 'completed' }],
  ['an instruction', { type: 'message', role: 'developer', content: 'hi' }],
  ['an answer', { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: 'hi' }],
  ['a call', { type: 'function_call', id: 'fc_1', call_id: 'c', name: 'f', arguments: '{}', status: 'completed' }],
  ['a result', { type: 'function_call_output', id: 'fco_1', call_id: 'c', output: 'ok', status: 'completed' }],
])('what names %s goes back to its vendor, and is missed by no other', (_what, item) => {
  const book = new ReceiptBook();
  book.dropForeign(readOf({ input: [item] }));
  expect(book.lines).toEqual([]);
  expect(rewritten({ input: [item] })['input']).toEqual([item]);
});

it.each([
  ['a call', { type: 'function_call', call_id: 'c', name: 'f', arguments: '{', status: 'incomplete' }],
  ['an answer', { role: 'assistant', content: 'h', status: 'incomplete' }],
])('that %s is incomplete is told', (_what, item) => {
  const book = new ReceiptBook();
  book.dropForeign(readOf({ input: [item] }));
  expect(book.lines).toMatchObject([{ path: 'input[0].status', outcome: 'dropped' }]);
});

it.each([
  ['mp3', 'audio/mpeg'],
  ['wav', 'audio/wav'],
])('a recording in %s is of type %s', (format, mediaType) => {
  const content = [{ type: 'input_audio', input_audio: { data: 'QUJD', format } }];
  expect(readOf({ input: [{ role: 'user', content }] }).messages[0]!.parts).toEqual([
    { type: 'audio', path: 'input[0].content[0]', source: { kind: 'base64', mediaType, data: 'QUJD' } },
  ]);
});

describe('an item of the vendor’s own', () => {
  it.each<[string, JsonObject, string?]>([
    ['assistant', { type: 'web_search_call', id: 'ws', status: 'completed', action: { type: 'search', query: 'q' } }],
    ['assistant', { type: 'file_search_call', id: 'fs', status: 'completed', queries: ['q'] }],
    ['assistant', { type: 'computer_call', id: 'cu', call_id: 'c', action: { type: 'screenshot' } }],
    ['assistant', { type: 'image_generation_call', id: 'ig', status: 'completed', result: 'AA==' }],
    ['assistant', { type: 'tool_search_call', arguments: {}, execution: 'server' }],
    [
      'assistant',
      { type: 'custom_tool_call', call_id: 'c', name: 'apply_patch', input: '*** Begin' },
      '[called apply_patch]\n*** Begin',
    ],
    ['user', { type: 'custom_tool_call_output', call_id: 'c', output: 'ok' }, '[result of c]\nok'],
    [
      'user',
      { type: 'custom_tool_call_output', call_id: 'c', output: [{ type: 'input_text', text: 'ok' }] },
      '[result of c]\nok',
    ],
    [
      'assistant',
      { type: 'mcp_call', id: 'm', name: 'f', server_label: 's', arguments: '{}', output: 'ok' },
      '[called f]\n{}\n[result of f]\nok',
    ],
    [
      'assistant',
      {
        type: 'code_interpreter_call',
        id: 'ci',
        code: '1+1',
        container_id: 'c',
        outputs: [{ type: 'logs', logs: '2' }],
      },
      '[called code_interpreter]\n1+1\n2',
    ],
    [
      'assistant',
      { type: 'local_shell_call', id: 'l', call_id: 'c', action: { type: 'exec', command: ['ls', '-l'], env: {} } },
      '[called shell]\nls -l',
    ],
    ['user', { type: 'local_shell_call_output', id: 'l', output: 'a.txt' }, '[result of shell]\na.txt'],
    ['assistant', { type: 'shell_call', call_id: 'c', action: { commands: ['ls', 'pwd'] } }, '[called shell]\nls\npwd'],
    [
      'user',
      { type: 'shell_call_output', call_id: 'c', output: [{ stdout: 'a', stderr: 'b', outcome: {} }] },
      '[result of shell]\na\nb',
    ],
    [
      'assistant',
      { type: 'apply_patch_call', call_id: 'c', operation: { type: 'update_file', path: 'a', diff: '+b' } },
      '[called apply_patch]\nupdate_file a\n+b',
    ],
    [
      'user',
      { type: 'apply_patch_call_output', call_id: 'c', status: 'failed', output: 'no' },
      '[result of apply_patch]\nno',
    ],
    ['user', { type: 'function_call_output', name: 'f', output: 'ok' }, '[result of f]\nok'],
    ['user', { type: 'mcp_list_tools', id: 'm', server_label: 's', tools: [] }],
    ['user', { type: 'mcp_approval_response', approval_request_id: 'm', approve: true }],
    ['user', { type: 'compaction', encrypted_content: 'gAAA' }],
    ['user', { type: 'item_reference', id: 'msg_1' }],
    ['user', { id: 'msg_1' }],
    ['user', { type: 'additional_tools', role: 'developer', tools: [] }],
    ['user', { type: 'yet_to_be_invented', text: 'secret' }],
  ])('is kept whole, as what %s said: %j', (role, value, text) => {
    const part = { type: 'native', path: 'input[0]', dialect: 'openai-responses', value, ...(text && { text }) };
    expect(messagesOf(value)).toEqual([{ role, path: 'input[0]', parts: [part] }]);
    expect(rewritten({ input: [value] })['input']).toEqual([value]);
  });
});

function summary(text: string) {
  return { type: 'summary_text', text };
}

function full(text: string) {
  return { type: 'reasoning_text', text };
}

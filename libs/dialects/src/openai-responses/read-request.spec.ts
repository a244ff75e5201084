import { describe, expect, it } from 'vitest';
import { type JsonObject, type Message, type ReasoningState } from '../call';
import { InvalidRequest } from '../dialect';
import { ReceiptBook } from '../receipt';
import { sealState } from '../reasoning-state';
import { openAiResponses } from './openai-responses';

const readOf = (body: JsonObject) => openAiResponses.readRequest({ model: 'm', input: 'hi', ...body });
const messagesOf = (...input: unknown[]): readonly Message[] => readOf({ input }).messages;
const partsOf = (...content: unknown[]): unknown => messagesOf({ role: 'user', content })[0]?.parts;

/** The call written again for its own dialect; anything on the receipt fails. */
function rewritten(body: JsonObject): JsonObject {
  const book = new ReceiptBook();
  const written = openAiResponses.writeRequest(readOf(body), { model: 'm' }, book);
  expect(book.lines).toEqual([]);
  return written.body;
}

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

function summary(text: string) {
  return { type: 'summary_text', text };
}

function full(text: string) {
  return { type: 'reasoning_text', text };
}

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

describe('tools', () => {
  it('of functions are flat, and may have fields of their own', () => {
    const tool = {
      type: 'function',
      name: 'f',
      description: 'd',
      parameters: { type: 'object' },
      strict: true,
      defer_loading: true,
    };
    const call = readOf({ tools: [tool] });
    expect(call.tools).toEqual([
      { type: 'function', path: 'tools[0]', name: 'f', description: 'd', parameters: { type: 'object' }, strict: true },
    ]);
    expect(call.extras).toEqual([{ path: 'tools[0].defer_loading', value: true }]);
    expect(rewritten({ tools: [tool] })['tools']).toEqual([tool]);
  });

  it('stay as bare as they came', () => {
    expect(rewritten({ tools: [{ type: 'function', name: 'f' }] })['tools']).toEqual([{ type: 'function', name: 'f' }]);
  });

  it.each([
    ['web_search', { type: 'web_search', search_context_size: 'low' }],
    ['file_search', { type: 'file_search', vector_store_ids: ['v'] }],
    ['code_interpreter', { type: 'code_interpreter', container: { type: 'auto' } }],
    ['mcp', { type: 'mcp', server_label: 's', server_url: 'https://a.example' }],
    ['image_generation', { type: 'image_generation' }],
    ['apply_patch', { type: 'custom', name: 'apply_patch', format: { type: 'grammar' } }],
    ['mcp__fs', { type: 'namespace', name: 'mcp__fs', description: 'd', tools: [] }],
    ['shell', { type: 'shell' }],
  ])('that only this dialect has are kept whole: %s', (name, value) => {
    expect(readOf({ tools: [value] }).tools).toEqual([
      { type: 'native', path: 'tools[0]', dialect: 'openai-responses', name, value },
    ]);
    expect(rewritten({ tools: [value] })['tools']).toEqual([value]);
  });
});

describe('settings', () => {
  it.each<[JsonObject, JsonObject, string]>([
    [{ max_output_tokens: 9 }, { maxOutputTokens: 9 }, 'max_output_tokens'],
    [{ temperature: 0 }, { temperature: 0 }, 'temperature'],
    [{ top_p: 0.5 }, { topP: 0.5 }, 'top_p'],
    [{ top_logprobs: 3 }, { topLogprobs: 3 }, 'top_logprobs'],
    [{ parallel_tool_calls: false }, { parallelToolCalls: false }, 'parallel_tool_calls'],
    [{ tool_choice: 'required' }, { toolChoice: { kind: 'required' } }, 'tool_choice'],
    [{ tool_choice: { type: 'function', name: 'f' } }, { toolChoice: { kind: 'tool', name: 'f' } }, 'tool_choice'],
    [
      { tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'f' }] } },
      { toolChoice: { kind: 'allowed', mode: 'auto', names: ['f'] } },
      'tool_choice',
    ],
    [{ reasoning: { effort: 'xhigh' } }, { reasoning: { kind: 'effort', effort: 'xhigh' } }, 'reasoning.effort'],
    [{ reasoning: { summary: 'concise' } }, { reasoningSummary: 'concise' }, 'reasoning.summary'],
    [{ text: { verbosity: 'low' } }, { verbosity: 'low' }, 'text.verbosity'],
    [{ text: { format: { type: 'text' } } }, { outputFormat: { kind: 'text' } }, 'text.format'],
    [{ text: { format: { type: 'json_object' } } }, { outputFormat: { kind: 'json-object' } }, 'text.format'],
    [
      { text: { format: { type: 'json_schema', name: 'n', description: 'd', schema: { a: 1 }, strict: true } } },
      { outputFormat: { kind: 'json-schema', name: 'n', description: 'd', schema: { a: 1 }, strict: true } },
      'text.format',
    ],
    [{ service_tier: 'flex' }, { serviceTier: 'flex' }, 'service_tier'],
    [{ metadata: { a: 'b' } }, { metadata: { a: 'b' } }, 'metadata'],
    [{ safety_identifier: 'u' }, { endUser: 'u' }, 'safety_identifier'],
    [{ user: 'u' }, { endUser: 'u' }, 'user'],
    [{ prompt_cache_key: 'k' }, { promptCacheKey: 'k' }, 'prompt_cache_key'],
    [{ store: false }, { store: false }, 'store'],
    [{ include: ['reasoning.encrypted_content'] }, { include: ['reasoning.encrypted_content'] }, 'include'],
  ])('%j is read, and returns', (body, settings, path) => {
    const call = readOf(body);
    expect(call.settings).toEqual(settings);
    expect(Object.values(call.settingPaths)).toEqual([path]);
    expect(call.extras).toEqual([]);
    expect(rewritten(body)).toEqual({ model: 'm', input: 'hi', ...body });
  });

  it('asks for log probabilities through what is to be included', () => {
    const call = readOf({ include: ['message.output_text.logprobs'] });
    expect(call.settings).toEqual({ include: ['message.output_text.logprobs'], logprobs: true });
    expect(call.settingPaths.logprobs).toBe('include');
    expect(rewritten({ include: ['message.output_text.logprobs'] })['include']).toEqual([
      'message.output_text.logprobs',
    ]);
  });

  it.each<[JsonObject, string[]]>([
    [{ tool_choice: { type: 'web_search' } }, ['tool_choice']],
    [
      { tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'mcp', server_label: 's' }] } },
      ['tool_choice'],
    ],
    [{ tool_choice: 'whatever' }, ['tool_choice']],
    [{ reasoning: { effort: 'ultra', context: 'all_turns' } }, ['reasoning.effort', 'reasoning.context']],
    [{ text: { format: { type: 'grammar' } } }, ['text.format']],
    [{ safety_identifier: 'a', user: 'b' }, ['user']],
    [{ metadata: { a: 1 } }, ['metadata']],
    [{ previous_response_id: 'resp_1', conversation: 'conv_1' }, ['previous_response_id', 'conversation']],
    [{ background: true, truncation: 'auto', max_tool_calls: 3 }, ['background', 'truncation', 'max_tool_calls']],
    [{ prompt: { id: 'p' }, context_management: [{ type: 'compaction' }] }, ['prompt', 'context_management']],
    [{ moderation: { model: 'm' }, client_metadata: { a: 'b' } }, ['moderation', 'client_metadata']],
    [{ stream_options: { include_obfuscation: false }, top_k: 3 }, ['stream_options', 'top_k']],
  ])('%j is kept for this dialect alone', (body, paths) => {
    expect(readOf(body).extras.map(({ path }) => path)).toEqual(paths);
    expect(rewritten(body)).toEqual({ model: 'm', input: 'hi', ...body });
  });

  it('leaves null and empty things out', () => {
    const body = {
      instructions: null,
      temperature: null,
      tools: [],
      reasoning: null,
      previous_response_id: null,
      stream: false,
    };
    expect(readOf(body)).toMatchObject({ stream: false, tools: [], settings: {}, extras: [] });
    expect(rewritten(body)).toEqual({ model: 'm', input: 'hi' });
  });
});

describe('a request as Codex sends it', () => {
  const body = {
    model: 'm',
    instructions: 'You are a coding agent.',
    input: [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: '<permissions>' }] },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Fix the test.' }] },
      { type: 'reasoning', id: 'rs_1', summary: [summary('Look.')], content: null, encrypted_content: 'gAAA' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Looking.' }], phase: 'commentary' },
      { type: 'function_call', name: 'exec_command', arguments: '{"cmd":"ls"}', call_id: 'call_1' },
      { type: 'function_call_output', call_id: 'call_1', output: 'a.ts' },
      {
        type: 'custom_tool_call',
        status: 'completed',
        call_id: 'call_2',
        name: 'apply_patch',
        input: '*** Begin Patch',
      },
      { type: 'custom_tool_call_output', call_id: 'call_2', output: 'Done' },
    ],
    tools: [
      { type: 'function', name: 'exec_command', description: 'Runs', strict: false, parameters: { type: 'object' } },
      { type: 'custom', name: 'apply_patch', format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' } },
      { type: 'namespace', name: 'mcp__docs', description: 'Docs', tools: [{ type: 'function', name: 'find' }] },
      { type: 'web_search', external_web_access: false },
    ],
    tool_choice: 'auto',
    parallel_tool_calls: true,
    reasoning: { effort: 'medium', summary: 'auto', context: 'all_turns' },
    store: false,
    stream: true,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: '0199-aaaa',
    text: { verbosity: 'low' },
    client_metadata: { 'x-codex-installation-id': 'c0ffee' },
  };

  it('is accepted and loses nothing on the way to its own dialect', () => {
    const { input, ...rest } = rewritten(body);
    const { input: original, ...expected } = body;
    expect(rest).toEqual(expected);
    // Null is as good as absent, and what the model said names its sources, if any.
    const [content, annotations] = [undefined, []];
    expect(input).toEqual(
      original.map((item) => {
        if (item.type === 'reasoning') return { ...item, content };
        if (item.role !== 'assistant') return item;
        return { ...item, content: [{ ...(item.content as object[])[0], annotations }] };
      }),
    );
  });

  it('is passed through as it is', () => {
    expect(openAiResponses.prepareRequest(body, { model: 'upstream' })).toEqual({ ...body, model: 'upstream' });
  });
});

describe('a request is refused, naming the field,', () => {
  it.each<[string, JsonObject, string]>([
    ['without a model', { model: undefined }, 'model'],
    ['with a model that is no string', { model: 7 }, 'model'],
    ['without input', { input: undefined }, 'input'],
    ['with no items', { input: [] }, 'input'],
    ['with input of another type', { input: 7 }, 'input'],
    ['with an item that is no object', { input: ['hi'] }, 'input[0]'],
    ['with an item of no kind', { input: [{}] }, 'input[0].type'],
    ['with a role that nobody has', { input: [{ role: 'tool', content: '' }] }, 'input[0].role'],
    ['with content of another type', { input: [{ role: 'user', content: 7 }] }, 'input[0].content'],
    ['with a part that is no object', { input: [{ role: 'user', content: ['hi'] }] }, 'input[0].content[0]'],
    [
      'with text that is none',
      { input: [{ role: 'user', content: [{ type: 'input_text' }] }] },
      'input[0].content[0].text',
    ],
    [
      'with an image that is nowhere',
      { input: [{ role: 'user', content: [{ type: 'input_image' }] }] },
      'input[0].content[0].image_url',
    ],
    [
      'with a file that is nowhere',
      { input: [{ role: 'user', content: [{ type: 'input_file' }] }] },
      'input[0].content[0].file_data',
    ],
    ['with a call without a name', { input: [{ type: 'function_call', call_id: 'c' }] }, 'input[0].name'],
    ['with a call without an id', { input: [{ type: 'function_call', name: 'f' }] }, 'input[0].call_id'],
    ['with a tool without a type', { tools: [{ name: 'f' }] }, 'tools[0].type'],
    [
      'with a function as Chat Completions has it',
      { tools: [{ type: 'function', function: { name: 'f' } }] },
      'tools[0].name',
    ],
    [
      'with parameters that are no schema',
      { tools: [{ type: 'function', name: 'f', parameters: 'x' }] },
      'tools[0].parameters',
    ],
    ['with no output', { max_output_tokens: 0 }, 'max_output_tokens'],
    ['with a word for a number', { temperature: 'hot' }, 'temperature'],
    ['with a string for an object', { reasoning: 'high' }, 'reasoning'],
    ['with a format without a schema', { text: { format: { type: 'json_schema', name: 'n' } } }, 'text.format.schema'],
    ['with includes that are no words', { include: [7] }, 'include'],
    ['with a choice of no function', { tool_choice: { type: 'function' } }, 'tool_choice.name'],
  ])('%s', (_name, body, param) => {
    const request = (): unknown => readOf(body);
    expect(request).toThrow(InvalidRequest);
    expect(request).toThrow(expect.objectContaining({ param }) as Error);
  });

  it.each([{ previous_response_id: 'resp_1' }, { conversation: { id: 'c' } }, { prompt: { id: 'p' } }])(
    'but not without input where %j stands for it',
    (body) => expect(readOf({ ...body, input: undefined }).messages).toEqual([]),
  );
});

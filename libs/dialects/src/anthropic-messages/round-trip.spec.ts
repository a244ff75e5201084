import { type MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/beta/messages/messages';
import { describe, expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { ReceiptBook } from '../receipt';
import { sealState } from '../reasoning-state';
import { anthropicMessages } from './anthropic-messages';
import { bodyOf, contextOf } from './spec-support';

/** Reads a request of this dialect and writes it again. */
function rewrite(body: JsonObject) {
  const book = new ReceiptBook();
  const call = anthropicMessages.readRequest(structuredClone(body));
  const { body: written } = anthropicMessages.writeRequest(call, { model: call.model }, book);
  return { written: JSON.parse(JSON.stringify(written)) as JsonObject, receipt: book.lines };
}

describe('a request of this dialect is written as it was read', () => {
  const everything: MessageCreateParamsNonStreaming = {
    model: 'claude-3-opus-latest',
    max_tokens: 999_999,
    system: [
      { type: 'text', text: ' ', cache_control: { type: 'ephemeral' } },
      { type: 'text', text: 'b' },
    ],
    messages: [
      { role: 'assistant', content: 'Prefilled first.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: '' },
          { type: 'tool_result', tool_use_id: 'not.one:ours', content: 'ok' },
          { type: 'image', source: { type: 'file', file_id: 'file_1' }, transformations: { oversized_image: 'error' } },
          { type: 'tool_result', tool_use_id: 't2', is_error: true },
          {
            type: 'tool_result',
            tool_use_id: 't3',
            is_error: false,
            cache_control: { type: 'ephemeral', ttl: '1h' },
            content: [
              { type: 'text', text: 'a', cache_control: { type: 'ephemeral' } },
              {
                type: 'document',
                source: { type: 'text', media_type: 'text/plain', data: 'd' },
                context: 'c',
                title: '',
              },
              { type: 'search_result', source: 's', title: 't', content: [] },
              { type: 'tool_reference', tool_name: 'f' },
            ],
          },
          { type: 'document', source: { type: 'content', content: 'words' }, citations: { enabled: true } },
          { type: 'container_upload', file_id: 'file_2' },
        ],
      },
      { role: 'user', content: 'A second turn of the same side.' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm', signature: 'sig==' },
          { type: 'redacted_thinking', data: 'r==' },
          { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'x' } },
          { type: 'web_search_tool_result', tool_use_id: 's', content: [] },
          {
            type: 'text',
            text: 'Found',
            citations: [
              {
                type: 'search_result_location',
                source: 's',
                title: null,
                cited_text: 'c',
                search_result_index: 0,
                start_block_index: 0,
                end_block_index: 1,
              },
            ],
          },
          { type: 'compaction', content: 'Before', signature: 'x' },
          {
            type: 'tool_use',
            id: 't',
            name: 'f',
            input: { a: null },
            caller: { type: 'code_execution_20260120', tool_id: 's' },
          },
        ],
      },
      { role: 'system', content: [{ type: 'text', text: 'Now.' }], clear_at: 'never' },
      { role: 'system', content: 'Still.' },
    ],
    tools: [
      { name: 'f', input_schema: { minimum: 1, type: 'object' }, strict: true, defer_loading: true },
      { type: 'web_search_20250305', name: 'web_search', max_uses: 1, user_location: { type: 'approximate' } },
      { name: 'g', description: '', input_schema: { type: 'object' }, cache_control: { type: 'ephemeral' } },
    ],
    tool_choice: { type: 'any', disable_parallel_tool_use: true },
    thinking: { type: 'enabled', budget_tokens: 1, display: 'omitted' },
    output_config: { effort: 'max', format: { type: 'json_schema', schema: { maximum: 1 } }, task_budget: null },
    stop_sequences: [' ', 'END'],
    service_tier: 'standard_only',
    metadata: { user_id: 'u' },
    cache_control: { type: 'ephemeral', ttl: '5m' },
    context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] },
    container: 'c',
    mcp_servers: [{ type: 'url', name: 'm', url: 'https://m' }],
    betas: ['x'],
    speed: 'fast',
    inference_geo: 'us',
  };

  test('whatever the model would make of it', () => {
    const { output_config, ...rest } = everything;
    const body: JsonObject = { ...rest, temperature: 2, top_p: 0.1, top_k: 3 };
    const { task_budget: _null, ...config } = output_config!;
    expect(rewrite({ ...body, output_config })).toEqual({ written: { ...body, output_config: config }, receipt: [] });
  });

  test.each<JsonObject>([
    { system: 'Be brief.' },
    { system: '' },
    { stream: true },
    { thinking: { type: 'adaptive', display: 'summarized' } },
    { thinking: { type: 'adaptive', display: 'updates' }, output_config: { effort: 'low' } },
    { thinking: { type: 'disabled' }, output_config: { effort: 'low' } },
    { thinking: { type: 'between_tools' } },
    { output_config: { effort: 'low' } },
    { output_format: { type: 'json_schema', schema: {} } },
    { tool_choice: { type: 'none' } },
    { tool_choice: { type: 'tool', name: 'f', disable_parallel_tool_use: false } },
    { tool_choice: { type: 'of_tomorrow', name: 'f' } },
    { metadata: { team: 't' } },
    { messages: [{ role: 'system', content: [{ type: 'tool_addition', tool: {} }] }] },
    { messages: [{ role: 'user', content: 'a', ['__proto__x']: 1, 'a.b[0]': { c: [] } }] },
    {
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral', scope: 's' } }] },
      ],
    },
  ])('%j', (rest) => {
    expect(rewrite(bodyOf(rest))).toEqual({ written: bodyOf(rest), receipt: [] });
  });

  // All that reading and writing changes: nulls and empty lists and objects are absent, and so are defaults told in so many words.
  test.each<[string, JsonObject, JsonObject]>([
    ['null and empty', { system: null, tools: [], metadata: {}, output_config: {} }, {}],
    ['not to stream', { stream: false }, {}],
    [
      'a tool of the usual type',
      { tools: [{ type: 'custom', name: 'f', input_schema: {} }] },
      { tools: [{ name: 'f', input_schema: {} }] },
    ],
    [
      'a call by the model itself',
      {
        messages: [
          { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', caller: { type: 'direct' } }] },
        ],
      },
      { messages: [{ role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'f', input: {} }] }] },
    ],
    [
      'thinking that nobody signed',
      { messages: [{ role: 'assistant', content: [{ type: 'thinking', thinking: 'Hm' }] }] },
      { messages: [{ role: 'assistant', content: [{ type: 'thinking', thinking: 'Hm', signature: '' }] }] },
    ],
  ])('but for %s', (_what, rest, normal) => {
    expect(rewrite(bodyOf(rest))).toEqual({ written: bodyOf(normal), receipt: [] });
  });

  test('but for proofs of other dialects, whose places close', () => {
    const sealed = sealState({ dialect: 'gemini', kind: 'signature', data: 'x' }, 't');
    const call = { type: 'tool_use', id: 't', name: 'f', input: {}, toolset_name: 'computer' };
    const { written, receipt } = rewrite(
      bodyOf({
        messages: [
          {
            role: 'assistant',
            content: [
              { type: 'redacted_thinking', data: sealed },
              {
                type: 'redacted_thinking',
                data: sealState({ dialect: 'openai-responses', kind: 'encrypted', data: 'x' }),
              },
              call,
            ],
          },
        ],
      }),
    );
    expect(written['messages']).toEqual([{ role: 'assistant', content: [call] }]);
    expect(receipt).toMatchObject([{ path: 'messages[0].content[1]', outcome: 'dropped' }]);
  });
});

describe('a reply of this dialect is written as it was read', () => {
  const usage = {
    input_tokens: 1,
    cache_creation_input_tokens: 5,
    cache_read_input_tokens: 4,
    cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 3 },
    output_tokens: 9,
    output_tokens_details: { thinking_tokens: 6 },
    server_tool_use: { web_search_requests: 1, web_fetch_requests: 2 },
    service_tier: 'priority',
    speed: 'fast',
    inference_geo: 'us',
    iterations: [{ type: 'message' }],
  };
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    container: { id: 'c' },
    diagnostics: { cache_miss_reason: { type: 'unavailable' } },
    context_management: { applied_edits: [] },
    stop_sequence: null,
    stop_details: null,
    content: [
      { type: 'thinking', thinking: '', signature: 's' },
      { type: 'thinking', thinking: 'Hm', signature: 's', origin: 'x' },
      { type: 'redacted_thinking', data: 'r' },
      { type: 'text', text: 'a', citations: null, origin: 'y' },
      { type: 'text', text: 'b', citations: [{ type: 'page_location', cited_text: 'c' }] },
      { type: 'server_tool_use', id: 's', name: 'web_search', input: {} },
      { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'x' }, caller: { type: 'direct' } },
      { type: 'web_search_tool_result', tool_use_id: 's', content: [] },
      { type: 'text', text: 'c', citations: null },
      {
        type: 'tool_use',
        id: 't',
        name: 'f',
        input: { a: 1 },
        caller: { type: 'code_execution_20260120', tool_id: 's' },
      },
      { type: 'tool_use', id: 't', name: 'f', input: {}, caller: { type: 'direct' } },
    ],
    usage,
  };

  test.each([
    { stop_reason: 'end_turn' },
    { stop_reason: 'stop_sequence', stop_sequence: 'END' },
    { stop_reason: 'model_context_window_exceeded' },
    { stop_reason: 'pause_turn' },
    { stop_reason: 'compaction' },
    { stop_reason: 'word_of_tomorrow', stop_details: { type: 'pause', explanation: 'Later.' } },
    { stop_reason: 'refusal', stop_details: { type: 'refusal', category: 'bio', explanation: 'No.' } },
    {
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', category: null, explanation: null, recommended_model: 'x' },
    },
  ])('that ended with %j', (ending) => {
    const body = { ...message, ...ending };
    const context = contextOf({ id: 'msg_1', model: 'm' });
    expect(anthropicMessages.writeReply(anthropicMessages.readReply(structuredClone(body)), context)).toEqual({
      ...body,
      usage: { ...usage, cost: 0.25 },
    });
    expect(context.book.lines).toEqual([]);
  });
});

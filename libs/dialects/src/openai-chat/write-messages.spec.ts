import { describe, expect, it } from 'vitest';
import { type AssistantPart, type JsonObject, type Message } from '../call';
import { HELLO, linesOf, ours, TARGET, write } from './spec-support';

/** Messages of another dialect, written; with what the receipt says. */
function messages(list: Message[], target = TARGET) {
  const { body, receipt } = write({ messages: list }, target);
  return { messages: body['messages'], receipt: linesOf(receipt) };
}

const text = (path: string, value: string) => ({ type: 'text' as const, path, text: value });
const base64 = (mediaType: string, data: string) => ({ kind: 'base64' as const, mediaType, data });

describe('messages of another dialect', () => {
  it('one text is a string, several are parts, none is empty', () => {
    const user = (...parts: string[]): Message => ({
      role: 'user',
      path: 'm',
      parts: parts.map((part, at) => text(`m.content[${at}]`, part)),
    });
    expect(messages([user('a'), user('a', 'b'), user()])).toEqual({
      messages: [
        { role: 'user', content: 'a' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'text', text: 'b' },
          ],
        },
        { role: 'user', content: '' },
      ],
      receipt: [],
    });
  });

  it('writes the developer as system, which every vendor knows', () => {
    const list: Message[] = [
      { role: 'developer', path: 'input[0]', parts: [text('p', 'a')] },
      { role: 'system', path: 'system', parts: [text('p', 'b')] },
    ];
    expect(messages(list)).toEqual({
      messages: [
        { role: 'system', content: 'a' },
        { role: 'system', content: 'b' },
      ],
      receipt: ['mapped input[0].role'],
    });
    expect(ours({ messages: [{ role: 'developer', content: 'a' }] }).body['messages']).toEqual([
      { role: 'developer', content: 'a' },
    ]);
  });

  it('writes media', () => {
    const list: Message[] = [
      {
        role: 'user',
        path: 'm',
        name: 'ann',
        parts: [
          { type: 'image', path: 'p0', source: base64('image/png', 'QUJD'), detail: 'high' },
          { type: 'image', path: 'p1', source: { kind: 'url', url: 'https://x' } },
          { type: 'audio', path: 'p2', source: base64('audio/mpeg', 'QUJD') },
          { type: 'audio', path: 'p3', source: base64('audio/x-wav', 'QUJD') },
          { type: 'audio', path: 'p4', source: base64('audio/wave', 'QUJD') },
          { type: 'audio', path: 'p5', source: base64('audio/flac', 'QUJD') },
          { type: 'file', path: 'p6', source: base64('application/pdf', 'QUJD') },
          { type: 'file', path: 'p7', source: base64('application/pdf', 'QUJD'), filename: 'a.pdf' },
          { type: 'file', path: 'p8', source: base64('text/plain', Buffer.from('čaj').toString('base64')) },
          { type: 'image', path: 'p9', source: { kind: 'file-id', id: 'f' } },
          { type: 'file', path: 'p10', source: { kind: 'file-id', id: 'f' } },
          { type: 'file', path: 'p11', source: { kind: 'url', url: 'https://x' } },
          { type: 'image', path: 'p17', source: { kind: 'text', mediaType: 'image/svg+xml', text: '<svg/>' } },
          { type: 'file', path: 'p12', source: { kind: 'text', mediaType: 'text/plain', text: 'notes' } },
          { type: 'audio', path: 'p13', source: { kind: 'url', url: 'https://x' } },
          { type: 'audio', path: 'p14', source: base64('audio/ogg; codecs=opus', 'QUJD') },
          { type: 'native', path: 'p15', dialect: 'gemini', value: { videoMetadata: {} } },
          {
            type: 'native',
            path: 'p16',
            dialect: 'anthropic-messages',
            value: { type: 'search_result' },
            text: 'found',
          },
        ],
      },
    ];
    const audio = (format: string) => ({ type: 'input_audio', input_audio: { data: 'QUJD', format } });
    const file = (filename: string) => ({
      type: 'file',
      file: { file_data: 'data:application/pdf;base64,QUJD', filename },
    });
    expect(messages(list)).toEqual({
      messages: [
        {
          role: 'user',
          name: 'ann',
          content: [
            { type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD', detail: 'high' } },
            { type: 'image_url', image_url: { url: 'https://x' } },
            audio('mp3'),
            audio('wav'),
            audio('wav'),
            audio('flac'),
            file('file.pdf'),
            file('a.pdf'),
            { type: 'text', text: 'čaj' },
            { type: 'text', text: 'notes' },
            audio('ogg'),
            { type: 'text', text: 'found' },
          ],
        },
      ],
      receipt: [
        'approximated p8',
        'dropped p9',
        'dropped p10',
        'dropped p11',
        'dropped p17',
        'approximated p12',
        'dropped p13',
        'dropped p15',
        'approximated p16',
      ],
    });
  });

  it('moves media of tool results behind them', () => {
    const result = (id: string, ...content: (Message & { role: 'tool' })['parts'][0]['content']): Message => ({
      role: 'tool',
      path: id,
      parts: [{ type: 'tool-result', path: id, toolCallId: id, content, ...(id === 'c2' && { isError: true }) }],
    });
    const image = { type: 'image' as const, path: 'i', source: { kind: 'url' as const, url: 'u' } };
    const lost = { type: 'image' as const, path: 'l', source: { kind: 'file-id' as const, id: 'f' } };
    expect(messages([result('c1', text('t', 'see'), lost, image), result('c2'), HELLO, result('c3', image)])).toEqual({
      messages: [
        { role: 'tool', tool_call_id: 'c1', content: 'see' },
        { role: 'tool', tool_call_id: 'c2', content: '' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'u' } }] },
        { role: 'user', content: 'hi' },
        { role: 'tool', tool_call_id: 'c3', content: '' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'u' } }] },
      ],
      receipt: ['dropped l', 'approximated i', 'dropped c2'],
    });
  });

  it('says which part of another dialect is lost', () => {
    const part = { type: 'native', path: 'p', dialect: 'anthropic-messages' } as const;
    const reasonFor = (value: JsonObject) =>
      write({ messages: [{ role: 'user', path: 'm', parts: [{ ...part, value }] }] }).receipt[0]!.why;
    expect(reasonFor({ type: 'search_result' })).toContain("'search_result'");
    expect(reasonFor({})).toContain("'part'");
  });

  it('puts a turn of the model together that came in several messages', () => {
    const said = (path: string, ...parts: AssistantPart[]): Message => ({ role: 'assistant', path, parts });
    const call = (id: string): AssistantPart => ({ type: 'tool-call', path: id, id, name: 'f', argumentsText: '' });
    const result: Message = {
      role: 'tool',
      path: 'r',
      parts: [{ type: 'tool-result', path: 'r', toolCallId: 'c1', content: [text('t', 'ok')] }],
    };
    const list = [
      said('i0', { type: 'reasoning', path: 'i0', text: 'hm' }),
      said('i1', text('i1', 'a')),
      said('i2', call('c1')),
      said('i3', call('c2')),
      result,
      said('i4', text('i4', 'b')),
    ];
    const written = (id: string) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } });
    expect(messages(list).messages).toEqual([
      { role: 'assistant', content: 'a', reasoning_content: 'hm', tool_calls: [written('c1'), written('c2')] },
      { role: 'tool', tool_call_id: 'c1', content: 'ok' },
      { role: 'assistant', content: 'b' },
    ]);
  });

  it('leaves caching to the provider, and says so once a mark', () => {
    const list: Message[] = [
      { role: 'system', path: 'system', parts: [{ ...text('system[0]', 'a'), cacheControl: {} }] },
      {
        role: 'tool',
        path: 'm0',
        cacheControl: { ttl: '1h' },
        parts: [
          {
            type: 'tool-result',
            path: 'm0.content[0]',
            toolCallId: 'c',
            cacheControl: {},
            content: [{ ...text('m0.content[0].content[0]', 'b'), cacheControl: {} }],
          },
        ],
      },
    ];
    expect(messages(list)).toEqual({
      messages: [
        { role: 'system', content: 'a' },
        { role: 'tool', tool_call_id: 'c', content: 'b' },
      ],
      receipt: [
        'approximated system[0].cache_control',
        'approximated m0.cache_control',
        'approximated m0.content[0].cache_control',
        'approximated m0.content[0].content[0].cache_control',
      ],
    });
  });
});

describe('messages of this dialect are written as they were', () => {
  const details = [
    { type: 'reasoning.text', text: 'a', signature: 'sig==', format: 'anthropic-claude-v1', index: 0 },
    { type: 'reasoning.encrypted', data: 'zz', format: 'anthropic-claude-v1', index: 1 },
    { type: 'reasoning.text', text: 'plain', index: 2 },
    { type: 'reasoning.encrypted', data: 'zz', format: 'openai-responses-v1', index: 3 },
    { type: 'reasoning.encrypted', id: 'r', data: 'zz', format: 'xai-responses-v1', index: 9, extra: true },
    { type: 'reasoning.future', index: 5 },
    { type: 'reasoning.summary', summary: 's', format: 'openai-responses-v1', index: 6 },
    { type: 'reasoning.encrypted', data: 'zz', id: 'rs', format: 'openai-responses-v1', index: 6 },
    { type: 'reasoning.summary', summary: 's', format: 'xai-responses-v1', index: 7 },
    { type: 'reasoning.encrypted', id: 'c1', data: 'zz', format: 'google-gemini-v1', index: 8 },
  ];
  const mark = { cache_control: { type: 'ephemeral', ttl: '1h' } };
  const citation = { type: 'url_citation', url_citation: { url: 'u', title: 't', start_index: 0, end_index: 1 } };

  it.each<JsonObject>([
    { role: 'user', content: [{ type: 'text', text: 'only part' }] },
    {
      role: 'user',
      content: [
        { type: 'file', file: { file_id: 'f' } },
        { type: 'file', file: { file_data: 'https://x', filename: 'n' } },
      ],
    },
    { role: 'user', content: [{ type: 'file', file: { file_data: 'data:text/plain;base64,QUJD' } }] },
    { role: 'user', content: [{ type: 'file', file: { file_data: 'QUJD' } }] },
    { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;x=y;base64,QUJD' } }] },
    { role: 'tool', tool_call_id: 'c', content: [{ type: 'image_url', image_url: { url: 'u' } }] },
    { role: 'assistant', content: 'a', reasoning: 'hm' },
    { role: 'assistant', content: 'a', reasoning_content: 'hm', name: 'bot' },
    { role: 'assistant', content: '', refusal: 'no' },
    { role: 'system', content: 'a', name: 'n', ...mark },
    {
      role: 'system',
      content: [
        { type: 'image_url', image_url: { url: 'u' } },
        { type: 'text', text: 'a' },
      ],
    },
    { role: 'system', content: [{ type: 'image_url', image_url: { url: 'u' } }] },
    {
      role: 'developer',
      content: [{ type: 'text', text: 'a' }, { type: 'future' }, { type: 'text', text: 'b', ...mark }],
    },
    {
      role: 'user',
      content: [
        { type: 'video_url', video_url: { url: 'x' }, ...mark },
        { type: 'text', text: 'a', ...mark, prompt_cache_breakpoint: { mode: 'explicit' } },
        { type: 'image_url', image_url: { url: 'u', detail: 'ultra' }, ...mark },
        { type: 'input_audio', input_audio: { data: 'QUJD', format: 'wav' }, ...mark },
        { type: 'file', file: { file_id: 'f' }, ...mark },
        { type: 'file', file: { file_data: 'data:text/plain;base64,QUJD' }, ...mark },
      ],
    },
    { role: 'tool', tool_call_id: 'c', content: 'a', name: 'f', ...mark },
    { role: 'function', name: 'f', content: 'done' },
    { role: 'assistant', content: 'hi', annotations: [citation, { type: 'file', file: { hash: 'h' } }] },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
      annotations: [citation],
    },
    { role: 'assistant', content: 'a', audio: { id: 'x' }, function_call: { name: 'f', arguments: '' } },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
        { type: 'text', text: 'a' },
      ],
      images: [
        { type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD' } },
        { type: 'image_url', image_url: { url: 'https://x' } },
        { type: 'link' },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'c0', type: 'custom', custom: { name: 'x', input: 'y' } },
        {
          id: 'c1',
          type: 'function',
          function: { name: 'f', arguments: '', x: 1 },
          extra_content: { google: {} },
          y: 2,
        },
      ],
    },
    {
      role: 'assistant',
      content: null,
      reasoning_details: details,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
    },
  ])('%j', (message) => {
    const { body, receipt } = ours({ messages: [message] });
    expect(body['messages']).toEqual([message]);
    expect(receipt).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { type AssistantPart, type JsonObject, type Message } from '../call';
import { HELLO, TARGET, write, ours } from './spec-support';

/** Messages of another dialect, written; with what the receipt says. */
function messages(list: Message[], target = TARGET) {
  const { body, receipt } = write({ messages: list }, target);
  return { messages: body['messages'], receipt: receipt.map(({ path, outcome }) => `${outcome} ${path}`) };
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
          ],
        },
      ],
      receipt: ['approximated p8', 'dropped p9', 'dropped p10', 'dropped p11'],
    });
  });

  it('moves media of tool results behind them', () => {
    const result = (id: string, ...content: (Message & { role: 'tool' })['parts'][0]['content']): Message => ({
      role: 'tool',
      path: id,
      parts: [{ type: 'tool-result', path: id, toolCallId: id, content, ...(id === 'c2' && { isError: true }) }],
    });
    const image = { type: 'image' as const, path: 'i', source: { kind: 'url' as const, url: 'u' } };
    expect(messages([result('c1', text('t', 'see'), image), result('c2'), HELLO, result('c3', image)])).toEqual({
      messages: [
        { role: 'tool', tool_call_id: 'c1', content: 'see' },
        { role: 'tool', tool_call_id: 'c2', content: '' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'u' } }] },
        { role: 'user', content: 'hi' },
        { role: 'tool', tool_call_id: 'c3', content: '' },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'u' } }] },
      ],
      receipt: ['approximated i', 'dropped c2', 'approximated i'],
    });
  });
});

/** An assistant's message of another dialect, written. */
function assistant(parts: AssistantPart[], target = TARGET) {
  const {
    messages: [message],
    receipt,
  } = messages([{ role: 'assistant', path: 'm', parts }], target) as {
    messages: JsonObject[];
    receipt: string[];
  };
  return { message, receipt };
}

describe('an assistant’s message', () => {
  const call: AssistantPart = { type: 'tool-call', path: 'c', id: 'c1', name: 'f', argumentsText: '{bad' };
  const written = { id: 'c1', type: 'function', function: { name: 'f', arguments: '{bad' } };
  const signature = { dialect: 'anthropic-messages', kind: 'signature', data: 'sig' } as const;
  const own = { dialect: 'openai-chat', kind: 'signature', data: '{"format":"x","signature":"sig"}' } as const;

  it.each<[string, AssistantPart[], JsonObject, string[]]>([
    ['text', [text('t', 'a')], { content: 'a' }, []],
    ['calls without text', [call], { content: null, tool_calls: [written] }, []],
    ['text and calls', [text('t', 'a'), call], { content: 'a', tool_calls: [written] }, []],
    ['a refusal', [{ type: 'refusal', path: 'm.refusal', text: 'no' }], { content: null, refusal: 'no' }, []],
    [
      'a refusal among texts',
      [text('m[0]', 'a'), { type: 'refusal', path: 'm[1]', text: 'no' }],
      {
        content: [
          { type: 'text', text: 'a' },
          { type: 'refusal', refusal: 'no' },
        ],
      },
      [],
    ],
    [
      'reasoning without proof',
      [
        { type: 'reasoning', path: 'r0', text: 'a' },
        { type: 'reasoning', path: 'r1', text: 'b' },
      ],
      { content: null, reasoning_content: 'a\n\nb' },
      [],
    ],
    [
      'reasoning with another’s proof',
      [
        { type: 'reasoning', path: 'r0', text: 'a', state: signature },
        { type: 'reasoning', path: 'r1', state: { ...signature, kind: 'redacted' } },
      ],
      { content: null, reasoning_content: 'a' },
      ['approximated r0', 'dropped r1'],
    ],
    [
      'reasoning with our own proof',
      [{ type: 'reasoning', path: 'r0', text: 'a', state: own }],
      { content: null, reasoning_details: [{ format: 'x', signature: 'sig', text: 'a' }] },
      [],
    ],
    [
      'a proof that only claims to be ours',
      [{ type: 'reasoning', path: 'r0', state: { ...own, data: 'x' } }],
      { content: null },
      ['dropped r0'],
    ],
    [
      'a proof on a call',
      [{ ...call, state: { dialect: 'gemini', kind: 'signature', data: 'x' } }],
      { content: null, tool_calls: [written] },
      ['dropped c'],
    ],
  ])('%s', (_name, parts, message, receipt) => {
    expect(assistant(parts)).toEqual({ message: { role: 'assistant', ...message }, receipt });
  });

  it('takes no reasoning to a model that does not reason', () => {
    const parts: AssistantPart[] = [{ type: 'reasoning', path: 'r0', text: 'a' }, { ...call, state: signature }, call];
    expect(assistant(parts, { ...TARGET, reasoning: false })).toEqual({
      message: { role: 'assistant', content: null, tool_calls: [written, written] },
      receipt: ['dropped r0', 'dropped c'],
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
    { type: 'reasoning.encrypted', id: 'c1', data: 'zz', format: 'google-gemini-v1', index: 5 },
  ];

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
    { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png;x=y;base64,QUJD' } }] },
    { role: 'tool', tool_call_id: 'c', content: [{ type: 'image_url', image_url: { url: 'u' } }] },
    { role: 'assistant', content: 'a', reasoning: 'hm' },
    { role: 'assistant', content: 'a', reasoning_content: 'hm', name: 'bot' },
    { role: 'assistant', content: '', refusal: 'no' },
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

import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { openAiChat } from './openai-chat';

const readMessages = (...messages: unknown[]) => openAiChat.readRequest({ model: 'm', messages });
const text = (path: string, value: string) => ({ type: 'text', path, text: value });

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
    expect(call.extras).toEqual([]);
  });

  it('keeps fields that the vocabulary lacks', () => {
    const call = readMessages(
      {
        role: 'user',
        weight: 1,
        content: [
          { type: 'image_url', image_url: { url: 'x', detail: 'ultra', size: 1 } },
          { type: 'input_audio', input_audio: { data: '', format: 'wav', rate: 1 } },
          { type: 'file', file: { file_id: 'f', pages: 1 } },
        ],
      },
      { role: 'system', content: [{ type: 'image_url', image_url: { url: 'x' } }], name: 'n' },
      {
        role: 'assistant',
        content: null,
        annotations: [{ type: 'url_citation' }],
        refusal: null,
        audio: { id: 'a' },
        function_call: { name: 'f' },
        tool_calls: [{ id: 'c', function: { name: 'f', parsed: 1 }, note: 1 }],
      },
    );
    expect(call.extras.map(({ path }) => path).toSorted()).toEqual(
      [
        'messages[0].content[0].image_url.detail',
        'messages[0].content[0].image_url.size',
        'messages[0].content[1].input_audio.rate',
        'messages[0].content[2].file.pages',
        'messages[0].weight',
        'messages[1].content[0]',
        'messages[1].name',
        'messages[2].annotations',
        'messages[2].audio',
        'messages[2].function_call',
        'messages[2].tool_calls[0].function.parsed',
        'messages[2].tool_calls[0].note',
      ].toSorted(),
    );
  });

  it('keeps parts, calls and messages that only this dialect has, at their places', () => {
    const video = { type: 'video_url', video_url: { url: 'x' } };
    const future = { type: 'caption', text: 'a cat' };
    const custom = { id: 'c1', type: 'custom', custom: { name: 'x', input: 'y' } };
    const link = { type: 'link' };
    const answer = { role: 'function', name: 'f', content: 'done' };
    const call = readMessages(
      { role: 'user', content: [{ type: 'text', text: 'a' }, video, future] },
      { role: 'assistant', content: null, images: [link], tool_calls: [custom] },
      answer,
    );
    const native = (path: string, value: JsonObject, said?: string) => ({
      type: 'native',
      dialect: 'openai-chat',
      path,
      value,
      ...(said && { text: said }),
    });
    expect(call.messages).toEqual([
      {
        role: 'user',
        path: 'messages[0]',
        parts: [
          text('messages[0].content[0]', 'a'),
          native('messages[0].content[1]', video),
          native('messages[0].content[2]', future, 'a cat'),
        ],
      },
      {
        role: 'assistant',
        path: 'messages[1]',
        parts: [native('messages[1].images[0]', link), native('messages[1].tool_calls[0]', custom)],
      },
      { role: 'user', path: 'messages[2]', parts: [native('messages[2]', answer, 'done')] },
    ]);
    expect(call.extras).toEqual([]);
  });

  it('reads marks of what is to be cached', () => {
    const mark = (ttl?: string) => ({ cache_control: { type: 'ephemeral', ...(ttl && { ttl }) } });
    const call = readMessages(
      { role: 'system', content: 'be kind', ...mark() },
      { role: 'user', content: [{ type: 'text', text: 'a', ...mark('1h') }] },
      { role: 'tool', tool_call_id: 'c', content: 'b', cache_control: { type: 'other' } },
    );
    expect(call.messages.map(({ cacheControl }) => cacheControl)).toEqual([{}, undefined, undefined]);
    expect(call.messages[1]!.parts[0]).toMatchObject({ text: 'a', cacheControl: { ttl: '1h' } });
    expect(call.extras).toEqual([{ path: 'messages[2].cache_control', value: { type: 'other' } }]);
  });

  it('reads citations of a text that stands alone', () => {
    const web = {
      type: 'url_citation',
      url_citation: { url: 'u', title: 't', start_index: 0, end_index: 2, content: 'words' },
    };
    const untitled = { type: 'url_citation', url_citation: { url: 'u' } };
    const file = { type: 'file', file: { hash: 'h' } };
    const ranked = {
      type: 'url_citation',
      url_citation: { url: 'u', title: 't', start_index: 0, end_index: 2, rank: 1 },
    };
    const noted = { ...web, note: 1 };
    const [message] = readMessages({
      role: 'assistant',
      content: 'hi',
      annotations: [web, untitled, file, ranked, noted],
    }).messages;
    expect(message!.parts).toEqual([
      {
        ...text('messages[0].content', 'hi'),
        citations: [
          { url: 'u', title: 't', startIndex: 0, endIndex: 2, citedText: 'words' },
          { url: 'u', native: { dialect: 'openai-chat', value: untitled } },
          { native: { dialect: 'openai-chat', value: file } },
          expect.objectContaining({ url: 'u', native: { dialect: 'openai-chat', value: ranked } }),
          expect.objectContaining({ url: 'u', native: { dialect: 'openai-chat', value: noted } }),
        ],
      },
    ]);
  });

  it('reads what an assistant said, in the order in which a model speaks', () => {
    const call = readMessages({
      role: 'assistant',
      name: 'bot',
      tool_calls: [
        { id: 'c1', type: 'function', index: 0, function: { name: 'f', arguments: '{"a": 1}' } },
        { id: 'c2', function: { name: 'g', arguments: { b: 2 } } },
        { id: 'c3', function: { name: 'h' }, extra_content: { google: { thought_signature: 'ts' } } },
      ],
      images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD' } }],
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
          {
            type: 'image',
            path: 'messages[0].images[0]',
            source: { kind: 'base64', mediaType: 'image/png', data: 'QUJD' },
          },
          { type: 'refusal', path: 'messages[0].refusal', text: 'no' },
          { type: 'tool-call', path: 'messages[0].tool_calls[0]', id: 'c1', name: 'f', argumentsText: '{"a": 1}' },
          { type: 'tool-call', path: 'messages[0].tool_calls[1]', id: 'c2', name: 'g', argumentsText: '{"b":2}' },
          {
            type: 'tool-call',
            path: 'messages[0].tool_calls[2]',
            id: 'c3',
            name: 'h',
            argumentsText: '',
            state: {
              dialect: 'openai-chat',
              kind: 'signature',
              data: '{"extra_content":{"google":{"thought_signature":"ts"}}}',
            },
          },
        ],
      },
    ]);
    expect(call.extras).toEqual([]);
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

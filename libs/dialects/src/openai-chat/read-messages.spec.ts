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
    expect(call.unknownPaths).toEqual([]);
  });

  it('tells of parts and fields that the vocabulary lacks', () => {
    const call = readMessages(
      {
        role: 'user',
        weight: 1,
        content: [
          { type: 'video_url', video_url: { url: 'x' } },
          { type: 'text', text: 'a', cache_control: { type: 'ephemeral' } },
          { type: 'image_url', image_url: { url: 'x', detail: 'ultra', size: 1 } },
          { type: 'input_audio', input_audio: { data: '', format: 'wav', rate: 1 } },
          { type: 'file', file: { file_id: 'f', pages: 1 } },
        ],
      },
      { role: 'system', content: [{ type: 'image_url', image_url: { url: 'x' } }], name: 'n' },
      { role: 'function', name: 'f', content: 'x' },
      {
        role: 'assistant',
        content: 'x',
        annotations: [],
        refusal: null,
        audio: { id: 'a' },
        function_call: { name: 'f' },
        tool_calls: [{ id: 'c', function: { name: 'f', parsed: 1 }, note: 1 }],
      },
    );
    expect(call.unknownPaths.toSorted()).toEqual(
      [
        'messages[0].content[0]',
        'messages[0].content[1].cache_control',
        'messages[0].content[2].image_url.detail',
        'messages[0].content[2].image_url.size',
        'messages[0].content[3].input_audio.rate',
        'messages[0].content[4].file.pages',
        'messages[0].weight',
        'messages[1].content[0]',
        'messages[1].name',
        'messages[2]',
        'messages[3].audio',
        'messages[3].function_call',
        'messages[3].tool_calls[0].function.parsed',
        'messages[3].tool_calls[0].note',
      ].toSorted(),
    );
    expect(call.messages.map(({ role }) => role)).toEqual(['user', 'system', 'assistant']);
  });

  it('reads what an assistant said, in the order in which a model speaks', () => {
    const call = readMessages({
      role: 'assistant',
      name: 'bot',
      tool_calls: [
        { id: 'c1', type: 'function', index: 0, function: { name: 'f', arguments: '{"a": 1}' } },
        { id: 'c2', function: { name: 'g', arguments: { b: 2 } } },
        { id: 'c3', function: { name: 'h' } },
        { id: 'c4', type: 'custom', custom: { name: 'x', input: 'y' } },
      ],
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
          { type: 'refusal', path: 'messages[0].refusal', text: 'no' },
          { type: 'tool-call', path: 'messages[0].tool_calls[0]', id: 'c1', name: 'f', argumentsText: '{"a": 1}' },
          { type: 'tool-call', path: 'messages[0].tool_calls[1]', id: 'c2', name: 'g', argumentsText: '{"b":2}' },
          { type: 'tool-call', path: 'messages[0].tool_calls[2]', id: 'c3', name: 'h', argumentsText: '' },
        ],
      },
    ]);
    expect(call.unknownPaths).toEqual(['messages[0].tool_calls[3]']);
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

describe('returned reasoning', () => {
  const readAssistant = (message: JsonObject) => {
    const call = readMessages({ role: 'assistant', content: null, ...message });
    const parts = call.messages[0]!.parts.map(({ path, ...part }) => [path.replace('messages[0].', ''), part]);
    return { parts, unknown: call.unknownPaths };
  };
  const signed = { type: 'reasoning.text', text: 'hm', signature: 'sig==', format: 'anthropic-claude-v1', index: 0 };
  const anthropic = (kind: string, data: string) => ({ dialect: 'anthropic-messages', kind, data });

  it.each<[JsonObject, unknown[], string[]]>([
    [{ reasoning: 'hm' }, [['reasoning', { type: 'reasoning', text: 'hm' }]], []],
    [{ reasoning: 'hm', reasoning_content: 'hm' }, [['reasoning_content', { type: 'reasoning', text: 'hm' }]], []],
    [
      { reasoning: 'x', reasoning_content: 'y' },
      [['reasoning_content', { type: 'reasoning', text: 'y' }]],
      ['messages[0].reasoning'],
    ],
    [{ reasoning: 'x', reasoning_content: '' }, [['reasoning', { type: 'reasoning', text: 'x' }]], []],
    [{ reasoning_content: '' }, [['reasoning_content', { type: 'reasoning', text: '' }]], []],
    [{ reasoning: { text: 'hm' } }, [], ['messages[0].reasoning']],
    [
      { reasoning: 'hm', reasoning_details: [signed] },
      [['reasoning_details[0]', { type: 'reasoning', text: 'hm', state: anthropic('signature', 'sig==') }]],
      [],
    ],
    [
      { reasoning: 'hm', reasoning_details: [{ ...signed, text: undefined, id: 'x' }] },
      [['reasoning_details[0]', { type: 'reasoning', text: 'hm', state: anthropic('signature', 'sig==') }]],
      ['messages[0].reasoning_details[0].id'],
    ],
    [
      {
        reasoning: 'hm',
        reasoning_details: [{ type: 'reasoning.encrypted', data: 'zz', format: 'anthropic-claude-v1' }],
      },
      [
        ['reasoning', { type: 'reasoning', text: 'hm' }],
        ['reasoning_details[0]', { type: 'reasoning', state: anthropic('redacted', 'zz') }],
      ],
      [],
    ],
    [
      {
        reasoning_details: [
          { type: 'reasoning.summary', summary: 'sum', format: 'openai-responses-v1' },
          { type: 'reasoning.encrypted', data: 'zz', format: 'openai-responses-v1' },
        ],
      },
      [
        ['reasoning_details[0]', { type: 'reasoning', text: 'sum' }],
        [
          'reasoning_details[1]',
          { type: 'reasoning', state: { dialect: 'openai-responses', kind: 'encrypted', data: 'zz' } },
        ],
      ],
      [],
    ],
    [
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'zz', format: 'xai-responses-v1', id: 'r' }] },
      [
        [
          'reasoning_details[0]',
          {
            type: 'reasoning',
            state: {
              dialect: 'openai-chat',
              kind: 'encrypted',
              data: '{"type":"reasoning.encrypted","data":"zz","format":"xai-responses-v1","id":"r"}',
            },
          },
        ],
      ],
      [],
    ],
    [{ reasoning_details: [{ type: 'reasoning.future' }] }, [], ['messages[0].reasoning_details[0]']],
  ])('%j', (message, parts, unknown) => {
    expect(readAssistant(message)).toEqual({ parts, unknown });
  });

  it('puts a proof on the tool call that it names', () => {
    const { parts } = readAssistant({
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
      reasoning_details: [{ type: 'reasoning.encrypted', data: 'zz', format: 'google-gemini-v1', id: 'c1', index: 0 }],
    });
    const state = { dialect: 'gemini', kind: 'signature', data: 'zz' };
    expect(parts).toEqual([['tool_calls[0]', { type: 'tool-call', id: 'c1', name: 'f', argumentsText: '{}', state }]]);
  });
});

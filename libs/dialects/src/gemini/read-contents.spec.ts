import { describe, expect, test } from 'vitest';
import { type JsonObject, type Message, type ReasoningState } from '../call';
import { sealState } from '../reasoning-state';
import { read } from './example-call';

const contents = (...turns: JsonObject[]): readonly Message[] => read({ contents: turns }).messages;
const user = (...parts: JsonObject[]) => ({ role: 'user', parts });
const model = (...parts: JsonObject[]) => ({ role: 'model', parts });
const partsOf = (...parts: JsonObject[]) => contents(model(...parts))[0]?.parts;
const path = 'contents[0].parts[0]';

describe('what the user says', () => {
  const saying = (part: JsonObject) => contents(user(part))[0]?.parts[0];

  test.each<[string, JsonObject, JsonObject]>([
    [
      'an image',
      { inlineData: { mimeType: 'image/png', data: 'AA==' } },
      { type: 'image', source: bytes('image/png') },
    ],
    [
      'a recording',
      { inlineData: { mimeType: 'audio/wav', data: 'AA==' } },
      { type: 'audio', source: bytes('audio/wav') },
    ],
    ['a video', { inlineData: { mimeType: 'video/mp4', data: 'AA==' } }, { type: 'file', source: bytes('video/mp4') }],
    [
      'a file with its name',
      { inlineData: { mimeType: 'application/pdf', data: 'AA==', displayName: 'a.pdf' } },
      { type: 'file', source: bytes('application/pdf'), filename: 'a.pdf' },
    ],
    [
      'a place, by the type that is told',
      { fileData: { fileUri: 'https://example.com/a', mimeType: 'image/webp' } },
      { type: 'image', source: { kind: 'url', url: 'https://example.com/a', mediaType: 'image/webp' } },
    ],
    [
      'a place, by its ending where no type is told',
      { fileData: { fileUri: 'https://example.com/a.mp3' } },
      { type: 'audio', source: { kind: 'url', url: 'https://example.com/a.mp3' } },
    ],
    [
      'a place that tells nothing',
      { fileData: { fileUri: 'https://example.com/a' } },
      { type: 'file', source: { kind: 'url', url: 'https://example.com/a' } },
    ],
    [
      'a file that is stored with the vendor',
      { fileData: { fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/a', mimeType: 'image/png' } },
      { type: 'image', source: { kind: 'file-id', id: 'files/a', mediaType: 'image/png' } },
    ],
    ['a text', { text: '' }, { type: 'text', text: '' }],
    [
      'code that ran, in words too',
      { executableCode: { code: 'print(1)' } },
      { type: 'native', dialect: 'gemini', value: { executableCode: { code: 'print(1)' } }, text: 'print(1)' },
    ],
    ['what is not known, as it is', { new_part: {} }, { type: 'native', dialect: 'gemini', value: { newPart: {} } }],
  ])('may be %s', (_, part, expected) => {
    expect(saying(part)).toEqual({ path, ...expected });
  });

  test('base64 comes in its plain alphabet', () => {
    expect(saying({ inlineData: { mimeType: 'image/png', data: '-_9-Aa' } })).toMatchObject({
      source: { data: '+/9+Aa' },
    });
  });

  test('is one message with what functions returned, or several in its order', () => {
    const response = { functionResponse: { name: 'f', id: 'a', response: {} } };
    const turns = contents(user({ text: 'A' }, { text: 'B' }, response, response, { text: 'C' }), user());
    expect(turns.map(({ role, path: at, parts }) => [role, at, parts.length])).toEqual([
      ['user', 'contents[0]', 2],
      ['tool', 'contents[0]', 2],
      ['user', 'contents[0]', 1],
      ['user', 'contents[1]', 0],
    ]);
  });
});

describe('what the model said', () => {
  const own = { dialect: 'gemini', kind: 'signature', data: 'c2ln' } as const;

  test.each<[string, JsonObject, object[]]>([
    ['a text', { text: 'A' }, [{ type: 'text', path, text: 'A' }]],
    ['a thought', { text: 'Hm', thought: true }, [{ type: 'reasoning', path, text: 'Hm' }]],
    [
      'a signed text',
      { text: 'A', thoughtSignature: 'c2ln' },
      [
        { type: 'reasoning', path, state: own },
        { type: 'text', path, text: 'A' },
      ],
    ],
    [
      'a signed thought',
      { text: '', thought: true, thoughtSignature: 'c2ln' },
      [
        { type: 'reasoning', path, state: own },
        { type: 'reasoning', path, text: '' },
      ],
    ],
    ['a signature alone', { text: '', thoughtSignature: 'c2ln' }, [{ type: 'reasoning', path, state: own }]],
    [
      'a signed picture',
      { inlineData: { mimeType: 'image/png', data: 'AA==' }, thoughtSignature: 'c2ln' },
      [
        { type: 'reasoning', path, state: own },
        { type: 'image', path, source: bytes('image/png') },
      ],
    ],
    [
      'a signed call',
      { functionCall: { name: 'f', id: 'a', args: { b: 1 } }, thoughtSignature: 'c2ln' },
      [{ type: 'tool-call', path: `${path}.functionCall`, id: 'a', name: 'f', argumentsText: '{"b":1}', state: own }],
    ],
    [
      'the work of server-side tools, with its signature',
      { codeExecutionResult: { output: '1' }, thoughtSignature: 'c2ln' },
      [
        {
          type: 'native',
          path,
          dialect: 'gemini',
          value: { codeExecutionResult: { output: '1' }, thoughtSignature: 'c2ln' },
          text: '1',
        },
      ],
    ],
    [
      'a signature without a text of its own',
      { thoughtSignature: 'c2ln' },
      [{ type: 'native', path, dialect: 'gemini', value: { thoughtSignature: 'c2ln' } }],
    ],
  ])('may be %s', (_, part, expected) => {
    expect(partsOf(part)).toEqual(expected);
  });

  test('is one message, though a client keeps each chunk as a content of its own', () => {
    const turns = contents(
      user({ text: 'Hi' }),
      model({ text: 'A' }),
      model({ text: 'B' }),
      user({ text: 'Hi' }),
      model(),
      model({ text: 'C' }),
    );
    expect(turns.map(({ role, path: at, parts }) => [role, at, parts.map((part) => part.path)])).toEqual([
      ['user', 'contents[0]', ['contents[0].parts[0]']],
      ['assistant', 'contents[1]', ['contents[1].parts[0]', 'contents[2].parts[0]']],
      ['user', 'contents[3]', ['contents[3].parts[0]']],
      ['assistant', 'contents[4]', []],
      ['assistant', 'contents[5]', ['contents[5].parts[0]']],
    ]);
  });
});

describe('another dialect’s state in a signature', () => {
  const state: ReasoningState = { dialect: 'anthropic-messages', kind: 'signature', data: 'c2ln+/=' };
  const sealed = sealState(state);
  const call = { functionCall: { name: 'f', id: 'a' } };
  const called = { type: 'tool-call', id: 'a', name: 'f', argumentsText: '' };
  const thought = (text: string, thoughtSignature?: string) => ({
    text,
    thought: true,
    ...(thoughtSignature && { thoughtSignature }),
  });

  test.each<[string, JsonObject[], object[]]>([
    ['closes the thought that it is on', [thought('Hm', sealed)], [{ type: 'reasoning', text: 'Hm', state }]],
    [
      'closes the thoughts before it',
      [thought('H'), thought('m'), thought('', sealed)],
      [{ type: 'reasoning', text: 'Hm', state }],
    ],
    [
      'closes no thought that is closed already',
      [thought('Hm', sealed), thought('', sealed)],
      [
        { type: 'reasoning', text: 'Hm', state },
        { type: 'reasoning', state },
      ],
    ],
    ['stands alone where nothing was thought', [thought('', sealed)], [{ type: 'reasoning', state }]],
    [
      'stands alone where a client left the empty text out',
      [{ thoughtSignature: sealed }],
      [{ type: 'reasoning', state }],
    ],
    [
      'stands before the text that took it along',
      [thought('Hm'), { text: 'A', thoughtSignature: sealed }],
      [
        { type: 'reasoning', text: 'Hm', state },
        { type: 'text', text: 'A' },
      ],
    ],
    [
      'stands before the call that took it along',
      [{ ...call, thoughtSignature: sealed }],
      [{ type: 'reasoning', state }, called],
    ],
    [
      'rides on the call that it is said to ride on',
      [{ ...call, thoughtSignature: sealState(state, 'a') }],
      [{ ...called, state }],
    ],
    [
      'rides on that call though a client changed its id',
      [{ functionCall: { name: 'f' }, thoughtSignature: sealState(state, 'a') }],
      [{ ...called, id: 'call_0_0', state }],
    ],
    [
      'rides on that call, wherever it stands',
      [thought('', sealState(state, 'a')), call, { functionCall: { name: 'f', id: 'b' } }],
      [
        { ...called, state },
        { ...called, id: 'b' },
      ],
    ],
  ])('%s', (_, parts, expected) => {
    expect(withoutPaths(partsOf(...parts))).toEqual(expected);
  });

  test('closes thoughts over the contents of one turn', () => {
    const [turn] = contents(model(thought('H')), model(thought('m')), model(thought('', sealed)), model({ text: 'A' }));
    expect(withoutPaths(turn?.parts)).toEqual([
      { type: 'reasoning', text: 'Hm', state },
      { type: 'text', text: 'A' },
    ]);
  });
});

describe('ids of calls', () => {
  const call = (name: string, id?: string) => ({ functionCall: { name, args: {}, ...(id && { id }) } });
  const response = (name: string, id?: string) => ({ functionResponse: { name, response: {}, ...(id && { id }) } });
  const idsIn = (...turns: JsonObject[]) =>
    contents(...turns).flatMap(({ parts }) =>
      parts.flatMap((part: Message['parts'][number]) =>
        part.type === 'tool-call' ? part.id : part.type === 'tool-result' ? `→${part.toolCallId}` : [],
      ),
    );

  test.each<[string, JsonObject[], string[]]>([
    [
      'that are told are kept, in whatever order they are answered',
      [model(call('f', 'a'), call('f', 'b')), user(response('f', 'b'), response('f', 'a'))],
      ['a', 'b', '→b', '→a'],
    ],
    [
      'that are not told are made, and responses answer by name and order',
      [model(call('f'), call('g'), call('f')), user(response('g'), response('f'), response('f'))],
      ['call_0_0', 'call_0_1', 'call_0_2', '→call_0_1', '→call_0_0', '→call_0_2'],
    ],
    [
      'that the client left out of its responses are those of the calls',
      [model(call('f', 'a'), call('f', 'b')), user(response('f'), response('f'))],
      ['a', 'b', '→a', '→b'],
    ],
    [
      'are those of the latest turn',
      [model(call('f')), user({ text: 'Never mind' }), model(call('f')), user(response('f'))],
      ['call_0_0', 'call_2_0', '→call_2_0'],
    ],
    [
      'are those of all contents of a turn',
      [model(call('f')), model(call('g')), user(response('f')), user(response('g'))],
      ['call_0_0', 'call_1_0', '→call_0_0', '→call_1_0'],
    ],
    [
      'answered once are not answered again',
      [model(call('f', 'a'), call('f')), user(response('f', 'a'), response('f'))],
      ['a', 'call_0_1', '→a', '→call_0_1'],
    ],
    ['of a response to no call are its own', [user(response('f'))], ['→call_0_0']],
  ])('%s', (_, turns, ids) => {
    expect(idsIn(...turns)).toEqual(ids);
  });
});

function bytes(mediaType: string) {
  return { kind: 'base64', mediaType, data: 'AA==' };
}

function withoutPaths(parts: readonly { readonly path: string }[] | undefined) {
  return parts?.map(({ path: _path, ...part }) => part);
}

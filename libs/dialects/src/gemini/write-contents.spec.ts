import { describe, expect, test } from 'vitest';
import { type AssistantPart, type DialectId, type Message, type ReasoningState } from '../call';
import { exampleMessage, written } from './example-call';

const text = (value: string, path = 'messages[1].content') => ({ type: 'text' as const, text: value, path });
const assistant = (...parts: AssistantPart[]): Message => ({ role: 'assistant', path: 'messages[1]', parts });
const own: ReasoningState = { dialect: 'gemini', kind: 'signature', data: 'c2lnbmF0dXJl+/==' };
const foreign: ReasoningState = { dialect: 'anthropic-messages', kind: 'signature', data: 'x' };

function contents(messages: Message[], model = 'gemini-2.5-flash', reasoning?: boolean) {
  const { body, receipt } = written({ messages }, { model, reasoning });
  return { turns: body.contents, instructions: body.systemInstruction?.parts, receipt };
}

describe('the conversation written for Gemini', () => {
  test.each(['system', 'developer'] as const)('a %s message at the start is an instruction', (role) => {
    const { turns, instructions, receipt } = contents([
      { role, path: 'messages[0]', parts: [text('A'), text('B')] },
      exampleMessage,
    ]);
    expect(instructions).toEqual([{ text: 'A' }, { text: 'B' }]);
    expect(turns).toEqual([{ role: 'user', parts: [{ text: 'Hi' }] }]);
    expect(receipt).toEqual([]);
  });

  test('an instruction in the middle moves to the start, and the receipt says so', () => {
    const { turns, instructions, receipt } = contents([
      exampleMessage,
      { role: 'system', path: 'messages[1]', parts: [text('A')] },
    ]);
    expect(instructions).toEqual([{ text: 'A' }]);
    expect(turns).toHaveLength(1);
    expect(receipt).toMatchObject([{ path: 'messages[1]', outcome: 'approximated' }]);
  });

  test('instructions alone go with an empty prompt', () => {
    expect(contents([{ role: 'system', path: 'messages[0]', parts: [text('A')] }]).turns).toEqual([
      { role: 'user', parts: [{ text: '' }] },
    ]);
  });

  test('turns alternate: messages of one role in a row are one turn', () => {
    const { turns } = contents([
      exampleMessage,
      exampleMessage,
      assistant(text('A')),
      assistant(text('B')),
      exampleMessage,
    ]);
    expect(turns).toEqual([
      { role: 'user', parts: [{ text: 'Hi' }, { text: 'Hi' }] },
      { role: 'model', parts: [{ text: 'A' }, { text: 'B' }] },
      { role: 'user', parts: [{ text: 'Hi' }] },
    ]);
  });

  test('an empty text is no part, and goes without a word', () => {
    expect(contents([exampleMessage, assistant(text(''), text('A')), assistant(text(''))])).toEqual({
      turns: [
        { role: 'user', parts: [{ text: 'Hi' }] },
        { role: 'model', parts: [{ text: 'A' }] },
      ],
      receipt: [],
    });
  });

  test('a message without parts is no turn', () => {
    expect(contents([exampleMessage, assistant(), exampleMessage]).turns).toHaveLength(1);
  });

  test.each(['user', 'assistant'] as const)('the name of a %s is dropped, and the receipt says so', (role) => {
    const { receipt } = contents([{ role, name: 'Ada', path: 'messages[0]', parts: [text('A')] }]);
    expect(receipt).toMatchObject([{ path: 'messages[0].name', outcome: 'dropped' }]);
  });

  test('a refusal goes as text, and the receipt says so', () => {
    const { turns, receipt } = contents([assistant({ type: 'refusal', text: 'No', path: 'messages[1].refusal' })]);
    expect(turns).toEqual([{ role: 'model', parts: [{ text: 'No' }] }]);
    expect(receipt).toMatchObject([{ path: 'messages[1].refusal', outcome: 'approximated' }]);
  });

  test('a tool result is the user’s turn, by the name of its call, together with what the user says next', () => {
    const { turns, receipt } = contents([
      exampleMessage,
      assistant({ type: 'tool-call', id: 'c1', name: 'f', argumentsText: '{}', path: '' }),
      {
        role: 'tool',
        path: 'messages[2]',
        parts: [{ type: 'tool-result', toolCallId: 'c1', content: [text('{"a":1}')], path: '' }],
      },
      exampleMessage,
    ]);
    expect(turns.slice(1)).toEqual([
      { role: 'model', parts: [{ functionCall: { id: 'c1', name: 'f', args: {} } }] },
      { role: 'user', parts: [{ functionResponse: { id: 'c1', name: 'f', response: { a: 1 } } }, { text: 'Hi' }] },
    ]);
    expect(receipt).toEqual([]);
  });

  test('only the first call of a turn needs a signature', () => {
    const call = (id: string): AssistantPart => ({ type: 'tool-call', id, name: 'f', argumentsText: '', path: id });
    const result: Message = {
      role: 'tool',
      path: '',
      parts: [{ type: 'tool-result', toolCallId: 'a', content: [text('x')], path: '' }],
    };
    const { turns, receipt } = contents(
      [exampleMessage, assistant(text('T'), call('a'), call('b')), result, assistant(call('c'))],
      'gemini-3-flash-preview',
    );
    const signed = turns
      .flatMap(({ parts }) => parts ?? [])
      .filter(({ thoughtSignature }) => thoughtSignature !== undefined);
    expect(signed.map(({ functionCall }) => functionCall?.id)).toEqual(['a', 'c']);
    expect(receipt.map(({ path }) => path)).toEqual(['a', 'c']);
  });
});

describe('what only one dialect has', () => {
  const native = (dialect: DialectId, words?: string): AssistantPart => ({
    type: 'native',
    path: 'n',
    dialect,
    value: { a: 1 },
    ...(words !== undefined && { text: words }),
  });

  test.each<[string, AssistantPart, object[], string[]]>([
    ['goes back as it came where it is Gemini’s', native('gemini', 'A'), [{ a: 1 }], []],
    ['goes as text where it has some', native('anthropic-messages', 'A'), [{ text: 'A' }], ['approximated']],
    ['is dropped where it has none', native('openai-responses'), [], ['dropped']],
  ])('%s', (_, part, parts, outcomes) => {
    const { turns, receipt } = contents([assistant(text('T'), part)]);
    expect(turns[0]?.parts).toEqual([{ text: 'T' }, ...parts]);
    expect(receipt.map(({ path, outcome }) => [path, outcome])).toEqual(outcomes.map((outcome) => ['n', outcome]));
  });

  test('is dropped or said of a user and of a result too', () => {
    const result: Message = {
      role: 'tool',
      path: 'm',
      parts: [
        {
          type: 'tool-result',
          toolCallId: 'c',
          path: 'r',
          content: [text('x'), { type: 'native', path: 'n', dialect: 'anthropic-messages', value: {}, text: 'y' }],
        },
      ],
    };
    const { turns, receipt } = contents([
      { role: 'user', path: 'u', parts: [{ type: 'native', path: 'v', dialect: 'openai-chat', value: {}, text: 'A' }] },
      result,
    ]);
    expect(turns).toEqual([
      {
        role: 'user',
        parts: [{ text: 'A' }, { functionResponse: { id: 'c', name: 'c', response: { output: 'x\ny' } } }],
      },
    ]);
    expect(receipt.map(({ path }) => path)).toEqual(['v', 'r', 'n']);
  });

  test('are the sources of a text, which the receipt names', () => {
    const { turns, receipt } = contents([assistant({ ...text('A'), citations: [{ url: 'https://example.com' }] })]);
    expect(turns[0]?.parts).toEqual([{ text: 'A' }]);
    expect(receipt).toMatchObject([{ path: 'messages[1].content.citations', outcome: 'dropped' }]);
  });
});

describe('reasoning sent back to Gemini', () => {
  const reasoning = (part: { text?: string; state?: ReasoningState }): AssistantPart => ({
    type: 'reasoning',
    path: 'r',
    ...part,
  });
  const thought = { text: 'Hm', thought: true };
  const signed = { text: '', thoughtSignature: own.data };
  const call: AssistantPart = { type: 'tool-call', id: 'c', name: 'f', argumentsText: '', path: '' };

  test.each([
    ['its text is a thought', [reasoning({ text: 'Hm' }), text('A')], [thought, { text: 'A' }]],
    [
      'its signature signs the text behind it',
      [reasoning({ text: 'Hm', state: own }), text('A'), text('B')],
      [thought, { text: 'A', thoughtSignature: own.data }, { text: 'B' }],
    ],
    [
      'a signature without text signs too',
      [reasoning({ state: own }), text('A')],
      [{ text: 'A', thoughtSignature: own.data }],
    ],
    ['a signature at the end stands alone', [text('A'), reasoning({ state: own })], [{ text: 'A' }, signed]],
    [
      'a signature before a call stands alone',
      [reasoning({ state: own }), call],
      [signed, { functionCall: { id: 'c', name: 'f', args: {} } }],
    ],
    [
      'a signature without text signs the thought behind it',
      [reasoning({ state: own }), reasoning({ text: 'Hm' })],
      [{ ...thought, thoughtSignature: own.data }],
    ],
    [
      'a signature signs the picture behind it',
      [
        reasoning({ state: own }),
        { type: 'image', path: 'i', source: { kind: 'base64', mediaType: 'image/png', data: 'AA==' } },
      ],
      [{ inlineData: { mimeType: 'image/png', data: 'AA==' }, thoughtSignature: own.data }],
    ],
    ['no signature overwrites another', [reasoning({ state: own }), reasoning({ state: own })], [signed, signed]],
  ] satisfies [string, AssistantPart[], object[]][])('%s', (_, parts, expected) => {
    expect(contents([assistant(...parts)])).toEqual({ turns: [{ role: 'model', parts: expected }], receipt: [] });
  });

  test('another vendor’s state stays behind; its text goes', () => {
    const { turns, receipt } = contents([assistant(reasoning({ text: 'Hm', state: foreign }))]);
    expect(turns[0]?.parts).toEqual([thought]);
    expect(receipt).toMatchObject([{ path: 'r', outcome: 'approximated' }]);
  });

  test('another vendor’s state alone is dropped', () => {
    const { receipt } = contents([assistant(reasoning({ state: foreign }), text('A'))]);
    expect(receipt).toMatchObject([{ path: 'r', outcome: 'dropped' }]);
  });

  test.each([
    ['gemini-2.5-flash-preview-tts', false],
    ['gemini-2.0-flash', undefined],
  ])('%s does not reason, so it gets none', (model, reasons) => {
    const { turns, receipt } = contents([assistant(reasoning({ text: 'Hm', state: own }), text('A'))], model, reasons);
    expect(turns).toEqual([{ role: 'model', parts: [{ text: 'A' }] }]);
    expect(receipt).toMatchObject([{ path: 'r', outcome: 'dropped' }]);
  });
});

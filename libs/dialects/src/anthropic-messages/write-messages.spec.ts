import { describe, expect, test } from 'vitest';
import { type AssistantPart, type Message, type TextPart, type UserPart } from '../call';
import { EFFORT_MODEL, write } from './spec-support';

const textPart = (text: string): TextPart => ({ type: 'text', path: `text ${text}`, text });
const system = (...texts: string[]): Message => ({
  role: 'system',
  path: `system ${texts[0]}`,
  parts: texts.map(textPart),
});
const user = (...parts: (UserPart | string)[]): Message => ({
  role: 'user',
  path: 'user',
  parts: parts.map((part) => (typeof part === 'string' ? textPart(part) : part)),
});
const assistant = (...parts: (AssistantPart | string)[]): Message => ({
  role: 'assistant',
  path: 'assistant',
  parts: parts.map((part) => (typeof part === 'string' ? textPart(part) : part)),
});
const call = (id: string, argumentsText = '{}'): AssistantPart => ({
  type: 'tool-call',
  path: `call ${id}`,
  id,
  name: 'f',
  argumentsText,
});
const result = (...ids: string[]): Message => ({
  role: 'tool',
  path: 'tool',
  parts: ids.map((id) => ({ type: 'tool-result', path: id, toolCallId: id, content: [textPart(`result ${id}`)] })),
});

const text = (words: string) => ({ type: 'text', text: words });
const toolUse = (id: string) => ({ type: 'tool_use', id, name: 'f', input: {} });
const toolResult = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: [text(`result ${id}`)] });

/** Writes the conversation and gives the parts of the body that hold it. */
function conversation(messages: Message[], model?: string) {
  const { body, receipt } = write({ messages }, model === undefined ? {} : { model });
  return { system: body['system'], messages: body['messages'], receipt };
}

describe('instructions', () => {
  test('before the conversation go to the top, block by block', () => {
    const developer: Message = { role: 'developer', path: 'developer', parts: [textPart('c')] };
    expect(conversation([system('a', 'b'), developer, user('Hi')])).toEqual({
      system: [text('a'), text('b'), text('c')],
      messages: [{ role: 'user', content: [text('Hi')] }],
      receipt: [],
    });
  });

  test('that are absent or empty leave nothing', () => {
    expect(conversation([user('Hi')]).system).toBeUndefined();
    expect(conversation([system(''), user('Hi')]).system).toBeUndefined();
  });

  test.each([undefined, EFFORT_MODEL])('alone are answered as what the last of them says (%s)', (model) => {
    const written = conversation([system('a'), system('b')], model);
    expect(written.system).toEqual([text('a')]);
    expect(written.messages).toEqual([{ role: 'user', content: [text('<system>\nb\n</system>')] }]);
    expect(written.receipt).toMatchObject([{ path: 'system b', outcome: 'approximated' }]);
  });

  test("inside the conversation are marked in the user's turn where the model takes no system turn", () => {
    const written = conversation([user('1'), assistant('2'), user('3'), system('s'), user('4')]);
    expect(written.messages).toEqual([
      { role: 'user', content: [text('1')] },
      { role: 'assistant', content: [text('2')] },
      { role: 'user', content: [text('3'), text('<system>\ns\n</system>'), text('4')] },
    ]);
    expect(written.receipt).toMatchObject([{ path: 'system s', outcome: 'approximated' }]);
  });

  test.each([
    ['at the end', [user('1'), system('s'), system('t')], []],
    [
      'before an answer',
      [user('1'), system('s'), system('t'), assistant('2')],
      [{ role: 'assistant', content: [text('2')] }],
    ],
  ])('inside the conversation are a system turn where the model takes one: %s', (_where, messages, rest) => {
    expect(conversation(messages, EFFORT_MODEL)).toEqual({
      system: undefined,
      messages: [{ role: 'user', content: [text('1')] }, { role: 'system', content: [text('s'), text('t')] }, ...rest],
      receipt: [],
    });
  });

  test("wait for the end of the user's turn, and the receipt says so", () => {
    const written = conversation([user('1'), system('s'), user('2'), assistant('3')], EFFORT_MODEL);
    expect(written.messages).toEqual([
      { role: 'user', content: [text('1'), text('2')] },
      { role: 'system', content: [text('s')] },
      { role: 'assistant', content: [text('3')] },
    ]);
    expect(written.receipt).toMatchObject([{ path: 'system s', outcome: 'approximated' }]);
  });

  test("after an answer are marked in a user's turn: no system turn can stand there", () => {
    const written = conversation([user('1'), assistant('2'), system('s')], EFFORT_MODEL);
    expect(written.messages).toEqual([
      { role: 'user', content: [text('1')] },
      { role: 'assistant', content: [text('2')] },
      { role: 'user', content: [text('<system>\ns\n</system>')] },
    ]);
    expect(written.receipt).toMatchObject([{ path: 'system s', outcome: 'approximated' }]);
  });

  test("of the developer's kind are the same inside the conversation", () => {
    const developer: Message = { role: 'developer', path: 'developer', parts: [textPart('d')] };
    expect(conversation([user('1'), developer], EFFORT_MODEL).messages).toEqual([
      { role: 'user', content: [text('1')] },
      { role: 'system', content: [text('d')] },
    ]);
  });

  test('that are empty leave no turn', () => {
    expect(conversation([user('1'), system('')], EFFORT_MODEL).messages).toHaveLength(1);
  });
});

describe('turns', () => {
  test('of one role in a row become one', () => {
    expect(conversation([user('1'), user('2'), assistant('3'), assistant('4')]).messages).toEqual([
      { role: 'user', content: [text('1'), text('2')] },
      { role: 'assistant', content: [text('3'), text('4')] },
    ]);
  });

  test('without content are left out, and their neighbours meet', () => {
    expect(conversation([user('1'), assistant(''), user('2')]).messages).toEqual([
      { role: 'user', content: [text('1'), text('2')] },
    ]);
  });

  test('that never had content are no turns', () => {
    expect(conversation([user(''), assistant('')]).messages).toEqual([]);
  });

  test('of parallel tools hold all results, before anything the user adds', () => {
    const written = conversation([user('1'), assistant(call('a'), call('b')), result('a'), result('b'), user('2')]);
    expect(written.messages).toEqual([
      { role: 'user', content: [text('1')] },
      { role: 'assistant', content: [toolUse('a'), toolUse('b')] },
      { role: 'user', content: [toolResult('a'), toolResult('b'), text('2')] },
    ]);
    expect(written.receipt).toEqual([]);
  });

  test('take results to their head that come late', () => {
    const written = conversation([assistant(call('a'), call('b')), result('a'), user('2'), result('b')]);
    expect(written.messages).toEqual([
      { role: 'assistant', content: [toolUse('a'), toolUse('b')] },
      { role: 'user', content: [toolResult('a'), toolResult('b'), text('2')] },
    ]);
  });

  test('take results to their head before anything else', () => {
    expect(conversation([user('1'), result('a')]).messages).toEqual([
      { role: 'user', content: [toolResult('a'), text('1')] },
    ]);
  });

  test('lose the names of participants', () => {
    const named: Message[] = [
      { ...user('1'), role: 'user', name: 'ann', path: 'messages[0]', parts: [textPart('1')] },
      { role: 'assistant', name: 'bot', path: 'messages[1]', parts: [textPart('2')] },
    ];
    expect(conversation(named).receipt).toMatchObject([
      { path: 'messages[0].name', outcome: 'dropped' },
      { path: 'messages[1].name', outcome: 'dropped' },
    ]);
  });

  test('carry the mark of a whole message on its last block', () => {
    const marked = (message: Message): Message => ({ ...message, cacheControl: { ttl: '1h' } });
    const cache_control = { type: 'ephemeral', ttl: '1h' };
    const written = conversation([
      marked(system('s', 't')),
      marked(user('1', '2')),
      marked(assistant('3', call('a'))),
      marked(result('a')),
    ]);
    expect(written.system).toEqual([text('s'), { ...text('t'), cache_control }]);
    expect(written.messages).toEqual([
      { role: 'user', content: [text('1'), { ...text('2'), cache_control }] },
      { role: 'assistant', content: [text('3'), { ...toolUse('a'), cache_control }] },
      { role: 'user', content: [{ ...toolResult('a'), cache_control }] },
    ]);
  });

  test('keep the marks of instructions that are folded into them', () => {
    const part: TextPart = { ...textPart('s'), cacheControl: {} };
    const written = conversation([user('1'), { role: 'system', path: 'system', parts: [part] }]);
    expect(written.messages).toEqual([
      {
        role: 'user',
        content: [text('1'), { ...text('<system>\ns\n</system>'), cache_control: { type: 'ephemeral' } }],
      },
    ]);
  });
});

describe("the model's own media", () => {
  const image: AssistantPart = { type: 'image', path: 'image', source: { kind: 'url', url: 'https://x' } };
  const shown = { type: 'image', source: { type: 'url', url: 'https://x' } };

  test.each<[string, Message[], object[]]>([
    [
      "lead the user's next turn",
      [user('1'), assistant('2', image), user('3')],
      [
        { role: 'user', content: [text('1')] },
        { role: 'assistant', content: [text('2')] },
        { role: 'user', content: [shown, text('3')] },
      ],
    ],
    [
      'follow the results of its calls',
      [assistant(image, call('a')), result('a')],
      [
        { role: 'assistant', content: [toolUse('a')] },
        { role: 'user', content: [toolResult('a'), shown] },
      ],
    ],
    [
      'are shown at the end of the conversation',
      [assistant('2', image)],
      [
        { role: 'assistant', content: [text('2')] },
        { role: 'user', content: [shown] },
      ],
    ],
  ])('%s', (_how, messages, turns) => {
    const written = conversation(messages);
    expect(written.messages).toEqual(turns);
    expect(written.receipt).toMatchObject([{ path: 'image', outcome: 'approximated' }]);
  });

  test('that Anthropic cannot take are dropped once', () => {
    const audio: AssistantPart = { type: 'audio', path: 'a', source: { kind: 'url', url: 'https://x' } };
    const file: AssistantPart = { type: 'file', path: 'f', source: { kind: 'file-id', id: 'x' } };
    expect(conversation([user('1'), assistant('2', audio, file)]).receipt).toMatchObject([
      { path: 'a', outcome: 'dropped' },
      { path: 'f', outcome: 'dropped' },
    ]);
  });
});

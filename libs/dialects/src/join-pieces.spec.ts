import { describe, expect, it } from 'vitest';
import { type AssistantPart, type Call, type DialectId } from './call';
import { joinPieces } from './join-pieces';

const text = (said: string, path = 'contents[1].parts[0]'): AssistantPart => ({ type: 'text', path, text: said });
const thought = (said: string): AssistantPart => ({ type: 'reasoning', path: 'contents[1].parts[0]', text: said });
const proof: AssistantPart = {
  type: 'reasoning',
  path: 'contents[1].parts[0]',
  state: { dialect: 'gemini', kind: 'signature', data: 'c2ln' },
};
const call: AssistantPart = {
  type: 'tool-call',
  path: 'contents[1].parts[0]',
  id: 'a',
  name: 'f',
  argumentsText: '{}',
};

function joined(parts: readonly AssistantPart[], dialect: DialectId = 'gemini'): readonly AssistantPart[] {
  const given: Call = {
    dialect,
    model: 'm',
    stream: false,
    messages: [{ role: 'assistant', path: 'contents[1]', parts }],
    tools: [],
    settings: {},
    settingPaths: {},
    extras: [],
  };
  const [message] = joinPieces(given).messages;
  return message?.role === 'assistant' ? message.parts : [];
}

describe('the pieces of a streamed reply', () => {
  it.each([
    ['of text are one text', [text('Hel'), text('lo'), text('')], [text('Hello')]],
    ['of a thought are one thought', [thought('Hm'), thought('m. ')], [thought('Hmm. ')]],
    ['of both stay apart', [thought('a'), thought('b'), text('c'), text('d')], [thought('ab'), text('cd')]],
    ['that are empty say nothing', [call, text('')], [call]],
    ['on two sides of a call stay there', [text('a'), call, text('b')], [text('a'), call, text('b')]],
    ['on two sides of a proof stay there', [text('a'), proof, text('b')], [text('a'), proof, text('b')]],
  ])('%s', (_promise, parts, expected) => {
    expect(joined(parts)).toEqual(expected);
  });

  it('keep the place of the first', () => {
    expect(joined([text('a', 'contents[1].parts[0]'), text('b', 'contents[2].parts[0]')])).toEqual([
      text('ab', 'contents[1].parts[0]'),
    ]);
  });

  it('are joined for clients of Gemini alone: with others each text is a block', () => {
    const blocks = [text('a'), text('b')];
    expect(joined(blocks, 'anthropic-messages')).toEqual(blocks);
  });

  it('with sources stay as they are', () => {
    const cited: AssistantPart = { type: 'text', path: 'p', text: 'a', citations: [{ url: 'https://example.com' }] };
    expect(joined([cited, text('b')])).toEqual([cited, text('b')]);
  });
});

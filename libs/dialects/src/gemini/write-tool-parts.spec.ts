import { describe, expect, test } from 'vitest';
import { type ToolCallPart, type ToolResultPart } from '../call';
import { exampleDraft } from './example-call';
import { writeToolCall, writeToolResult } from './write-tool-parts';

const OLD = 'gemini-2.5-flash';
const NEW = 'gemini-3-pro-preview';
const toolCall: ToolCallPart = { type: 'tool-call', id: 'c1', name: 'f', argumentsText: '{"a":1}', path: 'p' };
const functionCall = { id: 'c1', name: 'f', args: { a: 1 } };

function call(part: Partial<ToolCallPart>, model = OLD, first = true) {
  const draft = exampleDraft(model);
  return { part: writeToolCall({ ...toolCall, ...part }, first, draft), receipt: draft.book.lines };
}

describe('a tool call sent back to Gemini', () => {
  test('carries id, name and arguments', () => {
    expect(call({})).toEqual({ part: { functionCall }, receipt: [] });
  });

  test.each([OLD, NEW])('carries its own signature byte for byte to %s', (model) => {
    const state = { dialect: 'gemini', kind: 'signature', data: 'A+/b==\n' } as const;
    expect(call({ state }, model)).toEqual({ part: { functionCall, thoughtSignature: 'A+/b==\n' }, receipt: [] });
  });

  test.each([
    ['of another model', undefined],
    ['with a foreign state', { dialect: 'anthropic-messages', kind: 'signature', data: 'x' } as const],
  ])('%s gets the value that skips the check of Gemini 3', (_, state) => {
    expect(call({ state }, NEW)).toEqual({
      part: { functionCall, thoughtSignature: 'skip_thought_signature_validator' },
      receipt: [{ path: 'p', outcome: 'approximated', why: expect.any(String) as string }],
    });
  });

  test('needs no stand-in where it is not the first of its turn', () => {
    expect(call({}, NEW, false)).toEqual({ part: { functionCall }, receipt: [] });
  });

  test('leaves a foreign state behind, and the receipt says so', () => {
    const { part, receipt } = call({ state: { dialect: 'openai-chat', kind: 'encrypted', data: 'x' } });
    expect(part).toEqual({ functionCall });
    expect(receipt).toMatchObject([{ path: 'p', outcome: 'approximated' }]);
  });

  test.each([
    ['', {}, 0],
    [' \n', {}, 0],
    ['{"a', { arguments: '{"a' }, 1],
    ['[1]', { arguments: '[1]' }, 1],
    ['{"id":"12345678901234567890","n":9007199254740991}', { id: '12345678901234567890', n: 9007199254740991 }, 0],
    ['{"n":9007199254740993}', { n: Number('9007199254740993') }, 1],
  ])('arguments %j are written as %j', (argumentsText, args, lines) => {
    const { part, receipt } = call({ argumentsText });
    expect(part.functionCall?.args).toEqual(args);
    expect(receipt).toHaveLength(lines);
    expect(receipt.every(({ path, outcome }) => path === 'p' && outcome === 'approximated')).toBe(true);
  });
});

const names = new Map([['c1', 'f']]);
const text = (value: string) => ({ type: 'text' as const, text: value, path: 't' });
const image = {
  type: 'image' as const,
  path: 'i',
  source: { kind: 'base64' as const, mediaType: 'image/png', data: 'AA==' },
};
const inlineData = { mimeType: 'image/png', data: 'AA==' };

function result(part: Partial<ToolResultPart>, model = OLD) {
  const draft = exampleDraft(model);
  const whole: ToolResultPart = { type: 'tool-result', toolCallId: 'c1', content: [], path: 'p', ...part };
  return { parts: writeToolResult(whole, names, draft), receipt: draft.book.lines };
}

describe('a tool result sent to Gemini', () => {
  test.each([
    ['{"a":{"b":1}}', { a: { b: 1 } }],
    ['sunny', { output: 'sunny' }],
    ['[1]', { output: '[1]' }],
    ['null', { output: 'null' }],
    ['', { output: '' }],
    ['{"n":9007199254740993}', { output: '{"n":9007199254740993}' }],
  ])('%j is the response %j', (content, response) => {
    expect(result({ content: [text(content)] })).toEqual({
      parts: [{ functionResponse: { id: 'c1', name: 'f', response } }],
      receipt: [],
    });
  });

  test('several texts are one', () => {
    expect(result({ content: [text('a'), text('b')] }).parts[0]?.functionResponse?.response).toEqual({
      output: 'a\nb',
    });
  });

  test('an error is an error, whatever it says', () => {
    expect(result({ content: [text('{"a":1}')], isError: true }).parts[0]?.functionResponse?.response).toEqual({
      error: '{"a":1}',
    });
  });

  test('goes by its id where no call is known, and the receipt says so', () => {
    const { parts, receipt } = result({ toolCallId: 'c2' });
    expect(parts[0]?.functionResponse).toMatchObject({ id: 'c2', name: 'c2' });
    expect(receipt).toMatchObject([{ path: 'p', outcome: 'approximated' }]);
  });

  test('holds its media from Gemini 3 on', () => {
    const { parts, receipt } = result({ content: [text('x'), image] }, NEW);
    expect(parts).toEqual([
      { functionResponse: { id: 'c1', name: 'f', response: { output: 'x' }, parts: [{ inlineData }] } },
    ]);
    expect(receipt).toEqual([]);
  });

  test('has its media beside it before Gemini 3, and the receipt says so', () => {
    const { parts, receipt } = result({ content: [image] });
    expect(parts).toEqual([{ functionResponse: { id: 'c1', name: 'f', response: { output: '' } } }, { inlineData }]);
    expect(receipt).toMatchObject([{ path: 'p', outcome: 'approximated' }]);
  });

  test('leaves media out that Gemini cannot take, by their own path', () => {
    const { parts, receipt } = result({ content: [{ ...image, source: { kind: 'file-id', id: 'file-1' } }] });
    expect(parts).toHaveLength(1);
    expect(receipt).toMatchObject([{ path: 'i', outcome: 'dropped' }]);
  });
});

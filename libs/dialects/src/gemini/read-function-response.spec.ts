import { describe, expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { read } from './example-call';

const path = 'contents[0].parts[0]';

describe('what a function returned, read from a client of Gemini', () => {
  const resultOf = (functionResponse: JsonObject) =>
    read({ contents: [{ parts: [{ functionResponse: { name: 'f', id: 'a', ...functionResponse } }] }] }).messages[0];

  test.each<[JsonObject, string, boolean]>([
    [{ output: 'sunny' }, 'sunny', false],
    [{ output: '' }, '', false],
    [{ output: '[1]' }, '[1]', false],
    [{ output: '{"a":1}' }, '{"output":"{\\"a\\":1}"}', false],
    [{ output: ['a'] }, '{"output":["a"]}', false],
    [{ output: 'sunny', more: 1 }, '{"output":"sunny","more":1}', false],
    [{ result: 'sunny' }, '{"result":"sunny"}', false],
    [{}, '{}', false],
    [{ error: 'No' }, 'No', true],
    [{ error: { code: 1 } }, '{"error":{"code":1}}', true],
    [{ error: null, result: 1 }, '{"error":null,"result":1}', false],
  ])('%j is the text %j', (response, text, isError) => {
    expect(resultOf({ response })).toEqual({
      role: 'tool',
      path: 'contents[0]',
      parts: [
        {
          type: 'tool-result',
          path: `${path}.functionResponse`,
          toolCallId: 'a',
          content: [{ type: 'text', path: `${path}.functionResponse.response`, text }],
          ...(isError && { isError }),
        },
      ],
    });
  });

  test('has media behind its text, by either of their names', () => {
    const parts = [
      { inline_data: { mime_type: 'image/png', data: 'AA==' } },
      { fileData: { fileUri: 'gs://a' } },
      { other: 1 },
    ];
    expect(resultOf({ parts })?.parts).toMatchObject([
      {
        content: [
          { type: 'image', path: `${path}.functionResponse.parts[0]`, source: { kind: 'base64', data: 'AA==' } },
          { type: 'file', path: `${path}.functionResponse.parts[1]`, source: { kind: 'url', url: 'gs://a' } },
          { type: 'native', path: `${path}.functionResponse.parts[2]`, value: { other: 1 } },
        ],
      },
    ]);
  });
});

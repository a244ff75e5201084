import { describe, expect, test } from 'vitest';
import { type Call } from '../call';
import { ReceiptBook } from '../receipt';
import { exampleCall, exampleMessage, written } from './example-call';
import { gemini } from './gemini';

describe('a request written for Gemini', () => {
  test('holds nothing that the client did not ask for', () => {
    expect(written({})).toEqual({ body: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] }, receipt: [] });
  });

  test('brings messages, tools and settings together', () => {
    const { body } = written({
      messages: [
        { role: 'system', path: 'messages[0]', parts: [{ type: 'text', text: 'Be kind', path: '' }] },
        exampleMessage,
      ],
      tools: [{ type: 'function', name: 'f', path: 'tools[0]' }],
      settings: { temperature: 0, toolChoice: { kind: 'auto' } },
    });
    expect(Object.keys(body).sort()).toEqual([
      'contents',
      'generationConfig',
      'systemInstruction',
      'toolConfig',
      'tools',
    ]);
  });

  test('drops what only the client’s own dialect knows, and says so', () => {
    const extras = [{ path: 'modalities', value: ['text'] }];
    const tools = [
      { type: 'native', dialect: 'openai-chat', name: 'custom', path: 'tools[0]', value: { type: 'custom' } } as const,
    ];
    expect(written({ extras, tools })).toEqual({
      body: { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] },
      receipt: [
        { path: 'modalities', outcome: 'dropped', why: expect.any(String) as string },
        { path: 'tools[0]', outcome: 'dropped', why: expect.stringContaining('custom') as string },
      ],
    });
  });

  test('says of each mark up to where the prompt is to be cached that Gemini chooses itself', () => {
    const cacheControl = { ttl: '1h' } as const;
    const marked: Partial<Call> = {
      tools: [{ type: 'function', name: 'f', path: 'tools[0]', cacheControl }],
      messages: [
        { role: 'user', path: 'm', cacheControl, parts: [{ type: 'text', text: 'Hi', path: 'm.p', cacheControl }] },
        {
          role: 'tool',
          path: 'n',
          parts: [
            {
              type: 'tool-result',
              toolCallId: 'c',
              path: 'n.p',
              content: [{ type: 'text', text: 'x', path: 'n.c', cacheControl }],
            },
          ],
        },
      ],
    };
    const outcomes = (model: string) =>
      written(marked, { model }).receipt.flatMap(({ path, outcome, why }) =>
        /cache/.test(why ?? '') ? [[path, outcome]] : [],
      );
    expect(outcomes('gemini-2.5-flash')).toEqual(['tools[0]', 'm', 'm.p', 'n.c'].map((path) => [path, 'approximated']));
    expect(outcomes('gemini-2.0-flash')).toEqual(['tools[0]', 'm', 'm.p', 'n.c'].map((path) => [path, 'dropped']));
  });

  test('is what the dialect writes', () => {
    expect(gemini.id).toBe('gemini');
    expect(gemini.writeRequest(exampleCall(), { model: 'gemini-2.5-flash' }, new ReceiptBook()).body).toEqual(
      written({}).body,
    );
  });
});

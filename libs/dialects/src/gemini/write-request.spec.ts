import { describe, expect, test } from 'vitest';
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
      tools: [{ name: 'f', path: 'tools[0]' }],
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

  test('drops what the vocabulary has no word for, and says so', () => {
    expect(written({ unknownPaths: ['modalities'] }).receipt).toEqual([
      { path: 'modalities', outcome: 'dropped', why: expect.any(String) as string },
    ]);
  });

  test('is what the dialect writes', () => {
    expect(gemini.id).toBe('gemini');
    expect(gemini.writeRequest(exampleCall(), { model: 'gemini-2.5-flash' })).toEqual(written({}));
  });
});

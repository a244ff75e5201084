import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { cutText } from './cut-text';
import { encodingOf } from './encodings';
import { Tokenizer } from './tokenizer';

const SAMPLES = {
  prose: 'The quick brown fox jumps over the lazy dog. Ünïcödé — “quoted”.\n'.repeat(400),
  code: 'export function f(x: number): number {\n    return x + 1; // one more\n}\n\n'.repeat(400),
  json: JSON.stringify(Array.from({ length: 500 }, (_, id) => ({ id, name: `item ${id}`, price: id * 1.5 }))),
  base64: Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * at * 31) % 251)).toString('base64'),
};

describe('Tokenizer', () => {
  it.each(Object.entries(SAMPLES))(
    'counts %s in pieces as it would whole, within a thousandth',
    async (_name, text) => {
      const whole = countTokens(text);
      const counted = await new Tokenizer().count([text], 'o200k_base');
      expect(Math.abs(counted - whole) / whole).toBeLessThan(0.001);
    },
  );

  it.each([
    ['nothing', [], 0],
    ['an empty text', [''], 0],
    ['several texts', ['Hello, world!', 'Hello, world!'], 8],
    ['what looks like a special token', ['<|endoftext|>'], 7],
  ])('counts %s', async (_name, texts, tokens) => {
    expect(await new Tokenizer().count(texts, 'o200k_base')).toBe(tokens);
  });

  it('counts with the older encoding where a model has that', async () => {
    expect(await new Tokenizer().count(['今天天气真好'], 'cl100k_base')).not.toBe(
      await new Tokenizer().count(['今天天气真好'], 'o200k_base'),
    );
  });
});

describe('cutText', () => {
  it.each([
    ...Object.entries(SAMPLES),
    ['one word of Chinese', '中文字符测试'.repeat(1000)],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(1000)],
    ['spaces', ' '.repeat(5000)],
  ])('keeps all of %s, in pieces of bounded length that hold whole characters', (_name, text) => {
    const pieces = [...cutText(text)];
    expect(pieces.join('')).toBe(text);
    for (const piece of pieces) {
      expect(piece.length).toBeGreaterThan(0);
      expect(piece.length).toBeLessThanOrEqual(512);
      expect(piece.isWellFormed()).toBe(true);
    }
  });
});

describe('encodingOf', () => {
  it.each([
    ['openai/gpt-4', 'cl100k_base'],
    ['openai/gpt-4-turbo', 'cl100k_base'],
    ['openai/gpt-3.5-turbo', 'cl100k_base'],
    ['openai/text-embedding-3-small', 'cl100k_base'],
    ['openai/gpt-4o', 'o200k_base'],
    ['openai/gpt-4.1', 'o200k_base'],
    ['openai/gpt-5.4', 'o200k_base'],
    ['anthropic/claude-sonnet-5', 'o200k_base'],
  ])('of %s is %s', (model, encoding) => {
    expect(encodingOf(model)).toBe(encoding);
  });
});

import { openAiChat } from '@nuvra/dialects';
import { expect, it } from 'vitest';
import { estimateTokens } from './estimate-tokens';

const countOf = (...messages: object[]): number => estimateTokens(openAiChat.readRequest({ model: 'm', messages }));

it('counts a quarter of the bytes of the text', () => {
  expect(countOf({ role: 'system', content: 'x'.repeat(40) }, { role: 'user', content: 'é'.repeat(20) })).toBe(20);
});

it('counts calls and their results, and an image like an image, however many bytes it has', () => {
  const call = { id: 'c', type: 'function', function: { name: 'abcd', arguments: '{"a":12}' } };
  expect(countOf({ role: 'user', content: 'Hi!!' })).toBe(1);
  expect(
    countOf({ role: 'assistant', tool_calls: [call] }, { role: 'tool', tool_call_id: 'c', content: 'x'.repeat(8) }),
  ).toBe(5);
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(100_000)}` } };
  expect(countOf({ role: 'user', content: [image] })).toBe(1_300);
});

it('counts the tools that are described', () => {
  const messages = [{ role: 'user', content: 'Hi!!' }];
  const tool = { type: 'function', function: { name: 'f', description: 'x'.repeat(400) } };
  expect(estimateTokens(openAiChat.readRequest({ model: 'm', messages, tools: [tool] }))).toBeGreaterThan(100);
});

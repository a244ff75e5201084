import { expect, test } from 'vitest';
import { generationOf } from './model-generation';

test.each([
  ['gemini-2.5-flash', 2.5],
  ['gemini-2.0-flash-exp', 2],
  ['gemini-3-pro-preview', 3],
  ['models/gemini-3.8-flash', 3.8],
  ['gemini-10.5-pro', 10.5],
  ['gemini-flash-latest', Infinity],
  ['gemma-4-31b-it', Infinity],
])('%s is of generation %d', (model, generation) => {
  expect(generationOf(model)).toBe(generation);
});

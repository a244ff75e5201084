import { expect } from 'vitest';
import { z } from 'zod';

/*
 * What every SDK is asked to do, in words that all of them share. The demo stand-ins answer: in each vendor's own wire format, with text
 * that quotes the question, a call of the first tool with arguments that fit it, and JSON that fits the schema.
 */

/** A model of each vendor: the name to call it by, the catalogue's id, and the variable that a demo reply asks for. */
export const MODELS = [
  { model: 'gpt-4o', id: 'openai/gpt-4o', provider: 'openai', variable: 'OPENAI_API_KEY' },
  { model: 'claude-sonnet-5', id: 'anthropic/claude-sonnet-5', provider: 'anthropic', variable: 'ANTHROPIC_API_KEY' },
  { model: 'gemini-2.5-flash', id: 'google/gemini-2.5-flash', provider: 'gemini', variable: 'GEMINI_API_KEY' },
  {
    model: 'deepseek/deepseek-v4-flash',
    id: 'deepseek/deepseek-v4-flash',
    provider: 'deepseek',
    variable: 'DEEPSEEK_API_KEY',
  },
];

export const QUESTION = 'How are you?';
/** What the demo stand-ins answer to it. */
export const ANSWER = /^This is a demo reply.*“How are you\?”/;

/** A function of the client's, as JSON Schema, and a check that its arguments were read from that. */
export const WEATHER = {
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: {
    type: 'object' as const,
    properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1, maximum: 7 } },
    required: ['city', 'days'],
    additionalProperties: false,
  },
};
export const WeatherArguments = z.strictObject({ city: z.string(), days: z.int().min(1).max(7) });

/** A structured output: nested, with a choice and a list. */
export const Ticket = z.strictObject({
  title: z.string(),
  priority: z.enum(['low', 'high']),
  labels: z.array(z.string()).min(1),
  estimate: z.strictObject({ hours: z.number() }),
});

/** One red pixel, as base64 of a PNG. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** Expects a promise to be rejected with an error of this class, and gives it back. */
export async function rejection<Failure extends Error>(
  promise: PromiseLike<unknown>,
  kind: abstract new (...parameters: never[]) => Failure,
): Promise<Failure> {
  const error = await Promise.resolve(promise).then(
    () => new Error('Nothing was raised'),
    (raised: unknown) => raised,
  );
  expect(error).toBeInstanceOf(kind);
  return error as Failure;
}

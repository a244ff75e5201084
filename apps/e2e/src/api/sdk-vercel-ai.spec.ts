import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import {
  APICallError,
  embedMany,
  type EmbeddingModel,
  generateText,
  type LanguageModel,
  type ModelMessage,
  Output,
  stepCountIs,
  streamText,
  tool,
} from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { ANSWER, MODELS, PIXEL, QUESTION, rejection, Ticket, WeatherArguments } from './support/sdk-examples';

let nuvra: Nuvra;

beforeAll(async () => {
  nuvra = await startNuvra();
});
afterAll(() => nuvra?.stop());

/** A provider of the AI SDK with nothing but base URL and key changed. */
interface AiProvider {
  readonly name: string;
  readonly language: (model: string, apiKey?: string) => LanguageModel;
  readonly providerOptions?: { readonly openai: { readonly store: boolean } };
  readonly embedding?: (model: string) => EmbeddingModel;
}

const keyed = (path: string, apiKey = nuvra.apiKey!): { baseURL: string; apiKey: string } => ({
  baseURL: nuvra.url + path,
  apiKey,
});
/** It asks for usage and for schemas only where it is told that there are such. */
const compatible = (apiKey?: string) =>
  createOpenAICompatible({
    name: 'nuvra',
    includeUsage: true,
    supportsStructuredOutputs: true,
    ...keyed('/v1', apiKey),
  });

const PROVIDERS: readonly AiProvider[] = [
  {
    name: '@ai-sdk/openai (Responses)',
    language: (model, apiKey) => createOpenAI(keyed('/v1', apiKey))(model),
    // Where nothing is kept for it, it must send all that was said: https://ai-sdk.dev/providers/ai-sdk-providers/openai
    providerOptions: { openai: { store: false } },
    embedding: (model) => createOpenAI(keyed('/v1')).embedding(model),
  },
  {
    name: '@ai-sdk/openai (Chat)',
    language: (model, apiKey) => createOpenAI(keyed('/v1', apiKey)).chat(model),
  },
  {
    name: '@ai-sdk/openai-compatible',
    language: (model, apiKey) => compatible(apiKey)(model),
    embedding: (model) => compatible().embeddingModel(model),
  },
  {
    name: '@ai-sdk/anthropic',
    language: (model, apiKey) => createAnthropic(keyed('/v1', apiKey))(model),
  },
  {
    name: '@ai-sdk/google',
    language: (model, apiKey) => createGoogle(keyed('/v1beta', apiKey))(model),
    embedding: (model) => createGoogle(keyed('/v1beta')).embedding(model),
  },
  {
    name: '@openrouter/ai-sdk-provider',
    language: (model, apiKey) => createOpenRouter(keyed('/api/v1', apiKey))(model),
    embedding: (model) => createOpenRouter(keyed('/api/v1')).textEmbeddingModel(model),
  },
];

const weather = (ran: unknown[]) =>
  tool({
    description: 'The weather of a city',
    inputSchema: WeatherArguments,
    execute: (input) => {
      ran.push(input);
      return '21 degrees';
    },
  });

describe.each(PROVIDERS)('$name', ({ language, providerOptions }) => {
  describe.each(MODELS)('with $model', ({ model: name, variable }) => {
    it('generates a text with usage', async () => {
      const { text, finishReason, usage } = await generateText({ model: language(name), prompt: QUESTION });
      expect(text).toMatch(ANSWER);
      expect(text).toContain(variable);
      expect(finishReason).toBe('stop');
      expect(usage.inputTokens).toBeGreaterThan(0);
      expect(usage.outputTokens).toBeGreaterThan(0);
    });

    it('streams the same text with the same usage', async () => {
      const model = language(name);
      const whole = await generateText({ model, prompt: QUESTION });
      const stream = streamText({ model, prompt: QUESTION });
      const pieces: string[] = [];
      for await (const piece of stream.textStream) pieces.push(piece);
      expect(pieces.length).toBeGreaterThan(3);
      expect(pieces.join('')).toBe(whole.text);
      expect(await stream.finishReason).toBe('stop');
      const { inputTokens, outputTokens } = await stream.usage;
      expect({ inputTokens, outputTokens }).toEqual({
        inputTokens: whole.usage.inputTokens,
        outputTokens: whole.usage.outputTokens,
      });
    });

    it.each([false, true])('runs a tool and goes on with its result; streaming: %s', async (stream) => {
      const ran: unknown[] = [];
      const request = {
        model: language(name),
        prompt: 'What is the weather?',
        providerOptions,
        tools: { get_weather: weather(ran) },
        stopWhen: stepCountIs(3),
      };
      const result = stream ? streamText(request) : await generateText(request);
      expect(await result.text).toContain('21 degrees');
      expect((await result.steps).map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop']);
      expect(ran).toHaveLength(1);
    });

    it('goes on with a conversation', async () => {
      const question: ModelMessage = { role: 'user', content: 'Who are you?' };
      const first = await generateText({ model: language(name), messages: [question], providerOptions });
      const messages: ModelMessage[] = [question, ...first.response.messages, { role: 'user', content: QUESTION }];
      const { text } = await generateText({ model: language(name), messages, providerOptions });
      expect(text).toMatch(ANSWER);
    });

    it('generates an object of the type that was asked for', async () => {
      const { output } = await generateText({
        model: language(name),
        prompt: 'Write a ticket.',
        output: Output.object({ schema: Ticket }),
      });
      Ticket.parse(output);
    });

    it('takes a system prompt, an image and settings', async () => {
      const { text } = await generateText({
        model: language(name),
        system: 'Be brief.',
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'file', mediaType: 'image/png', data: PIXEL },
            ],
          },
        ],
        maxOutputTokens: 500,
      });
      expect(text).toMatch(/“What is this\?.*and sent an image\./);
    });
  });

  it.each([
    ['a key that is none', 401, 'gpt-4o', 'sk-nv-nothing'],
    ['a model that is none', 404, 'gpt-none', undefined],
  ])('raises an APICallError for %s, with status %i and our words', async (_what, statusCode, model, apiKey) => {
    const request = generateText({ model: language(model, apiKey), prompt: 'Hi', maxRetries: 0 });
    const error = await rejection(request, Error);
    // A provider may bring a copy of the class along.
    if (!APICallError.isInstance(error)) throw error;
    expect(error.statusCode).toBe(statusCode);
    // The provider has found the message within the error's body.
    expect(error.message).toMatch(statusCode === 401 ? /API key/ : /no model "gpt-none"/);
  });
});

it('@ai-sdk/openai is told plainly when it refers to what it believes to be kept', async () => {
  const { language } = PROVIDERS[0]!;
  const question: ModelMessage = { role: 'user', content: 'Who are you?' };
  const { response } = await generateText({ model: language('gpt-4o'), messages: [question] });
  const messages: ModelMessage[] = [question, ...response.messages, { role: 'user', content: QUESTION }];
  const error = await rejection(generateText({ model: language('gpt-4o'), messages, maxRetries: 0 }), APICallError);
  expect(error).toMatchObject({
    statusCode: 404,
    message: expect.stringContaining('send the content itself') as string,
  });
});

describe.each(PROVIDERS.filter(({ embedding }) => embedding))('$name', ({ embedding }) => {
  it.each(['text-embedding-3-small', 'gemini-embedding-001'])('embeds by %s', async (model) => {
    const { embeddings, usage } = await embedMany({
      model: embedding!(model),
      values: ['a red apple', 'a green apple'],
    });
    expect(embeddings).toHaveLength(2);
    expect(embeddings[0]!.length).toBeGreaterThan(100);
    expect(embeddings[0]).not.toEqual(embeddings[1]);
    expect(usage).toBeDefined();
  });
});

import {
  type EnhancedGenerateContentResponse,
  type FunctionDeclaration,
  type GenerativeModel,
  GoogleGenerativeAI,
  GoogleGenerativeAIFetchError,
  type ModelParams,
  SchemaType,
} from '@google/generative-ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { ANSWER, MODELS, PIXEL, QUESTION, rejection, Ticket, WeatherArguments } from './support/sdk-examples';

/** Google's older SDK, which many programs still use. It has Gemini's own kind of schema, an excerpt of OpenAPI's. */
const WEATHER: FunctionDeclaration = {
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: {
    type: SchemaType.OBJECT,
    properties: { city: { type: SchemaType.STRING }, days: { type: SchemaType.INTEGER } },
    required: ['city', 'days'],
  },
};

let nuvra: Nuvra;

beforeAll(async () => {
  nuvra = await startNuvra();
});
afterAll(() => nuvra?.stop());

const open = (model: string, parameters: Omit<ModelParams, 'model'> = {}, apiKey = nuvra.apiKey!): GenerativeModel =>
  new GoogleGenerativeAI(apiKey).getGenerativeModel({ model, ...parameters }, { baseUrl: nuvra.url });

describe.each(MODELS)('@google/generative-ai with $model', ({ model, variable }) => {
  it('gets a text with usage', async () => {
    const { response } = await open(model).generateContent(QUESTION);
    expect(response.text()).toMatch(ANSWER);
    expect(response.text()).toContain(variable);
    expect(response.usageMetadata?.promptTokenCount).toBeGreaterThan(0);
    expect(response.usageMetadata).toMatchObject({ cost: expect.any(Number) as number });
  });

  it('streams the same text, which its own helper puts together', async () => {
    const whole = await open(model).generateContent(QUESTION);
    const { stream, response } = await open(model).generateContentStream(QUESTION);
    const texts: string[] = [];
    for await (const chunk of stream) texts.push(chunk.text());
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.join('')).toBe(whole.response.text());
    expect((await response).text()).toBe(whole.response.text());
  });

  it.each([false, true])('calls a function in a chat, and answers with its result; streaming: %s', async (stream) => {
    const chat = open(model, { tools: [{ functionDeclarations: [WEATHER] }] }).startChat();
    const send = async (...message: Parameters<typeof chat.sendMessage>): Promise<EnhancedGenerateContentResponse> =>
      (await (stream ? chat.sendMessageStream(...message) : chat.sendMessage(...message))).response;
    const [call] = (await send('What is the weather?')).functionCalls()!;
    expect(call?.name).toBe('get_weather');
    WeatherArguments.parse(call!.args);
    const answer = await send([{ functionResponse: { name: 'get_weather', response: { output: '21 degrees' } } }]);
    expect(answer.text()).toContain('21 degrees');
  });

  it('gets JSON that is valid against its schema', async () => {
    const { response } = await open(model, {
      generationConfig: {
        responseMimeType: 'application/json',
        responseSchema: {
          type: SchemaType.OBJECT,
          properties: {
            title: { type: SchemaType.STRING },
            priority: { type: SchemaType.STRING, format: 'enum', enum: ['low', 'high'] },
            labels: { type: SchemaType.ARRAY, items: { type: SchemaType.STRING }, minItems: 1 },
            estimate: {
              type: SchemaType.OBJECT,
              properties: { hours: { type: SchemaType.NUMBER } },
              required: ['hours'],
            },
          },
          required: ['title', 'priority', 'labels', 'estimate'],
        },
      },
    }).generateContent('Write a ticket.');
    Ticket.parse(JSON.parse(response.text()));
  });

  it('sends an image along, with a system instruction', async () => {
    const parts = [{ text: 'What is this?' }, { inlineData: { mimeType: 'image/png', data: PIXEL } }];
    const { response } = await open(model, { systemInstruction: 'Be brief.' }).generateContent(parts);
    expect(response.text()).toMatch(/“What is this\?.*and sent an image\./);
  });

  it('counts tokens', async () => {
    expect((await open(model).countTokens(QUESTION)).totalTokens).toBeGreaterThan(0);
  });
});

describe.each(['gemini-embedding-001', 'text-embedding-3-small'])('embeddings by %s', (model) => {
  it('come for one text and for many', async () => {
    const { embedding } = await open(model).embedContent('a red apple');
    const requests = ['a red apple', 'a green apple'].map((text) => ({ content: { role: 'user', parts: [{ text }] } }));
    const { embeddings } = await open(model).batchEmbedContents({ requests });
    expect(embedding.values.length).toBeGreaterThan(100);
    expect(embeddings.map(({ values }) => values.length)).toEqual(Array(2).fill(embedding.values.length));
    expect(embeddings[0]?.values).toEqual(embedding.values);
  });
});

it.each([
  ['a key that is none', 401, 'gemini-2.5-flash', 'sk-nv-nothing'],
  ['a model that is none', 404, 'gemini-none', undefined],
])('an error for %s is a GoogleGenerativeAIFetchError of status %i', async (_what, status, model, apiKey) => {
  const error = await rejection(open(model, {}, apiKey).generateContent('Hi'), GoogleGenerativeAIFetchError);
  expect(error.status).toBe(status);
});

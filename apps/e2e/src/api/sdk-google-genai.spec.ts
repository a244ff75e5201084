import { ApiError, type CallableTool, type GenerateContentResponse, GoogleGenAI, type Part } from '@google/genai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { ANSWER, MODELS, PIXEL, QUESTION, rejection, Ticket, WEATHER, WeatherArguments } from './support/sdk-examples';

const { name, description, parameters } = WEATHER;
const DECLARATION = { name, description, parametersJsonSchema: parameters };

let nuvra: Nuvra;
/** As anyone would make it: of all options only these two are given. */
let client: GoogleGenAI;

beforeAll(async () => {
  nuvra = await startNuvra();
  client = new GoogleGenAI({ apiKey: nuvra.apiKey!, httpOptions: { baseUrl: nuvra.url } });
});
afterAll(() => nuvra?.stop());

async function collect(stream: AsyncIterable<GenerateContentResponse>): Promise<GenerateContentResponse[]> {
  const chunks: GenerateContentResponse[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

/** The one function call in these replies, which has arguments as the function expects them. */
function weatherCall(replies: readonly GenerateContentResponse[]): { id?: string } {
  const [call, ...more] = replies.flatMap(({ functionCalls = [] }) => functionCalls);
  expect(more).toEqual([]);
  expect(call?.name).toBe('get_weather');
  WeatherArguments.parse(call!.args);
  return call!;
}

describe.each(MODELS)('@google/genai with $model', ({ model, id, provider, variable }) => {
  it('gets a text with usage and cost, and sees everywhere that it is a demo', async () => {
    const reply = await client.models.generateContent({ model, contents: QUESTION });
    expect(reply.text).toMatch(ANSWER);
    expect(reply.text).toContain(variable);
    expect(reply.candidates).toMatchObject([{ finishReason: 'STOP', content: { role: 'model' } }]);
    const { promptTokenCount, candidatesTokenCount, totalTokenCount } = reply.usageMetadata!;
    expect(promptTokenCount).toBeGreaterThan(0);
    expect(candidatesTokenCount).toBeGreaterThan(0);
    expect(totalTokenCount).toBe(promptTokenCount! + candidatesTokenCount!);
    expect(reply.usageMetadata).toMatchObject({ cost: expect.any(Number) as number });
    expect(reply.sdkHttpResponse?.headers).toMatchObject({
      'x-nuvra-demo': 'true',
      'x-nuvra-model': id,
      'x-nuvra-provider': provider,
    });
  });

  it('streams the same text, with usage at the end', async () => {
    const whole = await client.models.generateContent({ model, contents: QUESTION });
    const chunks = await collect(await client.models.generateContentStream({ model, contents: QUESTION }));
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.map(({ text }) => text ?? '').join('')).toBe(whole.text);
    expect(chunks.flatMap(({ candidates }) => candidates?.[0]?.finishReason ?? [])).toEqual(['STOP']);
    expect(chunks.at(-1)?.usageMetadata).toMatchObject({ promptTokenCount: whole.usageMetadata!.promptTokenCount });
  });

  it.each([false, true])('calls a function in a chat, and answers with its result; streaming: %s', async (stream) => {
    const chat = client.chats.create({ model, config: { tools: [{ functionDeclarations: [DECLARATION] }] } });
    const send = async (message: string | Part[]): Promise<GenerateContentResponse[]> =>
      stream ? collect(await chat.sendMessageStream({ message })) : [await chat.sendMessage({ message })];
    const call = weatherCall(await send('What is the weather?'));
    const answer = await send([{ functionResponse: { ...call, name, response: { output: '21 degrees' } } }]);
    expect(answer.map(({ text }) => text ?? '').join('')).toContain('21 degrees');
    // Of a reply that it finds invalid the SDK keeps nothing.
    expect(chat.getHistory(true).map(({ role }) => role)).toContain('model');
  });

  it('lets the SDK call functions by itself', async () => {
    const called: unknown[] = [];
    const tool: CallableTool = {
      tool: () => Promise.resolve({ functionDeclarations: [DECLARATION] }),
      callTool(calls) {
        called.push(...calls.map(({ args }) => args));
        return Promise.resolve(
          calls.map((call) => ({
            functionResponse: { id: call.id, name: call.name, response: { output: '21 degrees' } },
          })),
        );
      },
    };
    const reply = await client.models.generateContent({
      model,
      contents: 'What is the weather?',
      config: { tools: [tool] },
    });
    expect(called).toHaveLength(1);
    expect(reply.text).toContain('21 degrees');
  });

  it('gets JSON that is valid against its schema', async () => {
    const reply = await client.models.generateContent({
      model,
      contents: 'Write a ticket.',
      config: { responseMimeType: 'application/json', responseJsonSchema: z.toJSONSchema(Ticket) },
    });
    Ticket.parse(JSON.parse(reply.text!));
  });

  it('sends an image along, with a system instruction and the usual settings', async () => {
    const reply = await client.models.generateContent({
      model,
      contents: [{ text: 'What is this?' }, { inlineData: { mimeType: 'image/png', data: PIXEL } }],
      config: { systemInstruction: 'Be brief.', stopSequences: ['END'], temperature: 0.2, maxOutputTokens: 500 },
    });
    expect(reply.text).toMatch(/“What is this\?.*and sent an image\./);
  });

  it('counts tokens', async () => {
    const { totalTokens } = await client.models.countTokens({ model, contents: QUESTION });
    expect(totalTokens).toBeGreaterThan(0);
  });
});

describe.each(['gemini-embedding-001', 'text-embedding-3-small'])('embeddings by %s', (model) => {
  it('come for one text and for many, in the length asked for', async () => {
    const contents = ['a red apple', 'a green apple'];
    const { embeddings } = await client.models.embedContent({ model, contents, config: { outputDimensionality: 64 } });
    expect(embeddings?.map(({ values }) => values?.length)).toEqual([64, 64]);
    const one = await client.models.embedContent({
      model,
      contents: contents[0]!,
      config: { outputDimensionality: 64 },
    });
    expect(one.embeddings?.[0]?.values).toEqual(embeddings![0]!.values);
  });
});

describe('an error', () => {
  it('for a key that is none is an ApiError of status 401', async () => {
    const stranger = new GoogleGenAI({ apiKey: 'sk-nv-nothing', httpOptions: { baseUrl: nuvra.url } });
    const request = stranger.models.generateContent({ model: 'gemini-2.5-flash', contents: 'Hi' });
    const error = await rejection(request, ApiError);
    expect(error.status).toBe(401);
    expect(JSON.parse(error.message)).toMatchObject({ error: { code: 401, status: 'UNAUTHENTICATED' } });
  });

  it('for a model that is none is an ApiError of status 404', async () => {
    const error = await rejection(client.models.generateContent({ model: 'gemini-none', contents: 'Hi' }), ApiError);
    expect(error.status).toBe(404);
    expect(JSON.parse(error.message)).toMatchObject({ error: { code: 404, status: 'NOT_FOUND' } });
  });

  it('comes out of a stream, too', async () => {
    const error = await rejection(
      client.models.generateContentStream({ model: 'gemini-none', contents: 'Hi' }),
      ApiError,
    );
    expect(error.status).toBe(404);
  });
});

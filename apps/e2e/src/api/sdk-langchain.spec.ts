import { type AIMessageChunk, HumanMessage, SystemMessage, type ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { ANSWER, MODELS, PIXEL, QUESTION, rejection, Ticket, WeatherArguments } from './support/sdk-examples';

let nuvra: Nuvra;

beforeAll(async () => {
  nuvra = await startNuvra();
});
afterAll(() => nuvra?.stop());

const open = (model: string, useResponsesApi: boolean, apiKey = nuvra.apiKey!): ChatOpenAI =>
  new ChatOpenAI({ model, apiKey, useResponsesApi, maxRetries: 0, configuration: { baseURL: `${nuvra.url}/v1` } });

const getWeather = tool(() => '21 degrees', {
  name: 'get_weather',
  description: 'The weather of a city',
  schema: WeatherArguments,
});

describe.each([
  ['Chat', false],
  ['Responses', true],
])('LangChain’s ChatOpenAI over %s', (_api, useResponsesApi) => {
  describe.each(MODELS)('with $model', ({ model, variable }) => {
    it('gets a text with usage', async () => {
      const reply = await open(model, useResponsesApi).invoke(QUESTION);
      expect(reply.text).toMatch(ANSWER);
      expect(reply.text).toContain(variable);
      expect(reply.usage_metadata?.input_tokens).toBeGreaterThan(0);
      expect(reply.usage_metadata?.output_tokens).toBeGreaterThan(0);
    });

    it('streams the same text with the same usage', async () => {
      const client = open(model, useResponsesApi);
      const whole = await client.invoke(QUESTION);
      const chunks: AIMessageChunk[] = [];
      for await (const chunk of await client.stream(QUESTION)) chunks.push(chunk);
      expect(chunks.length).toBeGreaterThan(3);
      const streamed = chunks.reduce((sum, chunk) => sum.concat(chunk));
      expect(streamed.text).toBe(whole.text);
      const { input_tokens, output_tokens } = whole.usage_metadata!;
      expect(streamed.usage_metadata).toMatchObject({ input_tokens, output_tokens });
    });

    it.each([false, true])('calls a tool, and answers with its result; streaming: %s', async (stream) => {
      const client = open(model, useResponsesApi).bindTools([getWeather]);
      const ask = async (messages: Parameters<typeof client.invoke>[0]): Promise<AIMessageChunk> => {
        if (!stream) return client.invoke(messages);
        const chunks: AIMessageChunk[] = [];
        for await (const chunk of await client.stream(messages)) chunks.push(chunk);
        return chunks.reduce((sum, chunk) => sum.concat(chunk));
      };
      const question = new HumanMessage('What is the weather?');
      const message = await ask([question]);
      const [call, ...more] = message.tool_calls!;
      expect(more).toEqual([]);
      WeatherArguments.parse(call!.args);
      const result: ToolMessage = await getWeather.invoke(call!);
      expect((await ask([question, message, result])).text).toContain('21 degrees');
    });

    it('gets an object of the type that it asked for', async () => {
      Ticket.parse(await open(model, useResponsesApi).withStructuredOutput(Ticket).invoke('Write a ticket.'));
    });

    it('sends a system message and an image', async () => {
      const reply = await open(model, useResponsesApi).invoke([
        new SystemMessage('Be brief.'),
        new HumanMessage({
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
          ],
        }),
      ]);
      expect(reply.text).toMatch(/“What is this\?.*and sent an image\./);
    });
  });

  it('raises the OpenAI SDK’s errors', async () => {
    const unknown = await rejection(open('gpt-none', useResponsesApi).invoke('Hi'), OpenAI.NotFoundError);
    expect(unknown).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
    const stranger = open('gpt-4o', useResponsesApi, 'sk-nv-nothing').invoke('Hi');
    expect(await rejection(stranger, OpenAI.AuthenticationError)).toMatchObject({ status: 401 });
  });
});

it.each(['text-embedding-3-small', 'gemini-embedding-001'])(
  'LangChain’s OpenAIEmbeddings embeds by %s',
  async (model) => {
    const client = new OpenAIEmbeddings({
      model,
      apiKey: nuvra.apiKey!,
      maxRetries: 0,
      configuration: { baseURL: `${nuvra.url}/v1` },
    });
    const vectors = await client.embedDocuments(['a red apple', 'a green apple']);
    expect(vectors).toHaveLength(2);
    expect(await client.embedQuery('a red apple')).toEqual(vectors[0]);
  },
);

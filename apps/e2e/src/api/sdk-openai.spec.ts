import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { MODELS, PIXEL, Ticket, WEATHER, WeatherArguments } from './support/sdk-examples';

const TOOL: OpenAI.ChatCompletionFunctionTool = { type: 'function', function: WEATHER };

const asked = (content: string): OpenAI.ChatCompletionMessageParam[] => [{ role: 'user', content }];

let nuvra: Nuvra;
/** As anyone would make it: of all options only these two are given. */
let client: OpenAI;

beforeAll(async () => {
  nuvra = await startNuvra();
  client = new OpenAI({ baseURL: `${nuvra.url}/v1`, apiKey: nuvra.apiKey! });
});
afterAll(() => nuvra?.stop());

async function collect(stream: AsyncIterable<OpenAI.ChatCompletionChunk>): Promise<OpenAI.ChatCompletionChunk[]> {
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

const textIn = (chunks: readonly OpenAI.ChatCompletionChunk[]): string =>
  chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');

/** The id of a message's one tool call, which has arguments as the tool expects them. */
function weatherCallId({ tool_calls }: OpenAI.ChatCompletionMessage): string {
  const [call, ...more] = tool_calls ?? [];
  expect(more).toEqual([]);
  if (call?.type !== 'function') throw new Error('No function was called');
  expect(call.function.name).toBe('get_weather');
  WeatherArguments.parse(JSON.parse(call.function.arguments));
  return call.id;
}

describe.each(MODELS)('the OpenAI SDK with $model', ({ model, id, provider, variable }) => {
  it('gets a text with usage and cost, and sees everywhere that it is a demo', async () => {
    const { data, response } = await client.chat.completions
      .create({ model, messages: asked('How are you?') })
      .withResponse();
    const [choice] = data.choices;
    expect(data.object).toBe('chat.completion');
    expect(choice).toMatchObject({ index: 0, finish_reason: 'stop', message: { role: 'assistant' } });
    expect(choice?.message.content).toMatch(/^This is a demo reply.*“How are you\?”/);
    expect(choice?.message.content).toContain(variable);
    expect(data.usage).toMatchObject({ cost: expect.any(Number) as number });
    const { prompt_tokens, completion_tokens, total_tokens } = data.usage!;
    expect(prompt_tokens).toBeGreaterThan(0);
    expect(completion_tokens).toBeGreaterThan(0);
    expect(total_tokens).toBe(prompt_tokens + completion_tokens);
    expect(data).toHaveProperty('demo', true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-nuvra-demo': 'true',
      'x-nuvra-model': id,
      'x-nuvra-provider': provider,
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it('streams the same text, without usage unless it is asked for', async () => {
    const whole = await client.chat.completions.create({ model, messages: asked('How are you?') });
    const { data, response } = await client.chat.completions
      .create({ model, messages: asked('How are you?'), stream: true })
      .withResponse();
    const chunks = await collect(data);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('x-nuvra-demo')).toBe('true');
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.every(({ object, id }) => object === 'chat.completion.chunk' && id === chunks[0]?.id)).toBe(true);
    expect(textIn(chunks)).toBe(whole.choices[0]?.message.content);
    expect(chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? [])).toEqual(['stop']);
    expect(chunks.filter(({ usage }) => usage)).toEqual([]);
  });

  it('streams usage with the cost once and last when asked, and then [DONE]', async () => {
    const request = { model, messages: asked('How are you?'), stream: true, stream_options: { include_usage: true } };
    const whole = await client.chat.completions.create({ ...request, stream: false, stream_options: undefined });
    const reply = await fetch(`${nuvra.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${nuvra.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const frames = (await reply.text()).trim().split('\n\n');
    expect(frames.pop()).toBe('data: [DONE]');
    const chunks = frames.map((frame) => JSON.parse(frame.slice('data: '.length)) as OpenAI.ChatCompletionChunk);
    expect(chunks.filter(({ usage }) => usage)).toEqual([chunks.at(-1)]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
  });

  it('calls a tool, and answers with its result', async () => {
    const messages = asked('What is the weather?');
    const { choices } = await client.chat.completions.create({ model, messages, tools: [TOOL] });
    const { message, finish_reason } = choices[0]!;
    expect(finish_reason).toBe('tool_calls');
    expect(message.content).toBeNull();
    messages.push(message, { role: 'tool', tool_call_id: weatherCallId(message), content: '21 degrees' });
    const answer = await client.chat.completions.create({ model, messages, tools: [TOOL] });
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'stop' });
    expect(answer.choices[0]?.message.content).toContain('21 degrees');
    expect(answer.choices[0]?.message.tool_calls).toBeUndefined();
  });

  it('streams a tool call that its own accumulator puts together', async () => {
    const stream = client.chat.completions.stream({
      model,
      messages: asked('What is the weather?'),
      tools: [TOOL],
    });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    expect(weatherCallId(choices[0]!.message)).not.toBe('');
  });

  it('gets JSON that is valid against its schema', async () => {
    const { choices } = await client.chat.completions.create({
      model,
      messages: asked('Write a ticket.'),
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'ticket', strict: true, schema: z.toJSONSchema(Ticket) },
      },
    });
    Ticket.parse(JSON.parse(choices[0]!.message.content!));
  });

  it('sends an image along', async () => {
    const { choices } = await client.chat.completions.create({
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
          ],
        },
      ],
    });
    expect(choices[0]?.message.content).toMatch(/“What is this\?.*and sent an image\./);
  });

  it('may send several system messages, stop sequences and the usual settings', async () => {
    const { choices } = await client.chat.completions.create({
      model,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'system', content: 'Be polite.' },
        ...asked('Hello'),
        { role: 'assistant', content: 'Hello!' },
        { role: 'system', content: 'Now be funny.' },
        ...asked('How are you?'),
      ],
      stop: ['END', '\n\n\n'],
      temperature: 0.2,
      max_tokens: 500,
      user: 'someone',
    });
    expect(choices[0]?.message.content).toContain('“How are you?”');
  });

  it('finds it among the models, by id and by the name it is called by', async () => {
    const ids = (await client.models.list()).data.map((listed) => listed.id);
    expect(ids).toContain(id);
    for (const name of [id, model]) expect(await client.models.retrieve(name)).toMatchObject({ id, object: 'model' });
  });
});

describe('a model', () => {
  it.each([
    ['gpt-4o', 'openai/gpt-4o'],
    ['openai/gpt-4o', 'openai/gpt-4o'],
    ['claude-sonnet-4-5', 'anthropic/claude-sonnet-4.5'],
    ['anthropic/claude-sonnet-4-5', 'anthropic/claude-sonnet-4.5'],
    ['anthropic/claude-sonnet-4.5', 'anthropic/claude-sonnet-4.5'],
    ['models/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['google/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['deepseek-v4-flash', 'deepseek/deepseek-v4-flash'],
  ])('called %s is %s', async (name, id) => {
    const { response } = await client.chat.completions.create({ model: name, messages: asked('Hello') }).withResponse();
    expect(response.headers.get('x-nuvra-model')).toBe(id);
  });
});

describe('embeddings', () => {
  const model = 'text-embedding-3-small';

  it('come in the SDK’s own packed form and as plain numbers, and are the same', async () => {
    const input = ['a red apple', 'a green apple'];
    const packed = await client.embeddings.create({ model, input });
    const plain = await client.embeddings.create({ model, input, encoding_format: 'float' });
    expect(packed.data.map(({ index }) => index)).toEqual([0, 1]);
    packed.data.forEach(({ embedding }, index) => {
      expect(embedding).toHaveLength(1536);
      expect(embedding).toEqual(plain.data[index]!.embedding.map(Math.fround));
    });
  });

  it('carry usage with the cost, and the mark of a demo', async () => {
    const { data, response } = await client.embeddings.create({ model, input: 'a red apple' }).withResponse();
    expect(data.usage.prompt_tokens).toBeGreaterThan(0);
    expect(data.usage).toMatchObject({ cost: expect.any(Number) as number });
    expect(data).toHaveProperty('demo', true);
    expect(response.headers.get('x-nuvra-demo')).toBe('true');
  });

  it('come in the length asked for', async () => {
    const { data } = await client.embeddings.create({ model, input: 'a red apple', dimensions: 64 });
    expect(data[0]?.embedding).toHaveLength(64);
  });
});

import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { events, json, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';

const COMPLETION_MODEL = 'openai/gpt-3.5-turbo-instruct';
const CHAT_MODEL = 'anthropic/claude-sonnet-5';

let upstream: ScriptedUpstream;
let nuvra: Nuvra;
let client: OpenAI;

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  nuvra = await startNuvra({
    environment: {
      OPENAI_BASE_URL: upstream.origin,
      OPENAI_API_KEY: 'key-of-openai',
      ANTHROPIC_BASE_URL: upstream.origin,
      ANTHROPIC_API_KEY: 'key-of-anthropic',
    },
  });
  client = new OpenAI({ baseURL: `${nuvra.url}/v1`, apiKey: nuvra.apiKey!, maxRetries: 0 });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.close();
});

const lastRequest = () => {
  const { path, body } = upstream.requests.at(-1)!;
  return { path, body: JSON.parse(body) as Record<string, unknown> };
};
const chunk = (fields: object) => `data: ${JSON.stringify({ id: 'cmpl-1', object: 'text_completion', ...fields })}\n\n`;
const choice = (text: string, finish_reason: string | null) => ({
  choices: [{ index: 0, text, finish_reason, logprobs: null }],
});

async function textOf(stream: AsyncIterable<OpenAI.Completion>): Promise<string> {
  let text = '';
  for await (const { choices } of stream) text += choices[0]?.text ?? '';
  return text;
}

describe('a model for completions', () => {
  it('gets the request as it came, token ids too', async () => {
    upstream.answer(json({ id: 'cmpl-1', object: 'text_completion', ...choice(' world', 'stop') }));
    const body = { model: COMPLETION_MODEL, prompt: [9906], suffix: '!', echo: true };
    const { choices } = await client.completions.create(body);
    expect(choices[0]?.text).toBe(' world');
    expect(lastRequest()).toEqual({ path: '/completions', body: { ...body, model: 'gpt-3.5-turbo-instruct' } });
  });

  it('streams', async () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    upstream.answer(
      events([
        chunk(choice(' wor', null)),
        chunk(choice('ld', 'stop')),
        chunk({ choices: [], usage }),
        'data: [DONE]\n\n',
      ]),
    );
    const stream = await client.completions.create({ model: COMPLETION_MODEL, prompt: 'Hello', stream: true });
    expect(await textOf(stream)).toBe(' world');
  });
});

describe('a model that chats', () => {
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-sonnet-5' };
  const event = (type: string, fields: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;

  it('answers the prompt as a message', async () => {
    const usage = { input_tokens: 10, output_tokens: 5 };
    upstream.answer(json({ ...message, content: [{ type: 'text', text: ' world' }], stop_reason: 'end_turn', usage }));
    const completion = await client.completions.create({
      model: CHAT_MODEL,
      prompt: 'Hello',
      max_tokens: 20,
      stop: ['.'],
    });
    expect(completion).toMatchObject({
      id: expect.stringMatching(/^cmpl-/) as string,
      object: 'text_completion',
      choices: [{ text: ' world', finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 5, cost: 0.00007 },
    });
    expect(lastRequest()).toMatchObject({
      path: '/v1/messages',
      body: { max_tokens: 20, stop_sequences: ['.'], messages: [{ role: 'user' }] },
    });
  });

  it('streams', async () => {
    upstream.answer(
      events([
        event('message_start', { message: { ...message, content: [], usage: { input_tokens: 10, output_tokens: 1 } } }),
        event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
        event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: ' wor' } }),
        event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'ld' } }),
        event('content_block_stop', { index: 0 }),
        event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } }),
        event('message_stop', {}),
      ]),
    );
    const stream = await client.completions.create({ model: CHAT_MODEL, prompt: 'Hello', stream: true });
    expect(await textOf(stream)).toBe(' world');
  });

  it('is told nothing of token ids: the request is refused, naming the field', async () => {
    const failure: unknown = await client.completions
      .create({ model: CHAT_MODEL, prompt: [9906] })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ status: 400, param: 'prompt' });
  });
});

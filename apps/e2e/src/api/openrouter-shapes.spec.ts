import { OpenRouter } from '@openrouter/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { type RecordedUpstream, recordingName, startRecordedUpstream } from './support/recorded-upstream';
import { anthropic, openai } from './support/vendor-dialects';
import { jsonReply, streamReply } from './support/vendor-replies';

const MODEL = 'openai/gpt-5.4';
/** As OpenAI writes it; OpenRouter's parser insists on the fingerprint. */
const REPLY = jsonReply({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'vendor-model',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
  system_fingerprint: null,
});

/** Anthropic's replies, as JSON and as a stream, which are translated. */
const TRANSLATED = [jsonReply(anthropic.reply), streamReply(...anthropic.frames)];
const STREAM = streamReply(
  ...openai.frames.map((frame) => frame.replace(/"(finish_reason":[^}]*\}\])\}/, '"$1,"usage":null}')),
);

let upstream: RecordedUpstream;
let nuvra: Nuvra;
/** As anyone would make it: of all options only these two are given. Its parsers refuse what is not in OpenRouter's shape. */
let client: OpenRouter;

beforeAll(async () => {
  upstream = await startRecordedUpstream([REPLY, ...TRANSLATED, STREAM]);
  nuvra = await startNuvra({ environment: upstream.environment });
  client = new OpenRouter({ serverURL: `${nuvra.url}/api/v1`, apiKey: nuvra.apiKey! });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.stop();
});

async function ask(): Promise<Response> {
  return fetch(`${nuvra.url}/api/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${nuvra.apiKey}` },
    body: JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: recordingName(0) }] }),
  });
}

/** What a stream says, piece by piece. */
async function streamed(model: string, content: string): Promise<string> {
  const chunks = await client.chat.send({
    chatRequest: { model, messages: [{ role: 'user', content }], stream: true },
  });
  if (!(Symbol.asyncIterator in chunks)) throw new Error('A stream was asked for');
  let text = '';
  for await (const chunk of chunks) text += chunk.choices[0]?.delta.content ?? '';
  return text;
}

describe('its SDK reads', () => {
  it('the list of models, page by page', async () => {
    const pages = [];
    for await (const page of await client.models.list({ limit: 50 })) pages.push(page.result);
    const models = pages.flatMap(({ data }) => data);
    expect(pages.length).toBeGreaterThan(1);
    expect(models).toHaveLength(pages[0]!.totalCount);
    expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
    expect(models.find(({ id }) => id === MODEL)).toMatchObject({
      canonicalSlug: MODEL,
      contextLength: expect.any(Number) as number,
      architecture: { modality: expect.stringContaining('->text') as string, tokenizer: 'GPT' },
      pricing: { prompt: '0.0000025', completion: '0.000015' },
      topProvider: { isModerated: false, maxCompletionTokens: expect.any(Number) as number },
      supportedParameters: expect.arrayContaining(['tools', 'max_tokens']) as string[],
    });
  });

  it('a model’s endpoints', async () => {
    const { data } = await client.endpoints.list({ author: 'openai', slug: 'gpt-5.4' });
    expect(data).toMatchObject({
      id: MODEL,
      endpoints: [{ providerName: 'OpenAI', tag: 'openai', pricing: { prompt: '0.0000025' } }],
    });
  });

  it('a generation', async () => {
    const reply = await ask();
    const { usage } = (await reply.json()) as { usage: { cost: unknown } };
    const { data } = await client.generations.getGeneration({ id: reply.headers.get('x-request-id')! });
    expect(data).toMatchObject({
      model: MODEL,
      providerName: 'openai',
      tokensPrompt: 100,
      tokensCompletion: 10,
      totalCost: usage.cost,
      usage: usage.cost,
      upstreamId: 'chatcmpl-1',
      streamed: false,
      cancelled: false,
    });
  });

  it('what the key has used', async () => {
    const before = await client.apiKeys.getCurrentKeyMetadata();
    const { usage } = (await (await ask()).json()) as { usage: { cost: unknown } };
    const { data } = await client.apiKeys.getCurrentKeyMetadata();
    expect(data.usage - before.data.usage).toBeCloseTo(Number(usage.cost), 9);
    expect(data).toMatchObject({ limit: null, limitRemaining: null, usageDaily: data.usage, usageMonthly: data.usage });
    expect(data.label).toContain(nuvra.apiKey!.slice(-4));
  });

  it('a completion', async () => {
    const completion = await client.chat.send({
      chatRequest: { model: MODEL, messages: [{ role: 'user', content: recordingName(0) }], stream: false },
    });
    expect(completion).toMatchObject({ choices: [{ message: { content: 'Hello' } }], usage: { promptTokens: 100 } });
  });

  it('a stream as the vendor sent it, whose usage is null until the end', async () => {
    expect(await streamed(MODEL, recordingName(3))).toBe('Hello');
  });

  it('a completion that was translated, whole and as a stream', async () => {
    const { model } = anthropic;
    const completion = await client.chat.send({
      chatRequest: { model, messages: [{ role: 'user', content: recordingName(1) }], stream: false },
    });
    expect(completion).toMatchObject({ choices: [{ message: { content: 'Hello' } }], usage: { promptTokens: 5 } });
    expect(await streamed(model, recordingName(2))).toBe('Hello');
  });
});

it.each([
  ['GET', '/models'],
  ['GET', `/models/${MODEL}`],
  ['GET', `/models/${MODEL}/endpoints`],
  ['GET', '/key'],
  ['GET', '/generation?id=none'],
  ['POST', '/embeddings'],
  ['POST', '/messages/count_tokens'],
  ['GET', '/nothing'],
])('%s %s answers the same at /v1 and at /api/v1', async (method, path) => {
  const answer = async (base: string) => {
    const init = {
      method,
      headers: { authorization: `Bearer ${nuvra.apiKey}` },
      ...(method === 'POST' && { body: '{}' }),
    };
    const reply = await fetch(nuvra.url + base + path, init);
    const text = (await reply.text()).replace(/"request_id":"[^"]*"|\/api(?=\/v1)/g, '');
    return { status: reply.status, text };
  };
  expect(await answer('/api/v1')).toEqual(await answer('/v1'));
});

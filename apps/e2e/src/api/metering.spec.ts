import { type CompletionUsage } from 'openai/resources/completions';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { catalogueCost, type Quantities } from './support/catalogue-price';
import {
  recordingName,
  type RecordedUpstream,
  startRecordedUpstream,
  type UpstreamReply,
} from './support/recorded-upstream';
import {
  anthropicReplies,
  geminiReplies,
  jsonReply,
  openAiReplies,
  type VendorReplies,
} from './support/vendor-replies';

interface Usage {
  /** What is special about it. */
  readonly what: string;
  readonly model: string;
  readonly provider: string;
  readonly replies: VendorReplies;
  /** In the vendor's words. */
  readonly told: object;
  /** The same in the units that have a price. */
  readonly used: Quantities;
}

const USAGES: readonly Usage[] = [
  {
    what: 'OpenAI’s cached input at its own price, reasoning once',
    model: 'openai/gpt-5',
    provider: 'openai',
    replies: openAiReplies,
    told: {
      prompt_tokens: 1_000,
      completion_tokens: 200,
      total_tokens: 1_200,
      prompt_tokens_details: { cached_tokens: 600 },
      completion_tokens_details: { reasoning_tokens: 150 },
    },
    used: { inputTokens: 400, cacheReadTokens: 600, outputTokens: 50, reasoningTokens: 150 },
  },
  {
    what: 'DeepSeek’s cache hits at their own price',
    model: 'deepseek/deepseek-v4-pro',
    provider: 'deepseek',
    replies: openAiReplies,
    told: {
      prompt_tokens: 777,
      completion_tokens: 33,
      total_tokens: 810,
      prompt_cache_hit_tokens: 640,
      prompt_cache_miss_tokens: 137,
      completion_tokens_details: { reasoning_tokens: 21 },
    },
    used: { inputTokens: 137, cacheReadTokens: 640, outputTokens: 12, reasoningTokens: 21 },
  },
  {
    what: 'Anthropic’s cache reads and both kinds of cache writes, each at its own price',
    model: 'anthropic/claude-sonnet-5',
    provider: 'anthropic',
    replies: anthropicReplies,
    told: {
      input_tokens: 11,
      cache_read_input_tokens: 2_048,
      cache_creation_input_tokens: 700,
      cache_creation: { ephemeral_5m_input_tokens: 400, ephemeral_1h_input_tokens: 300 },
      output_tokens: 90,
      output_tokens_details: { thinking_tokens: 64 },
    },
    used: {
      inputTokens: 11,
      cacheReadTokens: 2_048,
      cacheWrite5mTokens: 400,
      cacheWrite1hTokens: 300,
      outputTokens: 26,
      reasoningTokens: 64,
    },
  },
  {
    what: 'Gemini’s thoughts, which it counts beside the output',
    model: 'google/gemini-2.5-flash',
    provider: 'gemini',
    replies: geminiReplies,
    told: {
      promptTokenCount: 500,
      cachedContentTokenCount: 200,
      candidatesTokenCount: 40,
      thoughtsTokenCount: 60,
      totalTokenCount: 600,
    },
    used: { inputTokens: 300, cacheReadTokens: 200, outputTokens: 40, reasoningTokens: 60 },
  },
  {
    what: 'a long context, which makes every token dearer',
    model: 'google/gemini-2.5-pro',
    provider: 'gemini',
    replies: geminiReplies,
    told: { promptTokenCount: 200_001, candidatesTokenCount: 10, totalTokenCount: 200_011 },
    used: { inputTokens: 200_001, outputTokens: 10 },
  },
  {
    what: 'fractions of a nano-dollar, rounded half up once for the whole request',
    model: 'acme/cheap',
    provider: 'openai',
    replies: openAiReplies,
    // 3 × 0.5 + 2 × 0.25 + 2 × 0.25 = 2.5 → 3; rounded one by one it would be 4.
    told: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7, prompt_tokens_details: { cached_tokens: 2 } },
    used: { inputTokens: 3, cacheReadTokens: 2, outputTokens: 2 },
  },
];

/** An operator's model at prices far below a nano-dollar a token. */
const CHEAP = {
  id: 'acme/cheap',
  endpoints: [
    {
      provider: 'openai',
      upstreamModel: 'cheap',
      price: { input: '0.0005', cacheRead: '0.00025', output: '0.00025' },
    },
  ],
};

const replies: UpstreamReply[] = [];
let upstream: RecordedUpstream;
let nuvra: Nuvra;

beforeAll(async () => {
  upstream = await startRecordedUpstream(replies);
  nuvra = await startNuvra({ environment: upstream.environment, overrides: { models: [CHEAP] } });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.stop();
});

/** Asks a model for a completion that the vendor answers with `reply`. */
function ask(model: string, reply: UpstreamReply, fields: object = {}, signal?: AbortSignal): Promise<Response> {
  const name = recordingName(replies.push(reply) - 1);
  return post({ model, messages: [{ role: 'user', content: name }], ...fields }, signal);
}

function post(body: object, signal: AbortSignal | null = null): Promise<Response> {
  return fetch(`${nuvra.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${nuvra.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
}

/** The reply, or each frame of it, with the tier in which OpenAI says that it served. */
function withServiceTier(reply: UpstreamReply, tier: string): UpstreamReply {
  const text = reply.responseBody.toString().replaceAll('"model":', `"service_tier":"${tier}","model":`);
  return { ...reply, responseBody: Buffer.from(text) };
}

const STREAM = { stream: true, stream_options: { include_usage: true } };

/** Looks up a request by an id that a client may have. */
function lookUp(id: string): Promise<Response> {
  return fetch(`${nuvra.url}/v1/generation?id=${id}`, { headers: { authorization: `Bearer ${nuvra.apiKey}` } });
}

/** What is recorded of the request behind a reply. */
async function generationOf(reply: Response): Promise<Record<string, unknown>> {
  const found = await lookUp(reply.headers.get('x-request-id')!);
  expect(found.status).toBe(200);
  return ((await found.json()) as { data: Record<string, unknown> }).data;
}

async function usageIn(reply: Response): Promise<(CompletionUsage & { readonly cost: unknown }) | undefined> {
  const text = await reply.text();
  const json = reply.headers.get('content-type')!.startsWith('text/event-stream')
    ? text
        .split('\n')
        .findLast((line) => line.includes('"usage":{'))
        ?.slice('data: '.length)
    : text;
  return json === undefined ? undefined : (JSON.parse(json) as { usage?: CompletionUsage & { cost: unknown } }).usage;
}

/** The amount that a JSON number of USD stands for. */
const nanoOf = (usd: unknown): bigint => BigInt(Math.round((usd as number) * 1e9));
const sumOf = (used: Quantities, units: RegExp): number =>
  Object.entries(used).reduce((sum, [unit, tokens]) => (units.test(unit) ? sum + tokens : sum), 0);

describe.each(USAGES)('metering counts $what:', ({ model, provider, replies: vendor, told, used }) => {
  it.each([
    ['a reply', vendor.reply(told), {}],
    ['a stream', vendor.stream(told), STREAM],
  ])('%s costs tokens × catalogue price, the same in the reply and in its record', async (_, vendorReply, fields) => {
    const reply = await ask(model, vendorReply, fields);
    expect(reply.status).toBe(200);
    const usage = await usageIn(reply);
    const cost = await catalogueCost(nuvra.url, model, provider, used);
    expect(cost).toBeGreaterThan(0n);
    expect(nanoOf(usage?.cost)).toBe(cost);
    expect(await generationOf(reply)).toMatchObject({
      id: reply.headers.get('x-request-id'),
      model,
      provider_name: provider,
      total_cost: usage?.cost,
      total_cost_nano: String(cost),
      upstream_cost_nano: String(cost),
      tokens_prompt: sumOf(used, /input|cache/),
      tokens_completion: sumOf(used, /output|reasoning/),
      native_tokens_cached: used['cacheReadTokens'] ?? null,
      native_tokens_reasoning: used['reasoningTokens'] ?? null,
      streamed: 'stream' in fields,
      status: 200,
      error_code: null,
      finish_reason: 'stop',
      demo: false,
    });
    expect(usage).toMatchObject({
      prompt_tokens: sumOf(used, /input|cache/),
      completion_tokens: sumOf(used, /output|reasoning/),
    });
  });
});

const { model, provider, replies: vendor, told, used } = USAGES[0]!;

describe('metering', () => {
  it('records a stream whose client asked for no usage', async () => {
    const reply = await ask(model, vendor.stream(told), { stream: true });
    expect(await usageIn(reply)).toBeUndefined();
    const cost = await catalogueCost(nuvra.url, model, provider, used);
    expect(await generationOf(reply)).toMatchObject({ total_cost_nano: String(cost), streamed: true });
  });

  it.each(
    USAGES.slice(0, 3).flatMap((usage) => [
      [usage.provider, 'reply', usage.model, usage.replies.reply(undefined), {}] as const,
      [usage.provider, 'stream', usage.model, usage.replies.stream(undefined), STREAM] as const,
    ]),
  )(
    'of a %s %s without usage says that the cost is not known, never zero',
    async (_, _form, model, vendorReply, fields) => {
      const reply = await ask(model, vendorReply, fields);
      expect(reply.status).toBe(200);
      expect((await usageIn(reply))?.cost).toBeUndefined();
      expect(await generationOf(reply)).toMatchObject({
        status: 200,
        total_cost: null,
        total_cost_nano: null,
        upstream_cost_nano: null,
        tokens_prompt: null,
        tokens_completion: null,
      });
    },
  );

  it.each([
    ['reply', {}],
    ['stream', STREAM],
  ] as const)('prices a %s at the service tier that served, whatever was asked for', async (form, fields) => {
    const told = { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 };
    const priority = withServiceTier(openAiReplies[form](told), 'priority');
    const reply = await ask('openai/gpt-5.4', priority, fields);
    const used = { inputTokens: 1_000, outputTokens: 100 };
    const cost = await catalogueCost(nuvra.url, 'openai/gpt-5.4', 'openai', used, 'priority');
    expect(cost).toBeGreaterThan(await catalogueCost(nuvra.url, 'openai/gpt-5.4', 'openai', used));
    expect(nanoOf((await usageIn(reply))?.cost)).toBe(cost);
    expect(await generationOf(reply)).toMatchObject({ total_cost_nano: String(cost) });
  });

  it.each([
    ['a service tier', { model: 'openai/gpt-5', service_tier: 'priority' }, 'service_tier', 'service tier "priority"'],
    ['a web search', { model: 'openai/gpt-4.1', web_search_options: {} }, 'model', 'web-search'],
    ['audio put out', { model: 'openai/gpt-5', modalities: ['text', 'audio'] }, 'model', 'outputAudioTokens'],
  ])('has no price for %s: the request is refused and nothing is sent', async (_, fields, param, name) => {
    const { model, ...rest } = fields;
    const reply = await ask(model, vendor.reply(told), rest);
    expect(reply.status).toBe(400);
    const { error } = (await reply.json()) as { error: { message: string } };
    expect(error).toMatchObject({ code: 'model_unpriced', param });
    expect(error.message).toContain(name);
    expect(upstream.received(replies.length - 1)).toBeUndefined();
  });

  it.each([
    ['a refusal', 400, 400, { message: 'No', type: 'invalid_request_error', code: 'unsupported_value' }],
    ['a failure', 500, 502, { message: 'Oops', type: 'server_error', code: null }],
  ])('records %s of the vendor without cost', async (_, vendorStatus, status, error) => {
    const reply = await ask(model, jsonReply({ error }, vendorStatus));
    expect(reply.status).toBe(status);
    const { error: told } = (await reply.json()) as { error: { code: string } };
    expect(await generationOf(reply)).toMatchObject({
      model,
      provider_name: provider,
      status,
      error_code: told.code,
      total_cost: null,
    });
  });

  it.each([
    ['an unknown model', { model: 'no/such-model', messages: [] }, 404, 'model_not_found'],
    ['no model', { messages: [] }, 400, 'invalid_request'],
  ])('records a request for %s', async (_, body, status, error_code) => {
    const reply = await post(body);
    expect(reply.status).toBe(status);
    expect(await generationOf(reply)).toMatchObject({
      model: null,
      provider_name: null,
      status,
      error_code,
      total_cost: null,
    });
  });

  it('records a client that hangs up within a stream', async () => {
    const client = new AbortController();
    const begun = { ...vendor.stream(told), isEndless: true };
    const half = begun.responseBody.subarray(0, begun.responseBody.indexOf('\n\n') + 2);
    const reply = await ask(model, { ...begun, responseBody: half }, STREAM, client.signal);
    await reply.body!.getReader().read();
    client.abort();
    const generation = await vi.waitFor(() => generationOf(reply), { timeout: 20_000 });
    expect(generation).toMatchObject({ model, streamed: true, status: 499, total_cost: null, tokens_prompt: null });
  });

  it('finds a request by the id in the body where that is ours', async () => {
    const reply = await ask('anthropic/claude-sonnet-5', anthropicReplies.reply(USAGES[2]!.told));
    const { id } = (await reply.json()) as { id: string };
    const found = await lookUp(id);
    expect(await found.json()).toMatchObject({ data: { id: reply.headers.get('x-request-id'), upstream_id: 'msg_1' } });
  });

  it.each(['', 'nonsense', '019a0000-0000-7000-8000-000000000000'])('knows no request "%s"', async (id) => {
    const found = await lookUp(id);
    expect(found.status).toBe(404);
    expect(await found.json()).toMatchObject({ error: { code: 'not_found', param: 'id' } });
  });
});

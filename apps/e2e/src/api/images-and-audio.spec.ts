import OpenAI, { toFile } from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { generation } from './support/chat';
import {
  events,
  json,
  raw,
  type Script,
  type ScriptedUpstream,
  type SeenRequest,
  startScriptedUpstream,
} from './support/scripted-upstream';

let upstream: ScriptedUpstream;
let nuvra: Nuvra;
let client: OpenAI;

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  nuvra = await startNuvra({
    environment: {
      OPENAI_BASE_URL: upstream.origin,
      OPENAI_API_KEY: 'key-of-openai',
      COHERE_BASE_URL: `${upstream.origin}/cohere`,
      COHERE_API_KEY: 'key-of-cohere',
      ANTHROPIC_BASE_URL: upstream.origin,
      ANTHROPIC_API_KEY: 'key-of-anthropic',
    },
    overrides: {
      models: [
        {
          id: 'acme/painter',
          kind: 'image',
          endpoints: [{ provider: 'openai', upstreamModel: 'painter', price: { image: '0.04' } }],
        },
        {
          id: 'acme/mute',
          kind: 'speech',
          endpoints: [{ provider: 'openai', upstreamModel: 'mute', price: { input: '1' } }],
        },
        { id: 'acme/deaf', kind: 'transcription', endpoints: [{ provider: 'openai', upstreamModel: 'deaf' }] },
      ],
    },
  });
  client = new OpenAI({ baseURL: `${nuvra.url}/v1`, apiKey: nuvra.apiKey!, maxRetries: 0 });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.close();
});
afterEach(() => void upstream.requests.splice(0));

const last = (): SeenRequest => upstream.requests.at(-1)!;
const lastJson = () => JSON.parse(last().body) as Record<string, unknown>;

/** What was metered of the reply that a promise of the SDK's brings. */
async function meteredOf(reply: { asResponse(): Promise<Response> }) {
  const response = await reply.asResponse();
  return generation(nuvra, response.headers.get('x-request-id')!);
}

describe('images', () => {
  const usage = {
    input_tokens: 50,
    input_tokens_details: { text_tokens: 10, image_tokens: 40 },
    output_tokens: 272,
    total_tokens: 322,
  };

  it('are made, and charged by their tokens', async () => {
    upstream.answer(json({ created: 1, data: [{ b64_json: 'AAAA' }], usage }));
    const call = client.images.generate({ model: 'gpt-image-1', prompt: 'A red square', size: '1024x1024' });
    const { data, usage: told } = await call;
    expect(data).toEqual([{ b64_json: 'AAAA' }]);
    // 10 × $5 + 40 × $10 + 272 × $40, per million.
    expect(told).toMatchObject({ ...usage, cost: 0.01133 });
    expect(last()).toMatchObject({ path: '/images/generations', headers: { authorization: 'Bearer key-of-openai' } });
    expect(lastJson()).toEqual({ model: 'gpt-image-1', prompt: 'A red square', size: '1024x1024' });
    expect(await meteredOf(call)).toMatchObject({
      model: 'openai/gpt-image-1',
      total_cost: 0.01133,
      tokens_prompt: 50,
      native_tokens_completion_images: 272,
    });
  });

  it('are charged by the piece where the price is so', async () => {
    upstream.answer(json({ created: 1, data: [{ url: 'https://x.example' }, { url: 'https://y.example' }] }));
    const call = client.images.generate({ model: 'acme/painter', prompt: 'Two squares', n: 2 });
    expect(await call).toMatchObject({ data: [{}, {}], usage: { cost: 0.08 } });
    expect(await meteredOf(call)).toMatchObject({ total_cost: 0.08, items: { image: 2 } });
  });

  it('come as a stream, with pictures on the way', async () => {
    const event = (type: string, fields: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
    upstream.answer(
      events([
        event('image_generation.partial_image', { b64_json: 'AA', partial_image_index: 0 }),
        event('image_generation.completed', { b64_json: 'AAAA', usage }),
      ]),
    );
    const call = client.images.generate({ model: 'gpt-image-1', prompt: 'A red square', stream: true });
    const seen = [];
    for await (const part of await call) seen.push(part);
    expect(seen).toMatchObject([
      { type: 'image_generation.partial_image', b64_json: 'AA' },
      { type: 'image_generation.completed', b64_json: 'AAAA', usage: { cost: 0.01133 } },
    ]);
    expect(await meteredOf(call)).toMatchObject({ streamed: true, total_cost: 0.01133 });
  });

  it('are edited: the form goes through as it comes, under the vendor’s name of the model', async () => {
    const image = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7) % 251));
    upstream.answer(json({ created: 1, data: [{ b64_json: 'AAAA' }], usage }));
    const { usage: told } = await client.images.edit({
      image: await toFile(image, 'a.png', { type: 'image/png' }),
      prompt: 'Make it “blue”',
      model: 'openai/gpt-image-1',
      user: 'somebody',
    });
    expect(told).toMatchObject({ cost: 0.01133 });
    const form = await formIn(last());
    expect(form.get('model')).toBe('gpt-image-1');
    expect(form.get('prompt')).toBe('Make it “blue”');
    expect(form.has('user')).toBe(false);
    const file = form.get('image') as File;
    expect([file.name, file.type]).toEqual(['a.png', 'image/png']);
    expect(Buffer.from(await file.arrayBuffer()).equals(image)).toBe(true);
  });
});

describe('speech', () => {
  const SOUND = Buffer.from(Array.from({ length: 10_000 }, (_, at) => (at * 13) % 256));
  const sound: Script = (response) => void response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(SOUND);
  const event = (type: string, fields: object) => `data: ${JSON.stringify({ type, ...fields })}\n\n`;
  const FRAMES = [
    event('speech.audio.delta', { audio: SOUND.subarray(0, 5_000).toString('base64') }),
    event('speech.audio.delta', { audio: SOUND.subarray(5_000).toString('base64') }),
    event('speech.audio.done', { usage: { input_tokens: 5, output_tokens: 90, total_tokens: 95 } }),
  ];
  const bytesOf = async (reply: Response) => Buffer.from(await reply.arrayBuffer());

  it('charged by the character is the vendor’s sound, byte for byte', async () => {
    upstream.answer(sound);
    const call = client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Héllo 😀' });
    const reply = await call;
    expect(reply.headers.get('content-type')).toBe('audio/mpeg');
    expect((await bytesOf(reply)).equals(SOUND)).toBe(true);
    expect(lastJson()).toEqual({ model: 'tts-1', voice: 'alloy', input: 'Héllo 😀' });
    expect(await meteredOf(call)).toMatchObject({ items: { character: 7 }, total_cost: 0.000105 });
  });

  it('charged by tokens is taken out of the stream that tells them, as it comes', async () => {
    let finish = (): void => undefined;
    const released = new Promise<void>((resolve) => (finish = resolve));
    upstream.answer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(FRAMES[0]);
      await released;
      response.end(FRAMES.slice(1).join(''));
    });
    const call = client.audio.speech.create({
      model: 'gpt-4o-mini-tts',
      voice: 'alloy',
      input: 'Hello',
      response_format: 'wav',
    });
    const reply = await call;
    expect(reply.headers.get('content-type')).toBe('audio/wav');
    const reader = reply.body!.getReader();
    const first = await reader.read();
    expect(Buffer.from(first.value!).equals(SOUND.subarray(0, 5_000))).toBe(true);
    finish();
    const rest = [];
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) rest.push(piece.value);
    expect(Buffer.concat(rest).equals(SOUND.subarray(5_000))).toBe(true);
    expect(lastJson()).toMatchObject({ model: 'gpt-4o-mini-tts', stream_format: 'sse' });
    // 5 × $0.60 + 90 × $12, per million.
    expect(await meteredOf(call)).toMatchObject({ total_cost: 0.001083, tokens_prompt: 5, tokens_completion: 90 });
  });

  it('is a stream of events for who wants that, with its cost', async () => {
    upstream.answer(events(FRAMES));
    const body = { model: 'gpt-4o-mini-tts', voice: 'alloy', input: 'Hello', stream_format: 'sse' } as const;
    const reply = await client.audio.speech.create(body);
    expect(reply.headers.get('content-type')).toContain('text/event-stream');
    expect(await reply.text()).toBe(FRAMES.join('').replace('{"input_tokens"', '{"cost":0.001083,"input_tokens"'));
  });

  it('that breaks off ends in a broken connection, never in a clean end', async () => {
    upstream.answer(events(FRAMES.slice(0, 1)));
    const heard = client.audio.speech
      .create({ model: 'gpt-4o-mini-tts', voice: 'alloy', input: 'Hello' })
      .then((reply) => reply.arrayBuffer());
    await expect(heard).rejects.toThrow();
  });
});

describe('transcriptions', () => {
  const RECORDING = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 31) % 253));
  const recording = () => toFile(RECORDING, 'speech.mp3', { type: 'audio/mpeg' });
  const verbose = {
    task: 'transcribe',
    language: 'english',
    duration: 8.47,
    text: 'Hello there.',
    segments: [{ id: 0, start: 0, end: 8.47, text: ' Hello there.' }],
    usage: { type: 'duration', seconds: 9 },
  };

  it('by tokens come as the vendor writes them', async () => {
    const usage = {
      type: 'tokens',
      input_tokens: 14,
      input_token_details: { text_tokens: 4, audio_tokens: 10 },
      output_tokens: 2,
      total_tokens: 16,
    };
    upstream.answer(json({ text: 'Hello there.', usage }));
    const call = client.audio.transcriptions.create({ file: await recording(), model: 'gpt-4o-transcribe' });
    // 4 × $2.50 + 10 × $6 + 2 × $10, per million.
    expect(await call).toMatchObject({ text: 'Hello there.', usage: { ...usage, cost: 0.00009 } });
    const form = await formIn(last());
    expect([...form.keys()].sort()).toEqual(['file', 'model']);
    expect(Buffer.from(await (form.get('file') as File).arrayBuffer()).equals(RECORDING)).toBe(true);
    expect(await meteredOf(call)).toMatchObject({ total_cost: 0.00009, tokens_prompt: 14, tokens_completion: 2 });
  });

  it('come as a stream', async () => {
    const frames = [
      `data: ${JSON.stringify({ type: 'transcript.text.delta', delta: 'Hello' })}\n\n`,
      `data: ${JSON.stringify({ type: 'transcript.text.done', text: 'Hello', usage: { type: 'tokens', input_tokens: 10, output_tokens: 2, total_tokens: 12 } })}\n\n`,
    ];
    upstream.answer(events(frames));
    const call = client.audio.transcriptions.create({
      file: await recording(),
      model: 'gpt-4o-mini-transcribe',
      stream: true,
    });
    const seen = [];
    for await (const part of await call) seen.push(part.type);
    expect(seen).toEqual(['transcript.text.delta', 'transcript.text.done']);
    expect(await meteredOf(call)).toMatchObject({ streamed: true, total_cost: 0.00004 });
  });

  it.each([
    [
      'json',
      'application/json; charset=utf-8',
      '{"text":"Hello there.","usage":{"cost":0.0009,"type":"duration","seconds":9}}',
    ],
    ['text', 'text/plain; charset=utf-8', 'Hello there.\n'],
    ['srt', 'text/plain; charset=utf-8', '1\n00:00:00,000 --> 00:00:08,470\nHello there.\n\n'],
    ['vtt', 'text/plain; charset=utf-8', 'WEBVTT\n\n00:00:00.000 --> 00:00:08.470\nHello there.\n\n'],
  ] as const)('by time come as %s, since only the longest form tells the time', async (format, type, text) => {
    upstream.answer(json(verbose));
    const call = client.audio.transcriptions.create({
      file: await recording(),
      model: 'whisper-1',
      response_format: format,
    });
    const reply = await call.asResponse();
    expect(reply.headers.get('content-type')).toBe(type);
    expect(await reply.text()).toBe(text);
    expect((await formIn(last())).get('response_format')).toBe('verbose_json');
    expect(await generation(nuvra, reply.headers.get('x-request-id')!)).toMatchObject({
      items: { second: 9 },
      total_cost: 0.0009,
    });
  });

  it('by time come whole for who wants them so', async () => {
    upstream.answer(json(verbose));
    const file = await recording();
    const got = await client.audio.transcriptions.create({ file, model: 'whisper-1', response_format: 'verbose_json' });
    expect(got).toMatchObject({ duration: 8.47, segments: verbose.segments, usage: { seconds: 9, cost: 0.0009 } });
  });

  it('begin to be sent before the client has sent everything', async () => {
    upstream.answer(json(verbose));
    let arrived = (): void => undefined;
    const seenHead = new Promise<void>((resolve) => (arrived = resolve));
    upstream.onHead(() => arrived());
    const boundary = 'b0undary';
    const part = (head: string, body: string) =>
      `--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
    const body = new ReadableStream<Uint8Array>({
      async start(form) {
        form.enqueue(Buffer.from(part('name="model"', 'whisper-1')));
        form.enqueue(
          Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.mp3"\r\n\r\n`),
        );
        form.enqueue(RECORDING);
        await seenHead;
        form.enqueue(Buffer.from(`\r\n--${boundary}--\r\n`));
        form.close();
      },
    });
    const reply = await fetch(`${nuvra.url}/v1/audio/transcriptions`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${nuvra.apiKey}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(await reply.json()).toMatchObject({ text: 'Hello there.' });
  });

  it.each([
    ['no form', 'application/json', '{}', 400, undefined],
    ['a form without a model', 'multipart/form-data; boundary=b', '--b--\r\n', 400, 'model'],
    [
      'a form that breaks off',
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="x"\r\n\r\ny',
      400,
      undefined,
    ],
  ])('%s is refused', async (_what, type, body, status, param) => {
    const reply = await fetch(`${nuvra.url}/v1/audio/transcriptions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${nuvra.apiKey}`, 'content-type': type },
      body,
    });
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ error: { type: 'invalid_request_error', param: param ?? null } });
    expect(upstream.requests).toEqual([]);
  });
});

describe('and besides', () => {
  it('moderations are free, and on record', async () => {
    upstream.answer(json({ id: 'modr-1', model: 'omni-moderation-latest', results: [{ flagged: false }] }));
    const call = client.moderations.create({ model: 'omni-moderation-latest', input: 'Hello' });
    expect(await call).toMatchObject({ id: 'modr-1', results: [{ flagged: false }], usage: { cost: 0 } });
    expect(await meteredOf(call)).toMatchObject({ total_cost: 0, total_cost_nano: '0', items: { request: 1 } });
  });

  it('rerankings are charged by the search', async () => {
    upstream.answer(
      json({ id: 'r1', results: [{ index: 1, relevance_score: 0.9 }], meta: { billed_units: { search_units: 2 } } }),
    );
    const reply = await fetch(`${nuvra.url}/v1/rerank`, {
      method: 'POST',
      headers: { authorization: `Bearer ${nuvra.apiKey}` },
      body: JSON.stringify({ model: 'cohere/rerank-v3.5', query: 'q', documents: ['a', 'b'], top_n: 1 }),
    });
    expect(await reply.json()).toMatchObject({ results: [{ index: 1 }], usage: { cost: 0.004 } });
    expect(lastJson()).toEqual({ model: 'rerank-v3.5', query: 'q', documents: ['a', 'b'], top_n: 1 });
    expect(await generation(nuvra, reply.headers.get('x-request-id')!)).toMatchObject({
      items: { request: 2 },
      total_cost: 0.004,
    });
  });

  it('texts are completed by the models for that', async () => {
    upstream.answer(
      json({
        id: 'cmpl-1',
        object: 'text_completion',
        choices: [{ index: 0, text: ' world', finish_reason: 'stop', logprobs: null }],
        usage: { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 },
      }),
    );
    const call = client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: 'Hello', suffix: '!' });
    expect(await call).toMatchObject({ choices: [{ text: ' world' }], usage: { cost: 0.00017 } });
    expect(last().path).toBe('/completions');
    expect(lastJson()).toEqual({ model: 'gpt-3.5-turbo-instruct', prompt: 'Hello', suffix: '!' });
  });
});

describe('nothing is sent', () => {
  it.each([
    [
      'of what has no price for what it makes',
      '/v1/audio/speech',
      { model: 'acme/mute', input: 'Hi', voice: 'v' },
      'model_unpriced',
      'outputAudioTokens',
    ],
    [
      'of a chat model',
      '/v1/images/generations',
      { model: 'openai/gpt-5.4', prompt: 'p' },
      'unsupported_by_model',
      'POST /v1/chat/completions',
    ],
    [
      'of an image model to chat',
      '/v1/chat/completions',
      { model: 'gpt-image-1', messages: [{ role: 'user', content: 'p' }] },
      'unsupported_by_model',
      'POST /v1/images/generations',
    ],
    [
      'of speech to be written down',
      '/v1/audio/speech',
      { model: 'whisper-1', input: 'Hi', voice: 'v' },
      'unsupported_by_model',
      'POST /v1/audio/transcriptions',
    ],
  ])('%s', async (_what, path, body, code, words) => {
    const reply = await fetch(nuvra.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${nuvra.apiKey}` },
      body: JSON.stringify(body),
    });
    expect(reply.status).toBe(400);
    const { error } = (await reply.json()) as { error: { message: string } };
    expect(error).toMatchObject({ code, param: 'model' });
    expect(error.message).toContain(words);
    expect(upstream.requests).toEqual([]);
  });

  it('of a recording that has no price', async () => {
    const file = await toFile(Buffer.from('x'), 'a.mp3');
    await expect(client.audio.transcriptions.create({ file, model: 'acme/deaf' })).rejects.toMatchObject({
      status: 400,
      code: 'model_unpriced',
    });
    expect(upstream.requests).toEqual([]);
  });
});

it.each([
  ['a refusal', 400, { error: { message: 'No', type: 'invalid_request_error', param: 'prompt', code: 'x' } }, 400],
  ['a failure', 500, { error: { message: 'Oops' } }, 502],
])('%s of the vendor is told, and costs nothing', async (_what, vendorStatus, body, status) => {
  upstream.answer(json(body, vendorStatus));
  const failure: unknown = await client.images
    .generate({ model: 'acme/painter', prompt: 'p' })
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ status });
  const id = (failure as InstanceType<typeof OpenAI.APIError>).headers!.get('x-request-id')!;
  expect(await generation(nuvra, id)).toMatchObject({ status, total_cost: null, items: null });
});

it('a search that was expected and came to nothing costs nothing', async () => {
  upstream.answer(json({ error: { message: 'Oops' } }, 500));
  const failure: unknown = await client.chat.completions
    .create({ model: 'gpt-5.4', messages: [{ role: 'user', content: 'Hi' }], web_search_options: {} })
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ status: 502 });
  const id = (failure as InstanceType<typeof OpenAI.APIError>).headers!.get('x-request-id')!;
  expect(await generation(nuvra, id)).toMatchObject({ status: 502, total_cost: null, items: null });
});

it('a reply that is no reply is told as unreadable', async () => {
  upstream.answer(raw('[', 200, { 'content-type': 'application/json' }));
  await expect(client.images.generate({ model: 'acme/painter', prompt: 'p' })).rejects.toMatchObject({ status: 502 });
});

function formIn({ headers, bytes }: SeenRequest): Promise<FormData> {
  return new Response(Uint8Array.from(bytes), { headers: { 'content-type': headers['content-type']! } }).formData();
}

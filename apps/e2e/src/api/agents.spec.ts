import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { environmentOf, hello, MODELS } from './support/hello-vendor';
import { type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';

/** What coding agents send is accepted as they send it, whoever serves the model. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;

/** The catalogue knows no price of DeepSeek's for a search, which agents offer whether the model has it or not. */
const PRICED = {
  id: MODELS.deepseek,
  endpoints: [{ provider: 'deepseek', price: { input: '1', output: '2', webSearch: '0.01' } }],
};

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  vendor.answer(hello);
  nuvra = await startNuvra({ environment: environmentOf(vendor), overrides: { models: [PRICED] } });
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

beforeEach(() => void vendor.requests.splice(0));

/** The `data` of the frames of a stream. */
const framesOf = (sse: string): { type?: string; [field: string]: unknown }[] =>
  sse
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as { type?: string });

const weather = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

it('asking for the head of the base URL tells that the gateway is there', async () => {
  for (const path of ['/', '/?x']) {
    const reply = await fetch(nuvra.url + path, { method: 'HEAD' });
    expect(reply.status).toBe(200);
    expect(await reply.text()).toBe('');
  }
});

describe.each(Object.entries(MODELS))('an agent of Anthropic’s with a model of %s', (_name, model) => {
  const REQUEST = {
    model,
    max_tokens: 32_000,
    stream: true,
    system: [{ type: 'text', text: 'You are an agent.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
    messages: [
      { role: 'user', content: [{ type: 'text', text: '<system-reminder>Be brief.</system-reminder>' }] },
      { role: 'system', content: 'The user has opened a file.' },
      { role: 'user', content: [{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } }] },
    ],
    tools: [
      { name: 'get_weather', description: 'The weather', input_schema: weather, cache_control: { type: 'ephemeral' } },
    ],
    thinking: { type: 'adaptive', display: 'summarized' },
    output_config: { effort: 'high' },
    context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] },
    metadata: { user_id: '{"device_id":"0","account_uuid":"","session_id":"1"}' },
  };
  const HEADERS = {
    'anthropic-version': '2023-06-01',
    'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27',
    'anthropic-dangerous-direct-browser-access': 'true',
    'x-app': 'cli',
    'user-agent': 'claude-cli/2.0.0 (external, cli)',
    'x-stainless-lang': 'js',
  };
  const post = (body: object): Promise<Response> =>
    fetch(`${nuvra.url}/v1/messages?beta=true`, {
      method: 'POST',
      headers: { ...HEADERS, 'x-api-key': nuvra.apiKey!, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('is answered in a stream that begins with its input tokens', async () => {
    const reply = await post(REQUEST);
    const text = await reply.text();
    expect({ status: reply.status, text }).toMatchObject({ status: 200 });
    expect(reply.headers.get('request-id')).toBe(reply.headers.get('x-request-id'));
    const [start, ...frames] = framesOf(text);
    expect(start).toMatchObject({ type: 'message_start', message: { role: 'assistant', content: [] } });
    const { usage } = start!['message'] as { usage: { input_tokens: number } };
    expect(usage.input_tokens).toBeGreaterThan(0);
    expect(frames.map(({ type }) => type).filter((type) => type !== 'ping')).toEqual([
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(text).toContain('Hello');
  });

  it('is answered whole, too', async () => {
    const reply = await post({ ...REQUEST, stream: false });
    expect(await reply.json()).toMatchObject({
      type: 'message',
      content: [{ type: 'text', text: 'Hello' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 5, output_tokens: 2, cost: expect.any(Number) as number },
    });
  });

  it('is passed on as it is to a vendor of its own format, else told what that alone has', async () => {
    const reply = await post(REQUEST);
    const [{ path, headers, body }] = vendor.requests as [(typeof vendor.requests)[0]];
    const receipt = reply.headers.get('x-nuvra-translation') ?? '';
    if (path.endsWith('/messages')) {
      const { model: _asked, metadata: _metadata, ...same } = REQUEST;
      expect(JSON.parse(body)).toMatchObject(same);
      expect(headers['anthropic-beta']).toBe(HEADERS['anthropic-beta']);
      expect(receipt).toBe('mapped=1');
    } else {
      expect(receipt).toContain('dropped: ');
      expect(receipt).toContain('context_management');
      expect(body).toContain('The user has opened a file.');
      expect(body).toContain('get_weather');
    }
  });
});

describe.each(Object.entries(MODELS))('an agent of OpenAI’s with a model of %s', (_name, model) => {
  const REQUEST = {
    model,
    instructions: 'You are an agent.',
    input: [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'Permissions: all.' }] },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
    ],
    tools: [
      { type: 'function', name: 'shell', description: 'Runs', strict: false, parameters: weather },
      {
        type: 'namespace',
        name: 'mcp__docs',
        description: 'Documents',
        tools: [{ type: 'function', name: 'search', description: 'Finds', parameters: weather, strict: false }],
      },
      { type: 'custom', name: 'apply_patch', format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' } },
      { type: 'web_search', external_web_access: false },
    ],
    tool_choice: 'auto',
    parallel_tool_calls: true,
    reasoning: { effort: 'high', summary: 'auto' },
    store: false,
    stream: true,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: '019a0000-0000-7000-8000-000000000000',
    text: { verbosity: 'low' },
    client_metadata: { 'x-codex-installation-id': '0' },
  };
  const post = (body: object): Promise<Response> =>
    fetch(`${nuvra.url}/v1/responses`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${nuvra.apiKey}`,
        'content-type': 'application/json',
        'openai-beta': 'responses=experimental',
        originator: 'codex_cli_rs',
        session_id: '019a0000-0000-7000-8000-000000000000',
        version: '0.50.0',
      },
      body: JSON.stringify(body),
    });

  it('is answered in a stream that ends with its usage', async () => {
    const reply = await post(REQUEST);
    const text = await reply.text();
    expect({ status: reply.status, text }).toMatchObject({ status: 200 });
    const frames = framesOf(text);
    expect(frames[0]).toMatchObject({ type: 'response.created', response: { object: 'response' } });
    expect(frames.some((frame) => frame.type === 'response.output_text.delta' && frame['delta'] === 'Hello')).toBe(
      true,
    );
    expect(frames.at(-1)).toMatchObject({
      type: 'response.completed',
      response: {
        status: 'completed',
        usage: { input_tokens: 5, output_tokens: 2, cost: expect.any(Number) as number },
      },
    });
    expect(vendor.requests[0]!.body).toContain('Permissions: all.');
  });

  it('is answered whole, too', async () => {
    const reply = await post({ ...REQUEST, stream: false });
    expect(await reply.json()).toMatchObject({
      object: 'response',
      output: [{ type: 'message', content: [{ type: 'output_text', text: 'Hello' }] }],
      usage: { input_tokens: 5, output_tokens: 2, cost: expect.any(Number) as number },
    });
  });
});

describe.each(Object.entries(MODELS))('an agent of Gemini’s with a model of %s', (_name, model) => {
  const REQUEST = {
    contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
    systemInstruction: { role: 'user', parts: [{ text: 'You are an agent.' }] },
    tools: [{ functionDeclarations: [{ name: 'shell', description: 'Runs', parametersJsonSchema: weather }] }],
    generationConfig: { temperature: 1, topP: 0.95, topK: 64, thinkingConfig: { includeThoughts: true } },
  };
  const post = (path: string): Promise<Response> =>
    fetch(`${nuvra.url}/v1beta/models/${path}`, {
      method: 'POST',
      headers: {
        'x-goog-api-key': nuvra.apiKey!,
        'content-type': 'application/json',
        'x-goog-api-client': 'google-genai-sdk/1.30.0 gl-node/v24',
      },
      body: JSON.stringify(REQUEST),
    });
  interface Chunk {
    readonly candidates?: readonly { readonly content?: { readonly parts?: readonly { readonly text?: string }[] } }[];
    readonly usageMetadata?: object;
  }
  const textOf = (chunks: readonly Chunk[]): string =>
    chunks
      .flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? [])
      .map(({ text }) => text ?? '')
      .join('');

  it.each([
    ['as it is', (name: string) => name],
    ['escaped', encodeURIComponent],
    ['without its author', (name: string) => name.split('/')[1]!],
  ])('names it %s', async (_how, spell) => {
    const reply = await post(`${spell(model)}:generateContent`);
    expect({ status: reply.status, text: await reply.clone().text() }).toMatchObject({ status: 200 });
    const body = (await reply.json()) as Chunk;
    expect(textOf([body])).toBe('Hello');
    expect(body.usageMetadata).toMatchObject({ promptTokenCount: 5, candidatesTokenCount: 2 });
  });

  it('is answered in server-sent events with alt=sse', async () => {
    const reply = await post(`${model}:streamGenerateContent?alt=sse`);
    expect(reply.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const chunks = framesOf(await reply.text()) as Chunk[];
    expect(textOf(chunks)).toBe('Hello');
    expect(chunks.at(-1)!.usageMetadata).toMatchObject({ promptTokenCount: 5, cost: expect.any(Number) as number });
  });

  it('is answered in one JSON array without', async () => {
    const reply = await post(`${model}:streamGenerateContent`);
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const chunks = (await reply.json()) as Chunk[];
    expect(textOf(chunks)).toBe('Hello');
    expect(chunks.at(-1)!.usageMetadata).toMatchObject({ promptTokenCount: 5, cost: expect.any(Number) as number });
  });
});

it('an array that breaks off ends in an error, and is an array all the same', async () => {
  for (const model of [MODELS.gemini, MODELS.anthropic]) {
    vendor.answer((response, request) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const frames =
        model === MODELS.gemini
          ? ['data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Hel"}]}}]}\n\n']
          : [
              'data: {"type":"message_start","message":{"id":"msg_1","role":"assistant","content":[],"usage":{"input_tokens":5}}}\n\n',
              'data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}\n\n',
              'data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}\n\n',
            ];
      response.write(frames.join(''), () => request.socket.destroy());
    });
    const reply = await fetch(`${nuvra.url}/v1beta/models/${model}:streamGenerateContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': nuvra.apiKey! },
      body: JSON.stringify({ contents: [{ parts: [{ text: 'Hi' }] }] }),
    });
    const chunks = (await reply.json()) as object[];
    expect(JSON.stringify(chunks[0])).toContain('Hel');
    expect(chunks.at(-1)).toMatchObject({
      error: { code: expect.any(Number) as number, message: expect.any(String) as string },
    });
  }
  vendor.answer(hello);
});

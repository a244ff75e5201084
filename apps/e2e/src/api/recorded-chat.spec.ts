import { type ChatCompletion, type ChatCompletionChunk } from 'openai/resources/chat/completions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeRecorded, nameOf, type Recording, recordings } from '../../../../tools/testing/recordings';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { judgedTokens } from './support/judged-tokens';
import { anthropicMessageIn, objectsIn } from './support/recorded-sayings';
import { recordingName, type RecordedUpstream, startRecordedUpstream } from './support/recorded-upstream';
import { saidInChunks, saidInReply } from './support/said-in-chat';
import { type GeminiReply, saidInGemini } from './support/said-in-gemini';
import { saidInMessage } from './support/said-in-message';

/** Recorded models that the catalogue does not list any more, as an operator would add them. */
const ADDED_MODELS = [
  ['deepseek', 'deepseek', 'deepseek-reasoner'],
  ['anthropic', 'anthropic', 'claude-3-opus-latest'],
  ['anthropic', 'anthropic', 'claude-sonnet-4-0'],
  ['google', 'gemini', 'gemini-1.5-flash'],
  ['google', 'gemini', 'gemini-2.0-flash'],
  ['google', 'gemini', 'gemini-2.0-flash-exp'],
  ['google', 'gemini', 'gemini-2.5-pro-preview-03-25'],
  ['google', 'gemini', 'gemini-3-pro-preview'],
] as const;

const VENDOR_CHATS: Readonly<Record<string, RegExp>> = {
  'api.openai.com': /^\/v1\/chat\/completions$/,
  'api.deepseek.com': /^\/chat\/completions$/,
  'api.anthropic.com': /^\/v1\/messages(\?|$)/,
  'generativelanguage.googleapis.com': /:(generateContent|streamGenerateContent\?alt=sse)$/,
};

interface Body {
  readonly [field: string]: unknown;
}

const isChat = ({ host, path }: Recording): boolean => VENDOR_CHATS[host]?.test(path) ?? false;
/** Compatible vendors and other operations of a vendor fail in the same words. */
const isRefusal = ({ host, path, status }: Recording): boolean =>
  status >= 400 && (path.endsWith('/chat/completions') || host === 'generativelanguage.googleapis.com');
const chats = recordings((recording) => isChat(recording) || isRefusal(recording));
const isStream = ({ contentType }: Recording): boolean => contentType.startsWith('text/event-stream');
const isPassedThrough = ({ host }: Recording): boolean => /openai|deepseek/.test(host);

/** Name, index and recording, for a table of tests. */
const table = (accept: (recording: Recording) => boolean): [string, number, Recording][] =>
  chats.flatMap((recording, index) => (accept(recording) ? [[nameOf(recording), index, recording]] : []));
const succeeded = ({ status }: Recording): boolean => status === 200;

/** Files that the vendor keeps are out of a tenant's reach. */
const namesFile = ({ request }: Recording): boolean => JSON.stringify(request).includes('"file_id"');
const isPassable = (chat: Recording): boolean => succeeded(chat) && isPassedThrough(chat) && !namesFile(chat);

const passedReplies = table((chat) => isPassable(chat) && !isStream(chat));
const passedStreams = table((chat) => isPassable(chat) && isStream(chat));
const anthropicChats = table((chat) => succeeded(chat) && chat.host === 'api.anthropic.com');
const geminiChats = table((chat) => succeeded(chat) && chat.host === 'generativelanguage.googleapis.com');
const refusals = table(isRefusal);
/** OpenAI's word for each status that was recorded: https://platform.openai.com/docs/guides/error-codes */
const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  404: 'invalid_request_error',
  429: 'rate_limit_error',
};

/** The smallest stream of each vendor, which is sent byte by byte. */
const sentByByte = new Set(
  Object.values(Object.groupBy(chats.filter(isStream), ({ host }) => host)).map((streams) =>
    streams!.reduce((smallest, one) => (one.responseBody.length < smallest.responseBody.length ? one : smallest)),
  ),
);

/** The bytes of a stream, one by one or cut at offsets that look random and are the same in every run. */
function* piecesOf(recording: Recording): Iterable<Buffer> {
  const { responseBody } = recording;
  let state = responseBody.length;
  for (let from = 0; from < responseBody.length;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const to = from + (sentByByte.has(recording) ? 1 : 1 + ((state >>> 8) % 400));
    yield responseBody.subarray(from, to);
    from = to;
  }
}

let upstream: RecordedUpstream;
let nuvra: Nuvra;

/** Sends a request that the upstream answers with the recording at `index`. */
function post(index: number, body: Body): Promise<Response> {
  return fetch(`${nuvra.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${nuvra.apiKey}`, 'content-type': 'application/json' },
    // A field that no vendor has yet: it must arrive like all others.
    body: JSON.stringify({ ...body, field_of_tomorrow: { name: recordingName(index) } }),
  });
}

/** A minimal request for the recorded model. The vendors' own requests are in other dialects. */
function minimalRequest(index: number, recording: Recording): Body {
  const model = /\/models\/([^:]+):/.exec(recording.path)?.[1] ?? (recording.request as Body)['model'];
  const messages = [{ role: 'user', content: `Answer with ${recordingName(index)}.` }];
  return { model, messages, ...(isStream(recording) && { stream: true, stream_options: { include_usage: true } }) };
}

const chunksIn = (sse: string): ChatCompletionChunk[] =>
  sse
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as ChatCompletionChunk);

/** What the client is told when the upstream answers with this recording. */
async function saidThroughNuvra(index: number, recording: Recording) {
  const reply = await post(index, minimalRequest(index, recording));
  expect(reply.status).toBe(200);
  const body = await reply.text();
  if (!isStream(recording)) return saidInReply(JSON.parse(body) as ChatCompletion);
  expect(body).toMatch(/\n\ndata: \[DONE\]\n\n$/);
  return saidInChunks(chunksIn(body));
}

describeRecorded('recorded chats through the gateway', () => {
  beforeAll(async () => {
    upstream = await startRecordedUpstream(chats, piecesOf);
    const models = ADDED_MODELS.map(([author, provider, upstreamModel]) => ({
      id: `${author}/${upstreamModel}`,
      aliases: [upstreamModel],
      endpoints: [{ provider, upstreamModel, price: { input: '1', output: '2', cacheRead: '0.5' } }],
    }));
    nuvra = await startNuvra({ environment: upstream.environment, overrides: { models } });
  });
  afterAll(async () => {
    await nuvra?.stop();
    await upstream?.stop();
  });

  it('are there, of every vendor and form', () => {
    expect(passedReplies.length).toBeGreaterThanOrEqual(72);
    expect(passedStreams.length).toBeGreaterThanOrEqual(12);
    expect(anthropicChats.length).toBeGreaterThanOrEqual(145);
    expect(geminiChats.length).toBeGreaterThanOrEqual(175);
    expect(refusals.length).toBeGreaterThanOrEqual(9);
    expect(sentByByte.size).toBe(3);
  });

  describe.concurrent('of OpenAI and DeepSeek, as replies', () => {
    it.each(passedReplies)('%s: request and reply pass unchanged, but for the cost', async (_, index, recording) => {
      const request = recording.request as Body;
      const reply = await post(index, request);
      expect(reply.status).toBe(200);
      const body = (await reply.json()) as ChatCompletion;

      const recorded = objectsIn(recording)[0] as Body;
      const usage = { ...(recorded['usage'] as object), cost: expect.any(Number) as number };
      expect(body).toEqual({ ...recorded, usage });
      expect(saidInReply(body).usage).toEqual(judgedTokens(recording.host, recorded));
      expect(upstream.received(index).body).toEqual({
        ...request,
        // Caches are told apart by tenant.
        ...('prompt_cache_key' in request && { prompt_cache_key: expect.stringMatching(/^[\w-]{43}$/) as string }),
        field_of_tomorrow: { name: recordingName(index) },
      });
    });
  });

  describe.concurrent('of OpenAI, as streams', () => {
    /** The frames of a stream, each with the bytes that end it. */
    const framesIn = (sse: string): string[] => sse.split(/(?<=\n\n)/);
    const isUsage = (frame: string): boolean => /"usage":\s*\{/.test(frame);

    it.each(passedStreams)('%s: every byte comes through, but for the usage frame', async (_, index, recording) => {
      const frames = framesIn(recording.responseBody.toString('utf8'));
      const reply = await post(index, recording.request as Body);
      const received = framesIn(await reply.text());
      expect(received.map((frame) => (isUsage(frame) ? 'usage' : frame))).toEqual(
        frames.map((frame) => (isUsage(frame) ? 'usage' : frame)),
      );

      const [told] = chunksIn(frames.find(isUsage)!);
      const [priced] = chunksIn(received.find(isUsage)!);
      expect(priced).toEqual({ ...told, usage: { ...told!.usage, cost: expect.any(Number) as number } });
      expect(saidInChunks([priced!]).usage).toEqual(judgedTokens(recording.host, told));
    });

    it.each(passedStreams)('%s: a client that asks for no usage gets none', async (_, index, recording) => {
      const { stream_options: _asked, ...request } = recording.request as Body;
      const reply = await post(index, request);
      const frames = framesIn(recording.responseBody.toString('utf8'));
      expect(framesIn(await reply.text())).toEqual(frames.filter((frame) => !isUsage(frame)));
      expect(upstream.received(index).body).toEqual({
        ...request,
        stream_options: { include_usage: true },
        field_of_tomorrow: { name: recordingName(index) },
      });
    });
  });

  describe.concurrent('of Anthropic', () => {
    it.each(anthropicChats)('%s: says the same', async (_, index, recording) => {
      const said = await saidThroughNuvra(index, recording);
      const message = anthropicMessageIn(recording);
      expect(said).toEqual(saidInMessage(message));
      expect(said.usage).toEqual(judgedTokens(recording.host, message));
      expect(upstream.received(index)).toMatchObject({
        path: '/anthropic/v1/messages',
        body: { model: (recording.request as Body)['model'] },
      });
    });
  });

  describe.concurrent('of Gemini', () => {
    it.each(geminiChats)('%s: says the same', async (_, index, recording) => {
      const said = await saidThroughNuvra(index, recording);
      const replies = objectsIn(recording) as GeminiReply[];
      const plain = saidInGemini(replies);
      // Where Gemini names no id for a call, every client still needs one, and another for each call.
      const calls = plain.calls.map((call) => ({
        ...call,
        id: call.id ?? (expect.stringMatching(/^[\w-]+$/) as string),
      }));
      expect(said).toEqual({ ...plain, calls });
      expect(new Set(said.calls.map(({ id }) => id)).size).toBe(said.calls.length);
      expect(said.usage).toMatchObject(judgedTokens(recording.host, replies.at(-1)));
      expect(upstream.received(index).path).toBe(`/gemini${recording.path}`);
    });
  });

  describe.concurrent('that were refused', () => {
    it.each(refusals)(
      '%s: the vendor’s reason reaches the client',
      async (_, index, { host, status, responseBody }) => {
        const model = host === 'generativelanguage.googleapis.com' ? 'gemini-2.5-flash' : 'gpt-4o';
        const messages = [{ role: 'user', content: `Answer with ${recordingName(index)}.` }];
        const reply = await post(index, { model, messages });
        const { error } = JSON.parse(responseBody.toString('utf8')) as { error: Body };
        expect(reply.status).toBe(status);
        expect(await reply.json()).toEqual({
          error: {
            message: error['message'],
            type: ERROR_TYPES[status],
            param: error['param'] ?? null,
            // Some vendors repeat the status as a number here, which OpenAI's clients do not expect.
            code: typeof error['code'] === 'number' ? (expect.any(String) as string) : error['code'],
            request_id: reply.headers.get('x-request-id'),
          },
        });
      },
    );
  });
});

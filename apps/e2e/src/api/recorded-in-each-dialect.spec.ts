import { type ChatCompletion, type ChatCompletionChunk } from 'openai/resources/chat/completions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeRecorded, nameOf, type Recording, recordings } from '../../../../tools/testing/recordings';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { type SdkClient, sdkClients } from './support/ask-sdk';
import { generation } from './support/chat';
import { anthropicMessageIn, objectsIn, responseIn } from './support/recorded-sayings';
import { recordingName, type RecordedUpstream, startRecordedUpstream } from './support/recorded-upstream';
import { type Said, type Tokens } from './support/said';
import { saidInChunks, saidInReply } from './support/said-in-chat';
import { type GeminiReply, saidInGemini } from './support/said-in-gemini';
import { saidInMessage } from './support/said-in-message';
import { saidInResponse } from './support/said-in-response';
import { until } from './support/until';

/** Where completions were recorded: the provider, its dialect there, and an independent reading of what it said. */
interface Source {
  readonly host: string;
  readonly path: RegExp;
  readonly provider: string;
  readonly dialect: SdkClient['dialect'];
  saidIn(recording: Recording): Said;
}

const isStream = ({ contentType }: Recording): boolean => contentType.startsWith('text/event-stream');

const saidInChat = (recording: Recording): Said =>
  isStream(recording)
    ? saidInChunks(objectsIn(recording) as ChatCompletionChunk[])
    : saidInReply(objectsIn(recording)[0] as ChatCompletion);

/** Vendors of OpenAI's chat dialect, where each has it. */
const CHATS: readonly (readonly [host: string, path: RegExp, provider: string])[] = [
  ['api.openai.com', /^\/v1\/chat\/completions$/, 'openai'],
  ['api.deepseek.com', /^\/chat\/completions$/, 'deepseek'],
  ['api.groq.com', /^\/openai\/v1\/chat\/completions$/, 'groq'],
  ['api.mistral.ai', /^\/v1\/chat\/completions(#|$)/, 'mistral'],
  ['openrouter.ai', /^\/api\/v1\/chat\/completions$/, 'openrouter'],
];

const SOURCES: readonly Source[] = [
  ...CHATS.map(([host, path, provider]) => ({
    host,
    path,
    provider,
    dialect: 'openai-chat' as const,
    saidIn: saidInChat,
  })),
  {
    // OpenRouter's own is a beta that its adapter leaves out; what was recorded is the dialect all the same.
    host: 'openrouter.ai',
    path: /^\/api\/v1\/responses$/,
    provider: 'openai',
    dialect: 'openai-responses',
    saidIn: (recording) => saidInResponse(responseIn(recording)),
  },
  {
    host: 'api.deepseek.com',
    path: /^\/responses$/,
    provider: 'deepseek',
    dialect: 'openai-responses',
    saidIn: (recording) => saidInResponse(responseIn(recording)),
  },
  {
    host: 'api.openai.com',
    path: /^\/v1\/responses$/,
    provider: 'openai',
    dialect: 'openai-responses',
    saidIn: (recording) => saidInResponse(responseIn(recording)),
  },
  {
    host: 'api.anthropic.com',
    path: /^\/v1\/messages(\?|$)/,
    provider: 'anthropic',
    dialect: 'anthropic-messages',
    saidIn: (recording) => saidInMessage(anthropicMessageIn(recording)),
  },
  {
    host: 'generativelanguage.googleapis.com',
    path: /:(generateContent|streamGenerateContent\?alt=sse)$/,
    provider: 'gemini',
    dialect: 'gemini',
    saidIn: (recording) => saidInGemini(objectsIn(recording) as GeminiReply[]),
  },
];

const sourceOf = ({ host, path }: Recording): Source | undefined =>
  SOURCES.find((source) => source.host === host && source.path.test(path));

/** Responses in the background are told before they say anything. */
const isQueued = (recording: Recording): boolean =>
  !isStream(recording) && (objectsIn(recording)[0] as { status?: unknown }).status === 'queued';

/** A stream that the vendor itself ended in an error. */
const isBroken = (recording: Recording): boolean =>
  isStream(recording) &&
  objectsIn(recording).some(
    (chunk) => 'error' in (chunk as object) && !('choices' in (chunk as object)) && !('type' in (chunk as object)),
  );

const replies = recordings(
  (recording) =>
    recording.status === 200 && sourceOf(recording) !== undefined && !isQueued(recording) && !isBroken(recording),
);

function modelOf({ path, request }: Recording): string {
  return /\/models\/([^:]+):/.exec(path)?.[1] ?? (request as { model: string }).model;
}

/** The recorded models, each reached in the dialect it was recorded in. */
const idOf = (recording: Recording): string => {
  const { provider, dialect } = sourceOf(recording)!;
  return `recorded-${provider}-${dialect}/${modelOf(recording).replace(/[/:]/g, '-')}`;
};
const models = [...new Map(replies.map((recording) => [idOf(recording), recording])).entries()].map(
  ([id, recording]) => {
    const { provider, dialect } = sourceOf(recording)!;
    return {
      id,
      capabilities: { tools: true, reasoning: true, structuredOutput: true },
      endpoints: [{ provider, upstreamModel: modelOf(recording), dialect, price: { input: '1', output: '2' } }],
    };
  },
);

const table = replies.map((recording, index) => [nameOf(recording), index, recording] as const);

/** What the receipt calls the tokens that a client's dialect has no word for. */
const RECEIPT_PATHS: Readonly<Partial<Record<keyof Tokens, RegExp>>> = {
  written: /^response\.usage\.cacheWrite(5m|1h)Tokens$/,
  audio: /^response\.usage\.inputAudioTokens$/,
  image: /^response\.usage\.inputImageTokens$/,
};

let upstream: RecordedUpstream;
let nuvra: Nuvra;
let clients: SdkClient[];

/** Dialects differ in what stands between two thoughts. */
const oneLine = (text: string): string => text.replace(/\s+/g, '');

/** The dialects' ids of replies are the generation's, with a prefix. */
const generationId = (id: string): string => id.replace(/^(chatcmpl-|resp_|msg_)/, '');

async function expectUsage(
  { said, id }: { said: Said; id: string },
  told: Tokens,
  { tells, dialect }: SdkClient,
): Promise<void> {
  const { prompt, completion, ...parts } = told;
  // OpenRouter charges the same tokens as written and as read (its recorded cost says so): where totals are sums, they count twice.
  const twice = dialect !== 'openai-chat' && parts.cached + parts.written > prompt ? parts.written : 0;
  expect(said.usage).toMatchObject({ prompt: prompt + twice, completion });
  const kinds = Object.keys(parts) as (keyof typeof parts)[];
  const tellable = kinds.filter((kind) => tells.includes(kind));
  expect(said.usage).toMatchObject(Object.fromEntries(tellable.map((kind) => [kind, parts[kind]])));
  const untold = kinds.filter((kind) => !tells.includes(kind) && parts[kind]);
  if (untold.length === 0) return;
  const record = await until('the generation is on record', () => generation(nuvra, generationId(id)));
  const paths = (record['translation'] as { path: string }[]).map(({ path }) => path);
  for (const kind of untold) expect(paths).toContainEqual(expect.stringMatching(RECEIPT_PATHS[kind]!));
}

describeRecorded('recorded replies, read by each dialect’s own SDK', () => {
  beforeAll(async () => {
    upstream = await startRecordedUpstream(replies);
    const origin = new URL(upstream.environment['ANTHROPIC_BASE_URL']!).origin;
    const others = ['GROQ', 'MISTRAL', 'OPENROUTER'].flatMap((name) => [
      [`${name}_API_KEY`, 'key'],
      [`${name}_BASE_URL`, `${origin}/${name.toLowerCase()}`],
    ]);
    nuvra = await startNuvra({
      environment: { ...upstream.environment, ...(Object.fromEntries(others) as Record<string, string>) },
      overrides: { models },
    });
    clients = sdkClients(nuvra);
  });
  afterAll(async () => {
    await nuvra?.stop();
    await upstream?.stop();
  });

  it('are there, of every dialect', () => {
    const counts = Object.groupBy(replies, (recording) => sourceOf(recording)!.dialect);
    expect(counts['openai-chat']!.length).toBeGreaterThanOrEqual(176);
    expect(counts['openai-responses']!.length).toBeGreaterThanOrEqual(162);
    expect(counts['anthropic-messages']!.length).toBeGreaterThanOrEqual(145);
    expect(counts['gemini']!.length).toBeGreaterThanOrEqual(175);
  });

  describe.each(['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'] as const)(
    'a client of %s',
    (dialect) => {
      it.concurrent.each(table)('%s: hears the same', async (_, index, recording) => {
        const client = clients.find((one) => one.dialect === dialect)!;
        const told = sourceOf(recording)!.saidIn(recording);
        const reply = await client.ask(idOf(recording), `Answer with ${recordingName(index)}.`, isStream(recording));

        const { said } = reply;
        // Where Gemini names no id for a call, clients of other dialects still need one.
        const noId = dialect === 'gemini' ? undefined : (expect.any(String) as string);
        expect({ ...said, reasoning: oneLine(said.reasoning) }).toMatchObject({
          text: told.text,
          reasoning: oneLine(told.reasoning),
          calls: told.calls.map((call) => ({ ...call, id: call.id ?? noId })),
          finish: told.finish,
        });
        if (told.usage) await expectUsage(reply, told.usage, client);
      });
    },
  );
});

import { extractUsage, findProvider } from '@pydantic/genai-prices';
import { type ChatCompletion, type ChatCompletionChunk } from 'openai/resources/chat/completions';
import { expect, it } from 'vitest';
import { describeRecorded, nameOf, type Recording, recordings } from '../../../../tools/testing/recordings';
import { type JsonObject } from '../call';
import { type StreamContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { ReceiptBook } from '../receipt';
import { type SseFrame } from '../sse';
import { everySplit, framesOf, randomCuts, seededRandom } from '../testing/split-stream';
import { INPUT_CLASSES, OUTPUT_CLASSES, sumTokens, type Usage } from '../usage';
import { writeFinishReason } from './finish-reasons';
import { openAiChat } from './openai-chat';

const PROVIDERS: Readonly<Record<string, string>> = {
  'api.openai.com': 'openai',
  'api.deepseek.com': 'deepseek',
  'api.groq.com': 'groq',
  'api.mistral.ai': 'mistral',
  'openrouter.ai': 'openrouter',
};

const CHATS = recordings(({ host, path }) => host in PROVIDERS && path.split('?')[0]!.endsWith('/chat/completions'));
const isStream = ({ contentType }: Recording): boolean => contentType.includes('event-stream');
const REPLIES = CHATS.filter((chat) => chat.status === 200 && !isStream(chat)).map(
  (chat) => [nameOf(chat), chat] as const,
);
const STREAMS = CHATS.filter(isStream).map((chat) => [nameOf(chat), chat] as const);
const ERRORS = CHATS.filter((chat) => chat.status !== 200).map((chat) => [nameOf(chat), chat] as const);

const contextOf = (part: Partial<StreamContext> = {}): StreamContext => ({
  id: 'gen-1',
  model: 'author/slug',
  createdAtSeconds: 1_700_000_000,
  includeUsage: true,
  usdCostOf: () => 0.25,
  book: new ReceiptBook(),
  ...part,
});

/** What a reply says, for comparison: deltas are joined. */
interface Said {
  text: string;
  reasoning: string;
  calls: { id: string; name: string; arguments: string }[];
  finish: string | undefined;
}

function saidIn(events: readonly ReplyEvent[]): Said {
  const said: Said = { text: '', reasoning: '', calls: [], finish: undefined };
  for (const event of events) {
    if (event.type === 'text-delta') said.text += event.text;
    if (event.type === 'reasoning-delta') said.reasoning += event.text;
    if (event.type === 'tool-call-start') said.calls[event.index] = { id: event.id, name: event.name, arguments: '' };
    if (event.type === 'tool-call-delta') said.calls[event.index]!.arguments += event.argumentsText;
    if (event.type === 'finish') said.finish = writeFinishReason(event.reason);
  }
  return said;
}

/** Vendors' extensions that the SDK's types lack. */
interface Extended {
  content?: string | { type: string; text?: string; thinking?: { text: string }[] }[] | null;
  reasoning?: string | null;
  reasoning_content?: string | null;
  tool_calls?: { index?: number; id?: string; function?: { name?: string; arguments?: string } }[] | null;
}

/** An independent, plain reading of one message or of all deltas of a stream. */
function plainly(messages: readonly Extended[], finish: string | null | undefined): Said {
  const said: Said = { text: '', reasoning: '', calls: [], finish: undefined };
  for (const message of messages) {
    const parts =
      typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : (message.content ?? []);
    for (const part of parts) {
      said.text += part.text ?? '';
      said.reasoning += ('thinking' in part ? (part.thinking ?? []) : []).map(({ text }) => text).join('');
    }
    said.reasoning += message.reasoning_content ?? message.reasoning ?? '';
    (message.tool_calls ?? []).forEach((call, position) => {
      const known = (said.calls[call.index ?? position] ??= { id: '', name: '', arguments: '' });
      known.id += call.id ?? '';
      known.name += call.function?.name ?? '';
      known.arguments += call.function?.arguments ?? '';
    });
  }
  // Calls that end in `stop`, as with a forced tool, are to be executed like any other.
  said.finish = finish === 'stop' && said.calls.length > 0 ? 'tool_calls' : (finish ?? undefined);
  return said;
}

const jsonOf = (chat: Recording): JsonObject => JSON.parse(chat.responseBody.toString('utf8')) as JsonObject;
const usageIn = (events: readonly ReplyEvent[]): Usage | undefined =>
  events.findLast((event) => event.type === 'usage')?.usage;

/** What is compared: all events but the start, the extras apart, for their order is that of an object's fields. */
function saying(events: readonly ReplyEvent[]): { said: ReplyEvent[]; extras: unknown[][] } {
  return {
    said: events.filter(({ type }) => type !== 'start' && type !== 'extra'),
    extras: events.flatMap((event) => (event.type === 'extra' ? [[event.path, event.value]] : [])).sort(),
  };
}

function readStream(frames: readonly SseFrame[]): ReplyEvent[] {
  const reader = openAiChat.createStreamReader();
  return [...frames.flatMap((frame) => reader.read(frame)), ...reader.end()];
}

/** The objects in a stream, read without our splitter. */
function chunksIn(chat: Recording): JsonObject[] {
  const lines = chat.responseBody.toString('utf8').split('\n');
  return lines.filter((line) => line.startsWith('data: {')).map((line) => JSON.parse(line.slice(6)) as JsonObject);
}

/** Asserts that an independent judge counts the same in the body that tells usage. */
function expectJudgeToAgree(host: string, body: JsonObject, usage: Usage | undefined): void {
  const provider = findProvider({ providerId: PROVIDERS[host]! })!;
  const flavor = provider.extractors!.some(({ api_flavor }) => api_flavor === 'chat') ? 'chat' : 'default';
  const judged = extractUsage(provider, body, flavor).usage;
  const input = sumTokens(usage!, INPUT_CLASSES);
  // The one vendor that counts the same tokens as written and as read: the overlap stands in both classes.
  const overlap = (usage!.cacheReadTokens ?? 0) + (usage!.cacheWrite5mTokens ?? 0) > judged['input_tokens']!;
  expect(overlap ? judged['input_tokens']! + usage!.cacheWrite5mTokens! : judged['input_tokens']).toBe(input);
  expect(judged['output_tokens']).toBe(sumTokens(usage!, OUTPUT_CLASSES));
  expect(judged['cache_read_tokens'] ?? 0).toBe(usage!.cacheReadTokens ?? 0);
  expect(judged['cache_write_tokens'] ?? 0).toBe(usage!.cacheWrite5mTokens ?? 0);
  expect(judged['output_reasoning_tokens'] ?? 0).toBe(usage!.reasoningTokens ?? 0);
  expect(judged['input_audio_tokens'] ?? 0).toBe(usage!.inputAudioTokens ?? 0);
  expect(judged['output_audio_tokens'] ?? 0).toBe(usage!.outputAudioTokens ?? 0);
}

describeRecorded('recorded replies', () => {
  it('are there', () => {
    expect(REPLIES.length).toBeGreaterThan(150);
    expect(new Set(REPLIES.map(([, { host }]) => host)).size).toBe(5);
  });

  it.each(REPLIES)('%s: is read as it stands', (_name, chat) => {
    const body = jsonOf(chat) as unknown as ChatCompletion;
    const events = openAiChat.readReply(body);
    const [choice] = body.choices;
    expect(saidIn(events)).toEqual(plainly([choice!.message as Extended], choice!.finish_reason));
    expect(events[0]).toEqual({ type: 'start', id: body.id, model: body.model, createdAtSeconds: body.created });
    expect(events.at(-1)?.type).toBe('finish');
    expectJudgeToAgree(chat.host, body as unknown as JsonObject, usageIn(events));
  });

  it.each(REPLIES)('%s: written and read again, it says the same', (_name, chat) => {
    const events = openAiChat.readReply(jsonOf(chat));
    const book = new ReceiptBook();
    const written = openAiChat.writeReply(events, contextOf({ book, usdCostOf: () => undefined }));
    expect(saying(openAiChat.readReply(JSON.parse(JSON.stringify(written))))).toEqual(saying(events));
    expect(book.lines).toEqual([]);
  });

  it.each(REPLIES)('%s: written again, it is the same JSON', (_name, chat) => {
    const body = jsonOf(chat);
    const { id, model, created } = body as unknown as ChatCompletion;
    const context = contextOf({ id, model, createdAtSeconds: created, usdCostOf: () => undefined });
    const written = openAiChat.writeReply(openAiChat.readReply(body), context);
    expect(normalisedReply(written)).toEqual(normalisedReply(body));
    const costed = openAiChat.writeReply(openAiChat.readReply(body), contextOf());
    expect((costed['usage'] as JsonObject)['cost']).toBe(0.25);
  });

  it.each(REPLIES)('%s: relayed, only the cost is new', (_name, chat) => {
    const { text, facts } = openAiChat.relayReply(chat.responseBody.toString(), contextOf());
    const expected = jsonOf(chat);
    expect(JSON.parse(text)).toEqual({ ...expected, usage: { ...(expected['usage'] as JsonObject), cost: 0.25 } });
    const told = (expected['usage'] as JsonObject)['cost'] !== undefined;
    if (!told) expect(text.replace('"cost":0.25,', '')).toBe(chat.responseBody.toString());
    const events = openAiChat.readReply(expected);
    expect(facts.usage).toEqual(usageIn(events));
    expect(facts.vendorId).toBe(expected['id']);
    expect(facts.failure).toBeUndefined();
    expect(facts.finishReason).toBeDefined();
  });
});

describeRecorded('recorded streams', () => {
  it('are there', () => expect(STREAMS.length).toBeGreaterThanOrEqual(18));

  it.each(STREAMS)('%s: is read as it stands', (_name, chat) => {
    const chunks = chunksIn(chat);
    const choices = (chunks as unknown as ChatCompletionChunk[]).flatMap((chunk) => chunk.choices ?? []);
    const finish = choices.find((choice) => choice.finish_reason)?.finish_reason;
    const events = readStream(framesOf(chat.responseBody));
    expect(saidIn(events)).toEqual(
      plainly(
        choices.map(({ delta }) => delta as Extended),
        finish,
      ),
    );

    const told = chunks
      .map((chunk) => ({ ...chunk, usage: chunk['usage'] ?? groqUsage(chunk) }))
      .findLast(({ usage }) => usage);
    if (told) expectJudgeToAgree(chat.host, told, usageIn(events));
    else expect(usageIn(events)).toBeUndefined();
    const error = chunks.find((chunk) => 'error' in chunk)?.['error'] as { message: string } | undefined;
    if (error) expect(events.at(-1)).toMatchObject({ type: 'failure', failure: { message: error.message } });
    else expect(events.filter(({ type }) => type === 'finish')).toHaveLength(1);
  });

  it.each(STREAMS)('%s: written and read again, it says the same', (_name, chat) => {
    const events = readStream(framesOf(chat.responseBody));
    const book = new ReceiptBook();
    const writer = openAiChat.createStreamWriter(contextOf({ book, usdCostOf: () => undefined }));
    const failed = events.some(({ type }) => type === 'failure');
    const written = events.map((event) => writer.write(event)).join('') + (failed ? '' : writer.end());
    const again = readStream(framesOf(Buffer.from(written)));
    // Usage is the last word of what we write, wherever the vendor told it.
    const isUsage = ({ type }: ReplyEvent): boolean => type === 'usage';
    const inOurOrder = [...events.filter((event) => !isUsage(event)), ...events.filter(isUsage).slice(-1)];
    expect(book.lines).toEqual([]);
    expect(saying(again)).toEqual(saying(inOurOrder));
  });

  it.each(STREAMS)('%s: cut at random, the reading and the relayed bytes are the same', (name, chat) => {
    const random = seededRandom(name.length);
    const whole = outcome(framesOf(chat.responseBody));
    for (let round = 0; round < 5; round++) {
      const cuts = randomCuts(chat.responseBody, 1 + round * 10, random);
      expect({ cuts, ...outcome(framesOf(chat.responseBody, ...cuts)) }).toEqual({ cuts, ...whole });
    }
  });

  it.each(STREAMS)('%s: cut at every byte, its frames are the same', (_name, chat) => {
    const frames = framesOf(chat.responseBody).map(({ bytes }) => bytes);
    // A cut concerns the frame it falls into and the next one: two at a time, all are cut everywhere.
    for (const [at, one] of frames.slice(0, -1).entries()) {
      const both = Buffer.concat([one, frames[at + 1]!]);
      for (let cut = 1; cut < both.length; cut++) {
        const [first, second, ...more] = framesOf(both, cut);
        const isSame = first?.bytes.equals(one) && second?.bytes.equals(frames[at + 1]!) && more.length === 0;
        if (!isSame) expect({ at, cut, isSame }).toEqual({ at, cut, isSame: true });
      }
    }
  });

  const sample = [...STREAMS]
    .sort(([, one], [, other]) => one.responseBody.length - other.responseBody.length)
    .slice(0, 1);
  it.each(sample)('%s: cut at every byte, the same', { timeout: 60_000 }, (_name, chat) => {
    const whole = outcome(framesOf(chat.responseBody));
    for (const cuts of everySplit(chat.responseBody)) {
      const { events, relayed } = outcome(framesOf(chat.responseBody, ...cuts));
      expect(relayed).toBe(whole.relayed);
      expect(JSON.stringify(events)).toBe(JSON.stringify(whole.events));
    }
  });

  it.each(STREAMS)('%s: is relayed byte for byte, but for the usage', (_name, chat) => {
    const original = chat.responseBody.toString('utf8');
    const events = readStream(framesOf(chat.responseBody));
    for (const includeUsage of [true, false]) {
      const { relayed, facts } = relay(framesOf(chat.responseBody), includeUsage);
      const originals = original.split('\n\n');
      const expected = originals.flatMap((frame) => expectedFrame(frame, includeUsage));
      expect(relayed.split('\n\n')).toEqual(expected);
      expect(facts.usage).toEqual(usageIn(events));
      expect(facts.vendorId).toBe(chunksIn(chat)[0]!['id']);
      const finish = events.find((event) => event.type === 'finish');
      // The reader knows of the calls, the relay only of the word.
      expect(facts.finishReason).toBe(finish?.vendorReason === 'stop' ? 'stop' : finish?.reason);
      const failure = events.find((event) => event.type === 'failure')?.failure;
      expect(facts.failure).toEqual(failure);
    }
  });
});

const groqUsage = (chunk: JsonObject): unknown => (chunk['x_groq'] as { usage?: unknown } | undefined)?.usage;

/** What must become of one frame, decided on the parsed frame alone. */
function expectedFrame(frame: string, includeUsage: boolean): string[] {
  if (!frame.startsWith('data: {')) return [frame];
  const chunk = JSON.parse(frame.slice(6)) as JsonObject;
  const usage = (chunk['usage'] ?? groqUsage(chunk)) as JsonObject | undefined;
  if (!usage) return [frame];
  if (!includeUsage) return (chunk['choices'] as unknown[]).length === 0 ? [] : [frame];
  // The vendor's own bytes around the cost; a body with a cost or a second usage in it is written anew.
  const isPlain = chunk['usage'] && usage['cost'] === undefined && frame.split('"usage"').length === 2;
  if (isPlain) return [frame.replace(/("usage":\s*\{\s*)/, '$1"cost":0.25,')];
  usage['cost'] = 0.25;
  return [`data: ${JSON.stringify(chunk)}`];
}

function relay(frames: readonly SseFrame[], includeUsage: boolean) {
  const relay = openAiChat.createRelay({ ...contextOf(), includeUsage });
  const sent = frames.map((frame) => relay.relay(frame)?.toString('utf8') ?? '');
  expect(relay.end()).toBeNull();
  return { relayed: sent.join(''), facts: relay.facts };
}

function outcome(frames: readonly SseFrame[]) {
  return { events: readStream(frames), relayed: relay(frames, true).relayed };
}

describeRecorded('recorded errors', () => {
  it.each(ERRORS)('%s: keeps the vendor’s sentence, code and field', (_name, chat) => {
    const body = jsonOf(chat);
    const error = body['error'] as { message: string; code: unknown; param?: string };
    const failure = openAiChat.readFailure(chat.status, body, {});
    expect(failure).toEqual({
      kind: chat.status === 429 ? 'rate-limit' : 'invalid-request',
      message: error.message,
      ...(typeof error.code === 'string' && { code: error.code }),
      ...(error.param && { param: error.param }),
    });
  });
});

/** What `writeReply` says that it writes in one way, whichever way a vendor said it. */
function normalisedReply(body: JsonObject): unknown {
  const copy = structuredClone(body) as JsonObject & { choices: JsonObject[]; usage: Record<string, number> };
  for (const choice of copy.choices) {
    const message = choice['message'] as Extended & JsonObject;
    const { text, reasoning } = plainly([message], undefined);
    Object.assign(message, { content: text, reasoning, reasoning_content: reasoning });
    for (const call of (message.tool_calls ?? []) as JsonObject[]) {
      call['type'] = 'function';
      delete call['index'];
    }
    if (message.tool_calls?.length && choice['finish_reason'] === 'stop') {
      choice['finish_reason'] = 'tool_calls';
      choice['native_finish_reason'] ??= 'stop';
    }
  }
  const { usage } = copy;
  const details = usage['prompt_tokens_details'] as unknown as Record<string, number> | undefined;
  // Tokens both read and written count in both classes, and so twice in the sum.
  const [read = 0, written = 0] = [details?.['cached_tokens'], details?.['cache_write_tokens']];
  if (usage['prompt_tokens']! < read + written) usage['prompt_tokens']! += Math.min(read, written);
  usage['total_tokens'] = usage['prompt_tokens']! + usage['completion_tokens']!;
  return withoutNothing(copy);
}

/** Without fields that say nothing: null and empty are the same as absent. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) => [key, withoutNothing(field)] as const);
  return Object.fromEntries(
    fields.filter(([, field]) => field !== null && field !== '' && !(Array.isArray(field) && field.length === 0)),
  );
}

/** What writing changes without loss: a request that says the same in one form. */
function normalised(body: unknown): JsonObject {
  const copy = structuredClone(body) as JsonObject & { messages: JsonObject[]; tools?: JsonObject[] };
  if (copy['stream'] === false) delete copy['stream'];
  // Usage is always asked for.
  if (copy['stream'] === true) copy['stream_options'] = { include_usage: true };
  // Mistral's name for `required`.
  if (copy['tool_choice'] === 'any') copy['tool_choice'] = 'required';
  if (copy['usage']) delete copy['usage'];
  for (const message of copy.messages) {
    // An assistant without text says null, anyone else an empty text.
    if (Array.isArray(message['content']) && message['content'].length === 0) delete message['content'];
    message['content'] ??= message['role'] === 'assistant' ? null : '';
    // The position of a call in its list is its index.
    for (const call of (message['tool_calls'] ?? []) as JsonObject[]) delete call['index'];
  }
  for (const tool of copy.tools ?? []) if (tool['function']) tool['type'] = 'function';
  return copy;
}

describeRecorded('recorded requests', () => {
  it.each(CHATS.map((chat) => [nameOf(chat), chat] as const))(
    '%s: read and written again, it is the same JSON',
    (_name, chat) => {
      const body = chat.request as JsonObject;
      const before = structuredClone(body);
      const call = openAiChat.readRequest(body);
      const book = new ReceiptBook();
      const written = openAiChat.writeRequest(call, { model: call.model }, book);
      expect(written.body).toEqual(normalised(body));
      expect(book.lines).toEqual([]);
      expect(body).toEqual(before);
    },
  );

  it.each(CHATS.map((chat) => [nameOf(chat), chat] as const))(
    '%s: is prepared with the model alone changed',
    (_name, chat) => {
      const body = structuredClone(chat.request) as JsonObject;
      const prepared = openAiChat.prepareRequest(body, { model: 'upstream' }, new ReceiptBook());
      const stream = body['stream'] === true && {
        stream_options: { ...(body['stream_options'] as object), include_usage: true },
      };
      expect(prepared).toEqual({ ...body, model: 'upstream', ...stream });
      expect(body).toEqual(chat.request);
    },
  );
});

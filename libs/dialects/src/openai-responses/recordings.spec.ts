import { extractUsage, findProvider } from '@pydantic/genai-prices';
import { type Response } from 'openai/resources/responses/responses';
import { expect, it } from 'vitest';
import { describeRecorded, nameOf, type Recording, recordings } from '../../../../tools/testing/recordings';
import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { ReceiptBook } from '../receipt';
import { everySplit, framesOf, randomCuts, seededRandom } from '../testing/split-stream';
import { INPUT_CLASSES, OUTPUT_CLASSES, sumTokens } from '../usage';
import { openAiResponses } from './openai-responses';
import { contextOf, readStream, relay, usageIn, writeStream } from './spec-support';

const HOSTS = ['api.openai.com', 'api.deepseek.com', 'openrouter.ai'];
const EXCHANGES = recordings(
  ({ host, path }) => HOSTS.includes(host) && /\/responses(\/resp_[^/]*)?$/.test(path.split('?')[0]!),
);
const isStream = ({ contentType }: Recording): boolean => contentType.includes('event-stream');
const named = (exchanges: readonly Recording[]) => exchanges.map((exchange) => [nameOf(exchange), exchange] as const);
const jsonOf = (exchange: Recording): JsonObject => JSON.parse(exchange.responseBody.toString('utf8')) as JsonObject;

const REPLIES = named(EXCHANGES.filter((exchange) => exchange.status === 200 && !isStream(exchange)));
const STREAMS = named(EXCHANGES.filter(isStream));
const ERRORS = named(EXCHANGES.filter(({ status }) => status !== 200));
const REQUESTS = named(EXCHANGES.filter(({ request }) => request));

/**
 * The one form for what JSON can say in two: null and empty lists and objects are as good as absent, and so are empty instructions and
 * `stream: false`.
 */
function normalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalised);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) => [key, normalised(field)] as const);
  return Object.fromEntries(
    fields.filter(([key, field]) => {
      if (field === null || (key === 'instructions' && field === '') || (key === 'stream' && field === false))
        return false;
      return typeof field !== 'object' || Object.keys(field).length > 0;
    }),
  );
}

describeRecorded('recorded requests', () => {
  it.each(REQUESTS)('%s: read and written again, nothing is lost', (_name, { request }) => {
    const book = new ReceiptBook();
    const call = openAiResponses.readRequest(request as JsonObject);
    const { body } = openAiResponses.writeRequest(call, { model: call.model }, book);
    expect(normalised(body)).toEqual(normalised(request));
    expect(book.lines).toEqual([]);
  });

  it.each(REQUESTS)('%s: is prepared with the model alone changed', (_name, { request }) => {
    const body = structuredClone(request) as JsonObject;
    expect(openAiResponses.prepareRequest(body, { model: 'upstream' }, new ReceiptBook())).toEqual({
      ...body,
      model: 'upstream',
    });
    expect(body).toEqual(request);
  });
});

/** What is written of a reply without loss: the fields that the types demand and an older reply lacks, and our cost. */
function expectedReply(body: JsonObject): unknown {
  const usage = body['usage'] as (JsonObject & { input_tokens_details: JsonObject }) | null;
  return normalised({
    parallel_tool_calls: true,
    tool_choice: 'auto',
    ...body,
    usage: usage && {
      ...usage,
      input_tokens_details: { cache_write_tokens: 0, ...usage.input_tokens_details },
      cost: 0.25,
    },
  });
}

/** What a reply says, for comparison. */
interface Said {
  text: string;
  reasoning: string;
  refusal: string;
  calls: { id: string; name: string; arguments: string }[];
  natives: number;
  proofs: number;
}

function saidIn(events: readonly ReplyEvent[]): Said {
  const said: Said = { text: '', reasoning: '', refusal: '', calls: [], natives: 0, proofs: 0 };
  for (const event of events) {
    if (event.type === 'text-delta') said.text += event.text;
    if (event.type === 'reasoning-delta') said.reasoning += event.text;
    if (event.type === 'refusal-delta') said.refusal += event.text;
    if (event.type === 'tool-call-start') said.calls[event.index] = { id: event.id, name: event.name, arguments: '' };
    if (event.type === 'tool-call-delta') said.calls[event.index]!.arguments += event.argumentsText;
    // A message without a word is told whole.
    if (event.type === 'media' || (event.type === 'native' && event.value['type'] !== 'message')) said.natives++;
    if (event.type === 'reasoning-state') said.proofs++;
  }
  return said;
}

/** An independent, plain reading of the output. */
function plainly({ output }: Response): Said {
  const said: Said = { text: '', reasoning: '', refusal: '', calls: [], natives: 0, proofs: 0 };
  for (const item of output) {
    if (item.type === 'message') {
      said.text += item.content.map((part) => ('text' in part ? part.text : '')).join('');
      said.refusal += item.content.map((part) => ('refusal' in part ? part.refusal : '')).join('');
    } else if (item.type === 'reasoning') {
      said.reasoning += [...item.summary, ...(item.content ?? [])].map(({ text }) => text).join('');
      said.proofs++;
    } else if (item.type === 'function_call') {
      said.calls.push({ id: item.call_id, name: item.name, arguments: item.arguments });
    } else {
      said.natives++;
    }
  }
  return said;
}

/** Asserts that an independent judge counts the same. */
function expectJudgeToAgree(response: JsonObject, events: readonly ReplyEvent[]): void {
  const usage = usageIn(events);
  if (response['usage'] === null) return expect(usage).toBeUndefined();
  const judged = extractUsage(findProvider({ providerId: 'openai' })!, response, 'responses').usage;
  expect(judged['input_tokens']).toBe(sumTokens(usage!, INPUT_CLASSES));
  expect(judged['output_tokens']).toBe(sumTokens(usage!, OUTPUT_CLASSES));
  expect(judged['cache_read_tokens'] ?? 0).toBe(usage!.cacheReadTokens ?? 0);
  expect(judged['cache_write_tokens'] ?? 0).toBe(usage!.cacheWrite5mTokens ?? 0);
  expect(judged['output_reasoning_tokens'] ?? 0).toBe(usage!.reasoningTokens ?? 0);
}

function expectFinish(response: Response, events: readonly ReplyEvent[]): void {
  const finish = events.at(-1);
  const isPending = response.status === 'queued' || response.status === 'in_progress';
  const hasCalls = response.output.some(({ type }) => type === 'function_call');
  expect(finish).toMatchObject({ type: 'finish', reason: isPending ? 'pause' : hasCalls ? 'tool-calls' : 'stop' });
}

describeRecorded('recorded replies', () => {
  it('are there', () => expect(REPLIES.length).toBeGreaterThan(150));

  it.each(REPLIES)('%s: is read as it stands', (_name, exchange) => {
    const body = jsonOf(exchange);
    const response = body as unknown as Response;
    const events = openAiResponses.readReply(body);
    expect(saidIn(events)).toEqual(plainly(response));
    expect(events[0]).toEqual({
      type: 'start',
      id: response.id,
      model: response.model,
      createdAtSeconds: response.created_at,
    });
    expectFinish(response, events);
    expectJudgeToAgree(body, events);
  });

  it.each(REPLIES)('%s: read and written again, nothing is lost', (_name, exchange) => {
    const body = jsonOf(exchange);
    const events = openAiResponses.readReply(body);
    const context = contextOf(events);
    const written = openAiResponses.writeReply(events, context);
    expect(normalised(JSON.parse(JSON.stringify(written)))).toEqual(expectedReply(body));
    expect(context.book.lines.filter(({ outcome }) => outcome === 'dropped')).toEqual([]);
  });

  it.each(REPLIES)('%s: relayed, only the cost is new', (_name, exchange) => {
    const { text, facts } = openAiResponses.relayReply(exchange.responseBody.toString(), contextOf());
    const expected = jsonOf(exchange);
    const usage = expected['usage'] as JsonObject | null;
    expect(JSON.parse(text)).toEqual({ ...expected, usage: usage && { ...usage, cost: 0.25 } });
    const events = openAiResponses.readReply(expected);
    const told = events.find((event) => event.type === 'usage');
    expect(facts.usage).toEqual(told?.usage);
    if (told) expect(facts.served).toEqual(servedIn(told));
    expect(facts.vendorId).toBe(expected['id']);
    expect(facts.finishReason).toBe(finishIn(events));
  });
});

const servedIn = ({ type: _type, usage: _usage, ...served }: Extract<ReplyEvent, { type: 'usage' }>) => served;
const finishIn = (events: readonly ReplyEvent[]) => events.find((event) => event.type === 'finish')?.reason;

/** The objects in a stream, read without our splitter. */
function eventsIn(exchange: Recording): JsonObject[] {
  const lines = exchange.responseBody.toString('utf8').split('\n');
  return lines.filter((line) => line.startsWith('data: {')).map((line) => JSON.parse(line.slice(6)) as JsonObject);
}

/**
 * What must be the same after a second reading: everything in its order, deltas joined, and the fields of this dialect alone by
 * their path. Parts of usage that were not told read as none.
 */
function meaningOf(events: readonly ReplyEvent[]) {
  const extras = new Map<string, unknown>();
  const told: ReplyEvent[] = [];
  for (const event of events) {
    const last = told.at(-1);
    if (event.type === 'extra') extras.set(event.path, event.value);
    else if (event.type === 'usage') {
      told.push({ ...event, usage: { ...event.usage, cacheWrite5mTokens: event.usage.cacheWrite5mTokens ?? 0 } });
    } else if ('text' in event && last && 'text' in last && last.type === event.type && event.type !== 'native') {
      told[told.length - 1] = { ...event, text: `${last.text}${event.text}` };
    } else if (event.type === 'tool-call-delta' && last?.type === event.type && last.index === event.index) {
      told[told.length - 1] = { ...event, argumentsText: last.argumentsText + event.argumentsText };
    } else told.push(event);
  }
  return { told, extras: Object.fromEntries(extras) };
}

function outcome(frames: ReturnType<typeof framesOf>) {
  return { events: readStream(frames), ...relay(frames) };
}

describeRecorded('recorded streams', () => {
  it('are there', () => expect(STREAMS.length).toBeGreaterThanOrEqual(18));

  it.each(STREAMS)('%s: is read as it stands', (_name, exchange) => {
    const last = eventsIn(exchange).at(-1)!;
    const response = last['response'] as Response;
    const events = readStream(framesOf(exchange.responseBody));
    expect(saidIn(events)).toEqual(plainly(response));
    expectFinish(response, events);
    expectJudgeToAgree(last['response'] as JsonObject, events);
  });

  it.each(STREAMS)('%s: says what its last event alone says', (_name, exchange) => {
    const last = eventsIn(exchange).at(-1)!;
    const frame = Buffer.from(`data: ${JSON.stringify(last)}\n\n`);
    expect(saidIn(readStream(framesOf(frame)))).toEqual(saidIn(readStream(framesOf(exchange.responseBody))));
    expect(saidIn(openAiResponses.readReply(last['response']))).toEqual(saidIn(readStream(framesOf(frame))));
  });

  it.each(STREAMS)('%s: written and read again, it says the same', (_name, exchange) => {
    const events = readStream(framesOf(exchange.responseBody));
    const again = readStream(framesOf(Buffer.from(writeStream(events))));
    expect(meaningOf(again)).toEqual(meaningOf(events));
  });

  it.each(STREAMS)('%s: cut at random, the reading and the relayed bytes are the same', (name, exchange) => {
    const random = seededRandom(name.length);
    const whole = outcome(framesOf(exchange.responseBody));
    for (let round = 0; round < 5; round++) {
      const cuts = randomCuts(exchange.responseBody, 1 + round * 10, random);
      expect({ cuts, ...outcome(framesOf(exchange.responseBody, ...cuts)) }).toEqual({ cuts, ...whole });
    }
  });

  // Readers and relays see frames alone: where those are the same, so is what is read and relayed.
  it.each(STREAMS)('%s: cut at every byte, the frames are the same', { timeout: 60_000 }, (_name, { responseBody }) => {
    const whole = framesOf(responseBody).map(({ bytes }) => bytes);
    for (const cuts of everySplit(responseBody)) {
      const frames = framesOf(responseBody, ...cuts);
      const areSame = frames.length === whole.length && frames.every(({ bytes }, at) => bytes.equals(whole[at]!));
      if (!areSame) expect({ cuts, frames }).toEqual({ cuts, frames: whole });
    }
  });

  const shortest = [...STREAMS]
    .sort(([, one], [, other]) => one.responseBody.length - other.responseBody.length)
    .slice(0, 2);
  it.each(shortest)(
    '%s: cut at every byte, it is read and relayed the same',
    { timeout: 60_000 },
    (_name, exchange) => {
      const whole = JSON.stringify(outcome(framesOf(exchange.responseBody)));
      for (const cuts of everySplit(exchange.responseBody)) {
        const cut = JSON.stringify(outcome(framesOf(exchange.responseBody, ...cuts)));
        if (cut !== whole) expect({ cuts, cut }).toEqual({ cuts, cut: whole });
      }
    },
  );

  it.each(STREAMS)('%s: is relayed byte for byte, but for the cost in its last event', (_name, exchange) => {
    const original = exchange.responseBody.toString('utf8');
    const { relayed, failure, facts } = relay(framesOf(exchange.responseBody));
    expect(failure).toBeNull();
    const events = readStream(framesOf(exchange.responseBody));
    const last = eventsIn(exchange).at(-1)! as { response: { id: string; usage: JsonObject } };
    if (last.response.usage['cost'] === undefined) expect(relayed.replace('"cost":0.25,', '')).toBe(original);
    const relayedLast = relayed.split('\n').findLast((line) => line.startsWith('data: {'))!;
    const usage = { ...last.response.usage, cost: 0.25 };
    expect(JSON.parse(relayedLast.slice(6))).toEqual({ ...last, response: { ...last.response, usage } });
    expect(relayed.split('\n\n').slice(0, -2)).toEqual(
      expect.arrayContaining(original.split('\n\n').slice(0, -3)) as unknown,
    );
    expect(facts).toMatchObject({ usage: usageIn(events), vendorId: last.response.id, finishReason: finishIn(events) });
    expect(facts.failure).toBeUndefined();
  });
});

describeRecorded('recorded errors', () => {
  it('are there', () => expect(ERRORS.length).toBeGreaterThanOrEqual(6));

  it.each(ERRORS)('%s: keeps the vendor’s sentence, code and field', (_name, exchange) => {
    const body = jsonOf(exchange);
    const { message, code, param } = body['error'] as { message: string; code: string | null; param?: string };
    expect(openAiResponses.readFailure(exchange.status, body, {})).toEqual({
      kind: code === 'model_not_found' ? 'not-found' : 'invalid-request',
      message,
      ...(code && { code }),
      ...(param && { param }),
    });
  });
});

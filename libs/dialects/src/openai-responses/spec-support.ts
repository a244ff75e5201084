import { type Response, type ResponseStreamEvent } from 'openai/resources/responses/responses';
import { type Call, type DialectId, type JsonObject, type Message, type ReasoningState } from '../call';
import { type StreamContext, type Target } from '../dialect';
import { type FinishReason, type ReplyEvent } from '../events';
import { ReceiptBook } from '../receipt';
import { type SseFrame } from '../sse';
import { type Usage } from '../usage';
import { openAiResponses } from './openai-responses';

/* What several specs say: calls to write, and events to read and write. */

export const HELLO: Message = {
  role: 'user',
  path: 'messages[0]',
  parts: [{ type: 'text', path: 'messages[0].content', text: 'hi' }],
};

/** A call from a client of another dialect. */
export function foreign(part: Partial<Call>): Call {
  return {
    dialect: 'anthropic-messages',
    model: 'm',
    stream: false,
    messages: [HELLO],
    tools: [],
    settings: {},
    settingPaths: {},
    extras: [],
    ...part,
  };
}

/** The call of a client of this dialect. */
export const readOf = (body: JsonObject): Call => openAiResponses.readRequest({ model: 'm', input: 'hi', ...body });

/** The body of that call as it is written for its own dialect, whose receipt must be empty. */
export function rewritten(body: JsonObject): JsonObject {
  const book = new ReceiptBook();
  const written = openAiResponses.writeRequest(readOf(body), { model: 'm' }, book);
  if (book.lines.length > 0) throw new Error(`The receipt is not empty: ${JSON.stringify(book.lines)}`);
  return written.body;
}

/** The body that is written of a call, and the receipt. */
export function write(part: Partial<Call>, target: Partial<Target> = {}) {
  const book = new ReceiptBook();
  const written = openAiResponses.writeRequest(foreign(part), { model: 'upstream', ...target }, book);
  return { ...written, receipt: book.lines };
}

export const text = (value: string, choice = 0) => ({ type: 'text-delta', choice, text: value }) as const;
export const thought = (value: string) => ({ type: 'reasoning-delta', choice: 0, text: value }) as const;
export const proof = (state: ReasoningState) => ({ type: 'reasoning-state', choice: 0, state }) as const;
export const finished = (reason: FinishReason) => ({ type: 'finish', choice: 0, reason }) as const;
export const started = (index: number, id: string, name: string) =>
  ({ type: 'tool-call-start', choice: 0, index, id, name }) as const;
export const argued = (index: number, argumentsText: string) =>
  ({ type: 'tool-call-delta', choice: 0, index, argumentsText }) as const;
export const native = (dialect: DialectId, value: JsonObject) =>
  ({ type: 'native', choice: 0, dialect, value }) as const;

/** A context in which the reply keeps the id, model and time that it came with. */
export function contextOf(events: readonly ReplyEvent[] = []): StreamContext {
  const start = events.find((event) => event.type === 'start');
  return {
    id: start?.id ?? 'resp_1',
    model: start?.model ?? 'author/slug',
    createdAtSeconds: start?.createdAtSeconds ?? 1_700_000_000,
    includeUsage: true,
    usdCostOf: () => 0.25,
    book: new ReceiptBook(),
  };
}

export function readStream(frames: readonly SseFrame[]): ReplyEvent[] {
  const reader = openAiResponses.createStreamReader();
  return [...frames.flatMap((frame) => reader.read(frame)), ...reader.end()];
}

export function writeStream(events: readonly ReplyEvent[], context = contextOf(events)): string {
  const writer = openAiResponses.createStreamWriter(context);
  const hasFailed = events.some(({ type }) => type === 'failure');
  return events.map((event) => writer.write(event)).join('') + (hasFailed ? '' : writer.end());
}

/** What is relayed of a stream, and what the side reader found. */
export function relay(frames: readonly SseFrame[]) {
  const relay = openAiResponses.createRelay(contextOf());
  const relayed = frames.map((frame) => relay.relay(frame)?.toString('utf8') ?? '').join('');
  return { relayed, failure: relay.end(), facts: relay.facts };
}

export function usageIn(events: readonly ReplyEvent[]): Usage | undefined {
  return events.findLast((event) => event.type === 'usage')?.usage;
}

/** The events of a stream of ours; each frame must have the name of what is in it. */
export function eventsOf(stream: string): ResponseStreamEvent[] {
  const frames = stream.split('\n\n').slice(0, -1);
  return frames.map((frame) => {
    const [, name, data] = /^event: (.+)\ndata: (.+)$/.exec(frame) ?? [];
    const event = JSON.parse(data ?? '') as ResponseStreamEvent;
    if (event.type !== name) throw new Error(`A frame named ${name} has ${event.type} in it`);
    return event;
  });
}

/** The whole reply that these events make, and the receipt. */
export function replyOf(events: readonly ReplyEvent[]) {
  const context = contextOf(events);
  const reply = openAiResponses.writeReply(events, context) as unknown as Response;
  return { reply, receipt: context.book.lines };
}

export const outputOf = (events: readonly ReplyEvent[]) => replyOf(events).reply.output;

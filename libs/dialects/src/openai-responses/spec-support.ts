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

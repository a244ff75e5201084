import { type Call, type JsonObject, type Settings } from '../call';
import { type StreamContext, type Target } from '../dialect';
import { type ReplyEvent } from '../events';
import { type Receipt, ReceiptBook } from '../receipt';
import { type SseFrame } from '../sse';
import { framesOf } from '../testing/split-stream';
import { type Usage } from '../usage';
import { anthropicMessages } from './anthropic-messages';
import { writeRequest } from './write-request';

/** A Claude that takes budgets and a Claude that takes efforts. */
export const BUDGET_MODEL = 'claude-sonnet-4-5';
export const EFFORT_MODEL = 'claude-opus-4-8';

export function callOf(overrides: Partial<Call> = {}): Call {
  return {
    dialect: 'openai-chat',
    model: 'anthropic/claude',
    stream: false,
    messages: [
      { role: 'user', path: 'messages[0]', parts: [{ type: 'text', path: 'messages[0].content', text: 'Hi' }] },
    ],
    tools: [],
    settings: {},
    settingPaths: {},
    extras: [],
    ...overrides,
  };
}

export interface Written {
  readonly body: JsonObject;
  readonly receipt: Receipt;
  readonly answerTool?: string;
}

export function write(overrides: Partial<Call>, target: Partial<Target> = {}): Written {
  const book = new ReceiptBook();
  const written = writeRequest(callOf(overrides), { model: BUDGET_MODEL, ...target }, book);
  return { ...written, receipt: book.lines };
}

export function writeWith(settings: Settings, target: Partial<Target> = {}, overrides: Partial<Call> = {}): Written {
  return write({ ...overrides, settings }, target);
}

/** A request of this dialect, with what every one has. */
export function bodyOf(rest: JsonObject = {}): JsonObject {
  return { model: BUDGET_MODEL, max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }], ...rest };
}

export function read(rest: JsonObject = {}): Call {
  return anthropicMessages.readRequest(bodyOf(rest));
}

/** What a reply is told as, where our id, model and price are these. */
export function contextOf(overrides: Partial<StreamContext> = {}): StreamContext {
  return {
    id: 'msg_ours',
    model: 'author/slug',
    createdAtSeconds: 1,
    includeUsage: true,
    usdCostOf: () => 0.25,
    book: new ReceiptBook(),
    ...overrides,
  };
}

export function sse(events: readonly unknown[]): Buffer {
  return Buffer.from(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
}

/** Reads a stream whose bytes arrive in pieces that end at `cuts`. */
export function readStream(bytes: Buffer, cuts: readonly number[] = []): ReplyEvent[] {
  return readFrames(framesOf(bytes, ...cuts));
}

export function readFrames(frames: readonly SseFrame[]): ReplyEvent[] {
  const reader = anthropicMessages.createStreamReader();
  return [...frames.flatMap((frame) => reader.read(frame)), ...reader.end()];
}

/** What a client has in hand after the last event. */
export interface Folded {
  text: string;
  reasoning: string;
  states: string[];
  citations: unknown[];
  natives: unknown[];
  refusal: string;
  toolCalls: { id: string; name: string; argumentsText: string }[];
  finishes: { reason: string; vendorReason?: string }[];
  usage?: Usage;
  failures: string[];
}

export function fold(events: readonly ReplyEvent[]): Folded {
  const folded: Folded = {
    text: '',
    reasoning: '',
    states: [],
    citations: [],
    natives: [],
    refusal: '',
    toolCalls: [],
    finishes: [],
    failures: [],
  };
  for (const event of events) {
    if (event.type === 'text-delta') folded.text += event.text;
    else if (event.type === 'reasoning-delta') folded.reasoning += event.text;
    else if (event.type === 'reasoning-state') folded.states.push(`${event.state.kind}:${event.state.data}`);
    else if (event.type === 'citation') folded.citations.push(event.citation.native?.value);
    else if (event.type === 'native') folded.natives.push(event.value);
    else if (event.type === 'refusal-delta') folded.refusal += event.text;
    else if (event.type === 'usage') folded.usage = event.usage;
    else if (event.type === 'failure') folded.failures.push(event.failure.kind);
    else if (event.type === 'finish') folded.finishes.push({ reason: event.reason, vendorReason: event.vendorReason });
    else if (event.type === 'tool-call-start') {
      folded.toolCalls[event.index] = { id: event.id, name: event.name, argumentsText: '' };
    } else if (event.type === 'tool-call-delta') {
      const call = folded.toolCalls[event.index];
      if (call === undefined) throw new Error('A tool call continues that did not start');
      call.argumentsText += event.argumentsText;
    }
  }
  return folded;
}

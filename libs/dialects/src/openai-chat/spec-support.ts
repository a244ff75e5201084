import { type Call, type Citation, type DialectId, type JsonObject, type Message, type ReasoningState } from '../call';
import { type StreamContext, type Target } from '../dialect';
import { type ReplyEvent } from '../events';
import { type Receipt, ReceiptBook } from '../receipt';
import { framesOf } from '../testing/split-stream';
import { openAiChat } from './openai-chat';

/* What several specs say: calls to write, and events to read and write. */

export const HELLO: Message = {
  role: 'user',
  path: 'messages[0]',
  parts: [{ type: 'text', path: 'messages[0].content', text: 'hi' }],
};
export const TARGET: Target = { model: 'upstream' };

/** A call from a client of another dialect. */
export function foreign(part: Partial<Call>): Call {
  return {
    dialect: 'anthropic-messages',
    model: 'm',
    stream: false,
    messages: [HELLO],
    tools: [{ type: 'function', path: 'tools[0]', name: 'f' }],
    settings: {},
    settingPaths: {},
    extras: [],
    ...part,
  };
}

/** The body for `target`, and what became of the call. */
function requestOf(call: Call, target: Target): { body: JsonObject; receipt: Receipt } {
  const book = new ReceiptBook();
  return { ...openAiChat.writeRequest(call, target, book), receipt: book.lines };
}
export const write = (part: Partial<Call>, target = TARGET) => requestOf(foreign(part), target);
export const ours = (body: JsonObject, target = TARGET) =>
  requestOf(openAiChat.readRequest({ model: 'm', messages: [{ role: 'user', content: 'hi' }], ...body }), target);
/** The receipt in short. */
export const linesOf = (receipt: Receipt): string[] => receipt.map(({ path, outcome }) => `${outcome} ${path}`);

export const contextOf = (part: Partial<StreamContext> = {}): StreamContext => ({
  id: 'gen-1',
  model: 'a/b',
  createdAtSeconds: 9,
  includeUsage: true,
  usdCostOf: () => 0.5,
  book: new ReceiptBook(),
  ...part,
});

export const STOP: ReplyEvent = { type: 'finish', choice: 0, reason: 'stop' };
export const text = (value: string, choice = 0): ReplyEvent => ({ type: 'text-delta', choice, text: value });
export const thought = (value: string): ReplyEvent => ({ type: 'reasoning-delta', choice: 0, text: value });
export const started = (index: number, id: string, name: string, state?: ReasoningState): ReplyEvent => ({
  type: 'tool-call-start',
  choice: 0,
  index,
  id,
  name,
  ...(state && { state }),
});
export const argued = (index: number, argumentsText: string): ReplyEvent => ({
  type: 'tool-call-delta',
  choice: 0,
  index,
  argumentsText,
});
export const proof = (kind: ReasoningState['kind'], data: JsonObject): ReplyEvent => ({
  type: 'reasoning-state',
  choice: 0,
  state: { dialect: 'openai-chat', kind, data: JSON.stringify(data) },
});
/** A proof of another dialect. */
export const state = (dialect: DialectId, kind: ReasoningState['kind'], data = 'd'): ReplyEvent => ({
  type: 'reasoning-state',
  choice: 0,
  state: { dialect, kind, data },
});
export const cited = (citation: Citation): ReplyEvent => ({ type: 'citation', choice: 0, citation });
export const PAINTED = {
  type: 'media',
  choice: 0,
  media: 'image',
  source: { kind: 'base64', mediaType: 'image/png', data: 'QUJD' },
} as const satisfies ReplyEvent;
export const native = (value: JsonObject, said?: string): ReplyEvent => ({
  type: 'native',
  choice: 0,
  dialect: 'openai-chat',
  value,
  ...(said !== undefined && { text: said }),
});
export const extra = (path: string, value: unknown): ReplyEvent => ({
  type: 'extra',
  dialect: 'openai-chat',
  path,
  value,
});

/** The one choice of a reply with these events, written whole. */
export function written(...events: ReplyEvent[]) {
  const body = openAiChat.writeReply(events, contextOf()) as {
    choices: { message: JsonObject; finish_reason: string; native_finish_reason?: string }[];
  };
  return body.choices[0]!;
}

/** All deltas of the one choice, written as a stream. */
export function deltas(...events: ReplyEvent[]): JsonObject[] {
  const writer = openAiChat.createStreamWriter(contextOf({ includeUsage: false }));
  return framesOf(Buffer.from(events.map((event) => writer.write(event)).join(''))).map(
    ({ data }) => (JSON.parse(data!) as { choices: { delta: JsonObject }[] }).choices[0]!.delta,
  );
}

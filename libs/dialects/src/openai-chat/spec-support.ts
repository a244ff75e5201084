import { type Call, type JsonObject, type Message, type ReasoningState } from '../call';
import { type StreamContext, type Target } from '../dialect';
import { type ReplyEvent } from '../events';
import { type Receipt, ReceiptBook } from '../receipt';
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
function written(call: Call, target: Target): { body: JsonObject; receipt: Receipt } {
  const book = new ReceiptBook();
  return { ...openAiChat.writeRequest(call, target, book), receipt: book.lines };
}
export const write = (part: Partial<Call>, target = TARGET) => written(foreign(part), target);
export const ours = (body: JsonObject, target = TARGET) =>
  written(openAiChat.readRequest({ model: 'm', messages: [{ role: 'user', content: 'hi' }], ...body }), target);
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
export const started = (index: number, id: string, name: string): ReplyEvent => ({
  type: 'tool-call-start',
  choice: 0,
  index,
  id,
  name,
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

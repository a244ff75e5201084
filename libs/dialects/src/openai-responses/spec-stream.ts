import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { framesOf } from '../testing/split-stream';
import { readStream } from './spec-support';

/* Events of a stream as the vendor sends them, and what they say. */

export const COMPLETED = {
  type: 'response.completed',
  response: { id: 'resp_1', model: 'm', created_at: 1, status: 'completed' },
};

export function sse(...events: JsonObject[]): Buffer {
  return Buffer.from(
    events
      .map((event) => `${event['type'] ? `event: ${event['type'] as string}\n` : ''}data: ${JSON.stringify(event)}\n\n`)
      .join(''),
  );
}

/** What a stream of these events says, without its start. */
export function said(...events: JsonObject[]): ReplyEvent[] {
  return readStream(framesOf(sse(...events))).filter(({ type }) => type !== 'start');
}

export const added = (item: JsonObject, output_index = 0) => ({
  type: 'response.output_item.added',
  output_index,
  item,
});
export const done = (item: JsonObject, output_index = 0) => ({ type: 'response.output_item.done', output_index, item });
export const MESSAGE = { type: 'message', role: 'assistant', status: 'completed', id: 'msg_1' };
/** A field that only this dialect knows. */
export const kept = (path: string, value: unknown): ReplyEvent => ({
  type: 'extra',
  dialect: 'openai-responses',
  path,
  value,
});
export const ID = kept('output[0].id', 'msg_1');
export const output = (text: string) => ({ ...MESSAGE, content: [{ type: 'output_text', text, annotations: [] }] });
export const textDelta = (delta: string, content_index = 0) => ({
  type: 'response.output_text.delta',
  output_index: 0,
  content_index,
  delta,
});
/** What is said of them. */
export const text = (value: string): ReplyEvent => ({ type: 'text-delta', choice: 0, text: value });
export const END: ReplyEvent = { type: 'text-end', choice: 0 };
export const STOP: ReplyEvent = { type: 'finish', choice: 0, reason: 'stop' };

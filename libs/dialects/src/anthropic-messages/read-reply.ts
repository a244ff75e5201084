import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { readFinish } from './finish';
import { isObject } from '../json';
import { stringAt } from './json';
import { openingEvents, readBlock, reasoningState, toolCallDelta } from './read-block';
import { readError } from './read-failure';
import { readUsage } from './usage';

/**
 * Reads a whole message into events.
 * @throws {UnreadableReply} when the body is neither a finished message nor an error
 */
export function readReply(body: unknown): ReplyEvent[] {
  if (!isObject(body)) throw new UnreadableReply('The reply is not a JSON object');
  if (body['type'] === 'error') return [{ type: 'failure', failure: readError(body) }];
  if (!Array.isArray(body['content'])) throw new UnreadableReply('The message has no content');
  const finish = readFinish(body);
  if (finish.length === 0) throw new UnreadableReply('The message has no stop reason');
  return [readStart(body), ...readContent(body['content']), ...usageEvents(body['usage']), ...finish];
}

/** Names the reply; `message` is a whole one, or the empty one that opens a stream. */
export function readStart(message: JsonObject): ReplyEvent {
  const id = stringAt(message, 'id');
  const model = stringAt(message, 'model');
  return { type: 'start', ...(id === undefined ? {} : { id }), ...(model === undefined ? {} : { model }) };
}

export function usageEvents(told: unknown): ReplyEvent[] {
  const usage = readUsage(told);
  return usage === undefined ? [] : [{ type: 'usage', usage }];
}

function readContent(content: readonly unknown[]): ReplyEvent[] {
  const events: ReplyEvent[] = [];
  let toolCalls = 0;
  for (const item of content) {
    const block = readBlock(item, toolCalls);
    events.push(...openingEvents(block));
    if (block.kind === 'thinking') events.push(...reasoningState('signature', block.signature));
    if (block.kind !== 'tool-use') continue;
    events.push(...toolCallDelta(block.index, JSON.stringify(block.input)));
    toolCalls++;
  }
  return events;
}

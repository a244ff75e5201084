import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { asText, isObject } from '../json';
import { ContentReader } from './content-reader';
import { readFinish } from './finish';
import { readError } from './read-failure';
import { readExtras } from './reply-extras';
import { readUsageEvent } from './usage';

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
  const content = new ContentReader();
  return [
    readStart(body),
    ...body['content'].flatMap((block, index) => [...content.start(index, block), ...content.stop(index)]),
    ...readUsageEvent(body['usage']),
    ...readExtras(body),
    ...finish,
  ];
}

/** Names the reply; `message` is a whole one, or the empty one that opens a stream. */
export function readStart(message: JsonObject): ReplyEvent {
  const id = asText(message['id']);
  const model = asText(message['model']);
  return { type: 'start', ...(id !== undefined && { id }), ...(model !== undefined && { model }) };
}

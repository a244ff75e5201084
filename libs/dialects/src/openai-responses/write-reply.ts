import { type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { ResponseWriter } from './response-writer';

/** Writes a `response`; one that failed says so itself. */
export function writeReply(events: readonly ReplyEvent[], context: ReplyContext): JsonObject {
  const writer = new ResponseWriter(context, () => '');
  for (const event of events) writer.write(event);
  writer.close();
  return { ...writer.response() };
}

import { type ReplyEvent } from '../events';
import { ReplyReader } from './reply-reader';

/**
 * Reads a whole reply of `generateContent`.
 * @throws {UnreadableReply} when the body is no `GenerateContentResponse`
 */
export function readReply(body: unknown): ReplyEvent[] {
  const reader = new ReplyReader(true);
  const events = reader.read(body);
  return reader.failed ? events : [...events, ...reader.finish()];
}

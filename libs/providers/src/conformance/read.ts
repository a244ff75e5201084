import { type Dialect, type JsonObject, type ReplyEvent, SseSplitter } from '@nuvra/dialects';

/** What a JSON reply says. */
export function readJson(dialect: Dialect, body: JsonObject): ReplyEvent[] {
  return dialect.readReply(body);
}

/** What a stream says; frames are JSON, or text such as `[DONE]`. */
export function readStream(dialect: Dialect, frames: readonly (JsonObject | string)[]): ReplyEvent[] {
  const splitter = new SseSplitter();
  const reader = dialect.createStreamReader();
  const bytes = Buffer.from(frames.map(frameText).join(''));
  const events = [...splitter.push(bytes), ...splitter.end()].flatMap((frame) => reader.read(frame));
  return [...events, ...reader.end()];
}

/** Dialects that name their events name them by the `type` of the data. */
function frameText(data: JsonObject | string): string {
  if (typeof data === 'string') return `data: ${data}\n\n`;
  const name = typeof data['type'] === 'string' ? `event: ${data['type']}\n` : '';
  return `${name}data: ${JSON.stringify(data)}\n\n`;
}

/** Whether `value` holds everything that `part` does: fields may be added, and nothing may differ. */
export function holds(value: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return value === part;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(part).every(([key, wanted]) => holds((value as JsonObject)[key], wanted));
}

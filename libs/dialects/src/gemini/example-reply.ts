import { type StreamContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { ReceiptBook } from '../receipt';
import { type SseFrame } from '../sse';
import { gemini } from './gemini';

/** For specs: what a reply is written with. */
export function exampleContext(differences: Partial<StreamContext> = {}): StreamContext {
  return {
    id: 'gen-1',
    model: 'google/gemini-x',
    createdAtSeconds: 0,
    includeUsage: true,
    usdCostOf: () => undefined,
    book: new ReceiptBook(),
    ...differences,
  };
}

/** For specs: the chunks of a stream for each event, and those of its end. */
export function streamed(
  events: readonly ReplyEvent[],
  context = exampleContext(),
): { text: string; chunks: unknown[][] } {
  const writer = gemini.createStreamWriter(context);
  const failed = events.at(-1)?.type === 'failure';
  const texts = [...events.map((event) => writer.write(event)), ...(failed ? [] : [writer.end()])];
  const chunksIn = (text: string): unknown[] =>
    text
      .split('\r\n\r\n')
      .flatMap((frame) => (frame === '' ? [] : [JSON.parse(frame.slice('data: '.length)) as unknown]));
  return { text: texts.join(''), chunks: context.framing === 'json-array' ? [] : texts.map(chunksIn) };
}

/** For specs: the events of a stream. */
export function readFrames(frames: readonly SseFrame[]): ReplyEvent[] {
  const reader = gemini.createStreamReader();
  return [...frames.flatMap((frame) => reader.read(frame)), ...reader.end()];
}

import { type JsonObject } from '../call';
import { type ReplyContext, type ReplyFacts, type StreamRelay } from '../dialect';
import { type Failure } from '../failure';
import { asObject, asText } from '../json';
import { type SseFrame } from '../sse';
import { FactsReader } from './facts-reader';
import { objectsOf, parseJson } from './read-json';
import { withCost } from './same-dialect';
import { CUT_SHORT } from './stream-reader';

/**
 * Forwards a stream of server-sent events whose client speaks this dialect. Nearly all frames go on as the bytes that came, unparsed: a
 * search of the bytes finds those that tell more than the next words. (A client that wants one JSON array is no case for it: the provider is
 * asked for events all the same, so that its reply is read and written anew.)
 */
export class GeminiRelay implements StreamRelay {
  private readonly reader = new FactsReader();
  private hasBegun = false;
  /** The latest frame that was forwarded unread and counts tokens: read when somebody asks, for every frame counts them. */
  private unread: SseFrame | undefined;

  constructor(private readonly context: Pick<ReplyContext, 'usdCostOf'>) {}

  get facts(): ReplyFacts {
    this.readUnread();
    return this.reader.facts;
  }

  relay(frame: SseFrame): Buffer | string | null {
    if (!this.hasBegun || frame.cut || !isPlain(frame.bytes)) return this.relayRead(frame);
    if (frame.bytes.includes(USAGE)) this.unread = frame;
    return frame.bytes;
  }

  /** A vendor's error was forwarded: the client knows of it, so that this is null. */
  end(): Failure | null {
    if (this.reader.complete) return null;
    this.facts.failure = CUT_SHORT;
    return CUT_SHORT;
  }

  private relayRead(frame: SseFrame): Buffer | string | null {
    const body = bodyOf(frame);
    // Half a frame would spoil the next one; a whole one that is no JSON is between the vendor and the client.
    if (body === undefined) return frame.cut ? null : frame.bytes;
    this.hasBegun = true;
    if (body['usageMetadata'] === undefined) this.readUnread();
    this.unread = undefined;
    this.reader.read(body);
    const data = frame.data ?? '';
    const costed = endsChoice(body) ? withCost(data, body, this.reader.facts, this.context) : data;
    if (costed === data && !frame.cut) return frame.bytes;
    // A vendor may break its JSON into several lines.
    return `data: ${costed.replaceAll('\n', '\ndata: ')}\r\n\r\n`;
  }

  private readUnread(): void {
    const body = this.unread && bodyOf(this.unread);
    this.unread = undefined;
    if (body) this.reader.read(body);
  }
}

function bodyOf({ data }: SseFrame): JsonObject | undefined {
  return data === undefined ? undefined : asObject(parseJson(data));
}

function endsChoice(body: JsonObject): boolean {
  const isEnded = objectsOf(body['candidates']).some(({ finishReason }) => asText(finishReason) !== undefined);
  return isEnded || asText(asObject(body['promptFeedback'])?.['blockReason']) !== undefined;
}

// With their quotes: inside a string the closing one would be escaped, so that no text of the model looks like a field.
const USAGE = Buffer.from('"usageMetadata"');
const TELLING = ['finishReason', 'functionCall', 'groundingMetadata', 'promptFeedback', 'error'].map((field) =>
  Buffer.from(`"${field}"`),
);

/** Whether the frame only goes on with what is said. */
function isPlain(bytes: Buffer): boolean {
  return !TELLING.some((field) => bytes.includes(field));
}

import { type JsonObject } from '../call';
import { type ReplyFacts, type StreamContext, type StreamRelay } from '../dialect';
import { type Failure } from '../failure';
import { asList, parseObject } from '../json';
import { type SseFrame } from '../sse';
import { readError } from './failures';
import { readFacts, withCost } from './same-dialect';
import { CUT_SHORT, DONE } from './stream-reader';
import { findUsage } from './usage';

/**
 * Forwards a stream whose client speaks this dialect. Nearly all frames go on as the bytes that came, unparsed: a search of
 * the bytes finds those that end, fail or count.
 */
export class OpenAiChatRelay implements StreamRelay {
  readonly facts: ReplyFacts = {};
  private hasBegun = false;
  private isComplete = false;

  constructor(private readonly context: Pick<StreamContext, 'usdCostOf' | 'includeUsage' | 'omitsNullUsage'>) {}

  relay(frame: SseFrame): Buffer | string | null {
    const sent = this.hasBegun && !frame.cut && isPlain(frame.bytes) ? frame.bytes : this.relayRead(frame);
    return sent !== null && this.context.omitsNullUsage ? withoutNullUsage(sent) : sent;
  }

  /**
   * A vendor's error frame was forwarded: that failure is in the facts and the client knows it, so that this is null. A stream
   * that finished without its sentinel is whole: OpenAI's SDKs end at the end of the body too.
   */
  end(): Failure | null {
    if (this.isComplete || this.facts.failure !== undefined) return null;
    this.facts.failure = CUT_SHORT;
    return CUT_SHORT;
  }

  private relayRead(frame: SseFrame): Buffer | string | null {
    const data = frame.data?.trim();
    if (data === undefined) return frame.cut ? null : frame.bytes;
    if (data === DONE) {
      this.isComplete = true;
      return frame.cut ? `data: ${DONE}\n\n` : frame.bytes;
    }
    const chunk = parseObject(data);
    // Half a frame would spoil the next one; a whole one that is no JSON is between the vendor and the client.
    if (chunk === undefined) return frame.cut ? null : frame.bytes;
    this.hasBegun = true;
    this.read(chunk, frame);
    return this.rewrite(chunk, data, frame);
  }

  private read(chunk: JsonObject, frame: SseFrame): void {
    readFacts(chunk, this.facts);
    if (frame.event === 'error') this.facts.failure ??= readError(chunk);
    if (this.facts.finishReason !== undefined) this.isComplete = true;
  }

  /** The usage frame is dropped or gets its cost; a frame that also says something else is never dropped. */
  private rewrite(chunk: JsonObject, data: string, frame: SseFrame): Buffer | string | null {
    const whole = frame.cut ? `data: ${JSON.stringify(chunk)}\n\n` : frame.bytes;
    if (findUsage(chunk) === undefined) return whole;
    if (!this.context.includeUsage) return asList(chunk['choices']).length === 0 ? null : whole;
    const costed = withCost(data, chunk, this.facts, this.context);
    // A vendor may break its JSON into several data lines.
    return costed === data ? whole : `data: ${costed.replaceAll('\n', '\ndata: ')}\n\n`;
  }
}

/** In a string of the model's the quotes would be escaped. */
function withoutNullUsage(frame: Buffer | string): Buffer | string {
  return frame.includes('"usage"') ? frame.toString().replace(/,\s*"usage"\s*:\s*null/, '') : frame;
}

// With their quotes: inside a string the closing one would be escaped, so that no text of the model looks like a field.
const FINISH_REASON = Buffer.from('"finish_reason"');
const USAGE = Buffer.from('"usage"');
const ERROR = Buffer.from('"error"');

/** Whether the frame only continues a choice; the sentinel, and what else has no finish reason, does not. */
function isPlain(bytes: Buffer): boolean {
  return (
    fieldIn(bytes, FINISH_REASON) === 'null' && fieldIn(bytes, USAGE) !== 'told' && fieldIn(bytes, ERROR) !== 'told'
  );
}

const COLON = 58;
const SMALL_N = 110;

/** Whether any value of `field` is something else than null. JSON's spaces are all below 33. */
function fieldIn(bytes: Buffer, field: Buffer): 'absent' | 'null' | 'told' {
  let found: 'absent' | 'null' = 'absent';
  for (let at = bytes.indexOf(field); at >= 0; at = bytes.indexOf(field, at)) {
    at += field.length;
    let byte = bytes[at];
    while (byte !== undefined && (byte <= 32 || byte === COLON)) byte = bytes[++at];
    if (byte !== SMALL_N) return 'told';
    found = 'null';
  }
  return found;
}

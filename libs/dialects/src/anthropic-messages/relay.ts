import { type JsonObject } from '../call';
import { type ReplyFacts, type StreamContext, type StreamRelay } from '../dialect';
import { type Failure } from '../failure';
import { asObject, isObject } from '../json';
import { type SseFrame } from '../sse';
import { readError } from './read-failure';
import { readMessageFacts, readUsageFacts, withCost } from './same-dialect';
import { CUT_SHORT } from './stream-reader';
import { parseJson } from './tool-input';
import { mergeTold } from './usage';
import { writeFrame } from './wire-events';

/**
 * Forwards a stream whose client speaks this dialect. Content goes on as the bytes that came, unparsed: the name of the event says
 * that it is content.
 */
export class MessagesRelay implements StreamRelay {
  readonly facts: ReplyFacts = {};
  private usage: JsonObject = {};
  private isComplete = false;

  constructor(private readonly context: Pick<StreamContext, 'usdCostOf'>) {}

  relay(frame: SseFrame): Buffer | string | null {
    if (!frame.cut && isContent(frame.bytes)) return frame.bytes;
    const { data } = frame;
    const event = data === undefined ? undefined : parseJson(data);
    // Half a frame would spoil the next one; a whole one that is no event is between the vendor and the client.
    if (!isObject(event)) return frame.cut ? null : frame.bytes;
    this.read(event['type'] ?? frame.event, event);
    const whole = frame.cut ? writeFrame(event) : frame.bytes;
    if (event['type'] !== 'message_delta') return whole;
    return withCost(whole.toString('utf8'), event, this.facts, this.context, writeFrame);
  }

  /** A vendor's error event was forwarded: that failure is in the facts and the client knows it, so that this is null. */
  end(): Failure | null {
    if (this.isComplete || this.facts.failure !== undefined) return null;
    this.facts.failure = CUT_SHORT;
    return CUT_SHORT;
  }

  private read(type: unknown, event: JsonObject): void {
    switch (type) {
      case 'message_start':
        return this.readPart(asObject(event['message']) ?? {});
      case 'message_delta':
        return this.readPart({ ...asObject(event['delta']), usage: event['usage'] });
      case 'message_stop':
        this.isComplete = this.facts.finishReason !== undefined;
        return;
      case 'error':
        this.facts.failure ??= readError(event);
    }
  }

  private readPart(part: JsonObject): void {
    readMessageFacts(part, this.facts);
    this.usage = mergeTold(this.usage, part['usage']);
    readUsageFacts(this.usage, this.facts);
  }
}

const CONTENT = Buffer.from('event: content_block_');

/** As Anthropic frames it; whoever frames it otherwise is read. */
function isContent(bytes: Buffer): boolean {
  const { length } = CONTENT;
  return bytes.length > length && bytes.compare(CONTENT, 0, length, 0, length) === 0;
}

import { type JsonObject } from '../call';
import { type ReplyFacts, type StreamContext, type StreamRelay } from '../dialect';
import { type Failure } from '../failure';
import { asObject, asText, parseObject } from '../json';
import { type SseFrame } from '../sse';
import { typeOfEvent } from './event-type';
import { CUT_SHORT, readResponseError } from './failures';
import { readFacts, withCost } from './same-dialect';

/**
 * Forwards a stream whose client speaks this dialect. Nearly all frames go on as the bytes that came, unparsed: a search of the bytes
 * finds those that end or fail. The usage stands in the last one.
 */
export class OpenAiResponsesRelay implements StreamRelay {
  readonly facts: ReplyFacts = {};
  private hasBegun = false;
  private isComplete = false;

  constructor(private readonly context: Pick<StreamContext, 'usdCostOf'>) {}

  relay(frame: SseFrame): Buffer | string | null {
    return this.hasBegun && !frame.cut && isPlain(frame.bytes) ? frame.bytes : this.relayRead(frame);
  }

  /** A vendor's error was forwarded: that failure is in the facts and the client knows it, so that this is null. */
  end(): Failure | null {
    if (this.isComplete || this.facts.failure !== undefined) return null;
    this.facts.failure = CUT_SHORT;
    return CUT_SHORT;
  }

  private relayRead(frame: SseFrame): Buffer | string | null {
    const data = frame.data?.trim();
    const event = data === undefined ? undefined : parseObject(data);
    // Half a frame would spoil the next one; a whole one that is no JSON is between the vendor and the client.
    if (event === undefined) return frame.cut ? null : frame.bytes;
    this.hasBegun = true;
    const type = typeOfEvent(event, frame.event);
    const whole = frame.cut ? writeFrame(frame.event, event) : frame.bytes;
    const response = asObject(event['response']);
    if (type === 'error') this.facts.failure ??= readResponseError(event);
    if (response === undefined) return whole;
    if (!isFinal(type)) {
      this.facts.vendorId ??= asText(response['id']);
      return whole;
    }
    this.isComplete = true;
    readFacts(response, this.facts);
    const text = whole.toString('utf8');
    const costed = withCost(text, response, this.facts, this.context, () => writeFrame(frame.event, event));
    return costed === text ? whole : costed;
  }
}

function isFinal(type: string | undefined): boolean {
  return FINAL.some((final) => final === type);
}

function writeFrame(name: string | undefined, event: JsonObject): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(event)}\n\n`;
}

const FINAL = ['response.completed', 'response.incomplete', 'response.failed', 'response.cancelled'];

// With their quotes: inside a string the closing one would be escaped, so that no text of the model looks like a type or a field.
const TELLING = [...FINAL, 'error'].map((word) => Buffer.from(`"${word}"`));

/** Whether the frame neither ends the response nor speaks of an error. */
function isPlain(bytes: Buffer): boolean {
  return TELLING.every((word) => !bytes.includes(word));
}

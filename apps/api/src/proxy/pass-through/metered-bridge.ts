import {
  type Failure,
  type JsonObject,
  type Meter,
  type Metered,
  openAiChat,
  type ReplyFacts,
  type SseFrame,
  UnreadableReply,
  withCost,
} from '@nuvra/dialects';
import { missingPrices } from '../../pricing/compile-price';
import { type PriceUnit } from '../../pricing/price';
import { type Bridge } from '../bridge';
import { type Exchange } from '../exchange';

/** What is passed through, and how it is metered. */
interface Passed extends Pick<Bridge, 'path' | 'upstreamBody' | 'headers'> {
  readonly meter: Meter;
}

/** Both ends speak OpenAI's form of an operation: replies go through as they come, metered, with our cost in their usage. */
export function meteredBridge({ meter, ...sent }: Passed, exchange: Exchange): Bridge {
  const facts: ReplyFacts = {};
  let ended = false;
  const measured = (text: string, body: JsonObject): string => {
    const metered = meter(body);
    if (!metered) return text;
    const cost = take(metered, facts, exchange);
    return cost === undefined ? text : withCost(text, body, cost);
  };
  return {
    ...sent,
    upstream: openAiChat,
    facts,
    reply(text) {
      const body: unknown = JSON.parse(text);
      if (typeof body !== 'object' || body === null) throw new UnreadableReply('A reply that is no JSON object');
      return measured(text, body as JsonObject);
    },
    frame(frame) {
      // Most frames are pieces of a picture, and megabytes long.
      if (!TELLING.some((word) => frame.bytes.includes(word))) return frame.bytes;
      const body = jsonIn(frame) ?? {};
      ended ||= /\.(completed|done)$|^error$/.test(String(body['type'])) || frame.data === '[DONE]';
      return measured(frame.bytes.toString('utf8'), body);
    },
    end() {
      if (!ended) throw new UnreadableReply('The stream broke off');
      return '';
    },
    fail: failEvent,
  };
}

/** What stands in frames that have to be looked at: those that tell usage, and those that end a stream. */
const TELLING = ['"usage"', '.completed"', '.done"', '"error"', '[DONE]'];

/**
 * Takes over what was used, as far as the price list charges it: a picture may cost by the piece and tell its tokens, which then have no
 * price. Returns the cost as a number of USD; undefined where it is not known.
 */
export function take({ usage, items = {} }: Metered, facts: ReplyFacts, exchange: Exchange): number | undefined {
  const { price } = exchange.route!.endpoint;
  const isPriced = (unit: string) => price && missingPrices(price, [unit as PriceUnit], exchange.mode).length === 0;
  const charged = Object.entries(items).filter(([unit]) => isPriced(unit));
  exchange.items = Object.fromEntries(charged);
  if (usage && (charged.length === 0 || Object.keys(usage).every(isPriced))) facts.usage = usage;
  return exchange.usdCostOf(facts.usage ?? {});
}

/** The JSON object in a frame's data. */
export function jsonIn(frame: SseFrame): JsonObject | undefined {
  try {
    const body: unknown = JSON.parse(frame.data ?? '');
    return typeof body === 'object' && body !== null ? (body as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** How OpenAI's streams beside chat tell that they broke. */
function failEvent(failure: Failure): string {
  const { body } = openAiChat.writeFailure(failure, '');
  return `event: error\ndata: ${JSON.stringify({ type: 'error', ...body })}\n\n`;
}

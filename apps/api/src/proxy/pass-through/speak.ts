import { audioIn, InvalidRequest, openAiChat, SPEECH_TYPES, speechMeter } from '@nuvra/dialects';
import { missingPrices } from '../../pricing/compile-price';
import { type Bridge } from '../bridge';
import { type Crossing, type Operation } from '../operation';
import { dropRoutingFields } from '../routing-fields';
import { lackOf, pathOf } from './json-operations';
import { jsonIn, meteredBridge } from './metered-bridge';

/**
 * OpenAI's speech. Models that charge by the character answer with sound as they would. Those that charge by tokens tell them in a stream of
 * events alone: they are asked for that, and clients that want plain sound get the sound out of it, as it comes.
 */
export const speak: Operation = {
  dialect: openAiChat,
  kinds: ['speech'],
  repliesAsTold: true,
  lackedBy: lackOf('audio/speech'),
  bridge(crossing) {
    const { body, route, exchange } = crossing;
    dropRoutingFields('openai-chat', body, exchange.book);
    const { price, upstreamModel } = route.endpoint;
    if (typeof body['input'] !== 'string') throw new InvalidRequest("'input' must be a text.", 'input', 'invalid_type');
    const wantsEvents = body['stream_format'] === 'sse';
    const path = pathOf('audio/speech', crossing);
    if (missingPrices(price!, ['character'], exchange.mode).length === 0) {
      const characters = Array.from(body['input']).length;
      const bridge = meteredBridge(
        { path, upstreamBody: { ...body, model: upstreamModel }, meter: speechMeter },
        exchange,
      );
      return { ...bridge, begin: () => void (exchange.items = { character: characters }) };
    }
    const upstreamBody = { ...body, model: upstreamModel, stream_format: 'sse' };
    const events = meteredBridge({ path, upstreamBody, meter: speechMeter }, exchange);
    return wantsEvents ? events : asSound(events, crossing);
  },
};

/** The sound in a stream of events, as a reply of its own media type. */
function asSound(events: Bridge, { body }: Crossing): Bridge {
  const format = body['response_format'];
  return {
    ...events,
    contentType: SPEECH_TYPES[typeof format === 'string' ? format : 'mp3'] ?? 'application/octet-stream',
    frame(frame) {
      events.frame(frame);
      const event = jsonIn(frame);
      return (event && audioIn(event)) ?? null;
    },
    // A recording can tell that it broke only by the connection's breaking too.
    fail: () => undefined,
  };
}

import { imagesMeter, type JsonObject, openAiChat, transcriptionMeter, writeTranscript } from '@nuvra/dialects';
import { missingPrices } from '../../pricing/compile-price';
import { type Bridge } from '../bridge';
import { type Operation } from '../operation';
import { type Form, openForm } from './form';
import { lackOf, pathOf } from './json-operations';
import { meteredBridge } from './metered-bridge';

/** OpenAI's edits of images that come with the request. */
export const editImages: Operation = {
  dialect: openAiChat,
  kinds: ['image'],
  repliesAsTold: true,
  receive: receiveForm,
  lackedBy: lackOf('images/edits'),
  bridge(crossing) {
    const { upstreamModel } = crossing.route.endpoint;
    const sent = forward(crossing.form!, { model: upstreamModel });
    return meteredBridge({ path: pathOf('images/edits', crossing), ...sent, meter: imagesMeter }, crossing.exchange);
  },
};

/**
 * OpenAI's transcriptions. Where the price is by time the vendor is asked for `verbose_json`, which alone always tells how long the recording
 * was, and the transcript is written in the format that the client wants.
 */
export const transcribe: Operation = {
  dialect: openAiChat,
  kinds: ['transcription'],
  repliesAsTold: true,
  receive: receiveForm,
  lackedBy: lackOf('audio/transcriptions'),
  bridge(crossing) {
    const { exchange, route } = crossing;
    const { price, upstreamModel } = route.endpoint;
    const byTime = missingPrices(price!, ['second'], exchange.mode).length === 0;
    const form = crossing.form!;
    const sent = forward(form, { model: upstreamModel, ...(byTime && { response_format: 'verbose_json' }) });
    const path = pathOf('audio/transcriptions', crossing);
    const bridge = meteredBridge({ path, ...sent, meter: transcriptionMeter }, exchange);
    return byTime ? inWantedFormat(bridge, form) : bridge;
  },
};

async function receiveForm(...[request, maxBytes]: Parameters<typeof openForm>) {
  const form = await openForm(request, maxBytes);
  return { body: { model: form.fields.get('model') } as JsonObject, bytes: Buffer.alloc(0), form };
}

/** The form for a provider. Whom the client calls its end user is between us: a form's fields come too late to be hashed. */
function forward(form: Form, fields: Readonly<Record<string, string>>): Pick<Bridge, 'upstreamBody' | 'headers'> {
  const { body, contentType } = form.forward({ ...fields, user: undefined });
  return { upstreamBody: body, headers: { 'content-type': contentType } };
}

/** The client's format is known when the form is through, which it is before a reply comes. */
function inWantedFormat(bridge: Bridge, { fields }: Form): Bridge {
  const wanted = () => fields.get('response_format') ?? 'json';
  return {
    ...bridge,
    get contentType() {
      return CONTENT_TYPES[wanted()];
    },
    async reply(text) {
      const metered = await bridge.reply(text);
      const format = wanted();
      if (format === 'text' || format === 'srt' || format === 'vtt' || format === 'json') {
        return writeTranscript(JSON.parse(metered) as JsonObject, format);
      }
      return metered;
    },
  };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  text: 'text/plain; charset=utf-8',
  srt: 'text/plain; charset=utf-8',
  vtt: 'text/plain; charset=utf-8',
};

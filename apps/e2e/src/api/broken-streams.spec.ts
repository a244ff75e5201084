import Anthropic from '@anthropic-ai/sdk';
import { ApiError } from '@google/genai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { type SdkClient, sdkClients } from './support/ask-sdk';
import { expectNothingInternal } from './support/expect-failure';
import { overridesFor, PINNED_MODELS, vendorsAt } from './support/pinned-models';
import { type Script, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';
import { verifyingAnthropic } from './support/tool-loop/verifying-anthropic';
import { verifyingChats } from './support/tool-loop/verifying-chat';
import { verifyingGemini } from './support/tool-loop/verifying-gemini';
import { verifyingResponses } from './support/tool-loop/verifying-responses';
import { frame, namedFrame, type VerifyingVendor } from './support/tool-loop/verifying-vendor';

/** How each vendor streams, up to where it says that it has finished, and how it breaks off with an error. */
const VENDORS: Readonly<Record<SdkClient['dialect'], { vendor: VerifyingVendor; end: RegExp; error: string }>> = {
  'openai-chat': {
    vendor: verifyingChats[0]!,
    end: /"finish_reason":"/,
    error: frame({ error: { message: 'Overloaded just now', type: 'server_error', param: null, code: 'overloaded' } }),
  },
  'openai-responses': {
    vendor: verifyingResponses,
    end: /^event: response\.completed/,
    error: namedFrame('error', {
      code: 'server_error',
      message: 'Overloaded just now',
      param: null,
      sequence_number: 99,
    }),
  },
  'anthropic-messages': {
    vendor: verifyingAnthropic,
    end: /^event: message_delta/,
    error: namedFrame('error', { error: { type: 'overloaded_error', message: 'Overloaded just now' } }),
  },
  gemini: {
    vendor: verifyingGemini,
    end: /"finishReason"/,
    error: frame({ error: { code: 503, message: 'Overloaded just now', status: 'UNAVAILABLE' } }),
  },
};

/** What each SDK raises for an error within a stream. */
const RAISED: Readonly<Record<SdkClient['dialect'], abstract new (...parameters: never[]) => Error>> = {
  'openai-chat': OpenAI.APIError,
  'openai-responses': OpenAI.APIError,
  'anthropic-messages': Anthropic.APIError,
  gemini: ApiError,
};

/** How a stream breaks after these frames. */
const BREAKS: Readonly<Record<string, (frames: readonly string[], error: string) => Script>> = {
  'ends too early': (frames) => (response) => void response.end(frames.join('')),
  'loses its connection': (frames) => (response) =>
    void response.write(frames.join(''), () => response.socket?.resetAndDestroy()),
  'breaks off within a frame': (frames) => (response) => void response.end(frames.join('').slice(0, -9)),
  'tells an error': (frames, error) => (response) => void response.end(frames.join('') + error),
  'turns into something else': (frames) => (response) =>
    void response.end(`${frames.join('')}data: {"oops\n\ndata: <html>Bad gateway</html>\n\n`),
};

let nuvra: Nuvra;
let upstream: ScriptedUpstream;
let clients: SdkClient[];

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  nuvra = await startNuvra({ environment: vendorsAt(upstream.origin), overrides: overridesFor(PINNED_MODELS) });
  clients = sdkClients(nuvra);
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.close();
});

/** Numbers below `limit` that look random and are the same in every run, the first and the last among them. */
function placesBelow(limit: number, count = 4): number[] {
  let state = limit;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8;
  return [...new Set([1, limit - 1, ...Array.from({ length: count }, () => 1 + (next() % (limit - 1)))])];
}

describe.each(PINNED_MODELS)('a stream of $dialect', ({ id, dialect }) => {
  const { vendor, end, error } = VENDORS[dialect];

  describe.each(Object.entries(BREAKS))('that %s', (how, breakAfter) => {
    it.each(Object.entries(RAISED))('is an error to a client of %s', async (clientDialect, raisedBySdk) => {
      // Frames are passed on unread where both ends speak the same: to the SDK, what is no JSON is a broken stream.
      const isPassedOn = clientDialect === dialect && how === 'turns into something else';
      const kind = isPassedOn ? Error : raisedBySdk;
      const client = clients.find((one) => one.dialect === clientDialect)!;
      // A turn of text, and one of parallel calls.
      for (const turn of [4, 1]) {
        const { frames } = vendor.issue('broken', turn, true);
        const finished = frames.findIndex((one) => end.test(one));
        for (const place of placesBelow(finished)) {
          upstream.answer((response, request) => {
            response.writeHead(200, { 'content-type': 'text/event-stream' });
            return breakAfter(frames.slice(0, place), error)(response, request);
          });
          const raised = await client.ask(id, 'Hi', true).then(
            ({ said }) => said,
            (reason: unknown) => reason,
          );
          expect({ turn, place, raised }).toMatchObject({ raised: expect.any(kind) as Error });
          const { message } = raised as Error;
          expect(message).toMatch(how === 'tells an error' ? /Overloaded just now/ : /\w+ \w+/);
          expectNothingInternal(message);
        }
      }
    });
  });
});

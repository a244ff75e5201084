import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { overridesFor, PINNED_MODELS, type PinnedModel, vendorsAt } from './support/pinned-models';
import { LOOP_CLIENTS } from './support/tool-loop/loop-clients';
import { runLoop } from './support/tool-loop/run-loop';
import { startVerifyingUpstream, type VerifyingUpstream } from './support/tool-loop/verifying-upstream';

/** A model of each vendor that proves its reasoning, and of OpenRouter, which passes on the proofs of others. */
const MODELS: readonly PinnedModel[] = [
  ...PINNED_MODELS,
  ...['anthropic/claude-sonnet-5', 'openai/gpt-5.4', 'google/gemini-3-flash-preview'].map(
    (upstreamModel): PinnedModel => ({
      id: upstreamModel.replace('/', '-router/'),
      provider: 'openrouter',
      upstreamModel,
      dialect: 'openai-chat',
    }),
  ),
];

let upstream: VerifyingUpstream;
let nuvra: Nuvra;

beforeAll(async () => {
  upstream = await startVerifyingUpstream();
  nuvra = await startNuvra({ environment: vendorsAt(upstream.origin), overrides: overridesFor(MODELS) });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.close();
});

/*
 * The agent's case: ten turns with thoughts and tools, by an SDK that knows nothing of the vendor behind it, against a vendor that refuses a
 * history of which a byte has changed.
 */
describe.each(LOOP_CLIENTS)('a client of %s', (_dialect, open) => {
  describe.each(MODELS)('with $id', ({ id }) => {
    it.each([false, true])('brings every proof back unchanged for ten turns, streaming: %s', async (stream) => {
      const client = open({ url: nuvra.url, apiKey: nuvra.apiKey!, model: id, stream });
      await runLoop(client, upstream, `${open.name}-${id.replaceAll(/[/.]/g, '-')}-${stream}`);
    });
  });
});

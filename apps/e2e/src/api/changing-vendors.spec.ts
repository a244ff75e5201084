import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { overridesFor, PINNED_MODELS, vendorsAt } from './support/pinned-models';
import { LOOP_CLIENTS } from './support/tool-loop/loop-clients';
import { runLoop } from './support/tool-loop/run-loop';
import { startVerifyingUpstream, type VerifyingUpstream } from './support/tool-loop/verifying-upstream';

let upstream: VerifyingUpstream;
let nuvra: Nuvra;

beforeAll(async () => {
  upstream = await startVerifyingUpstream();
  nuvra = await startNuvra({ environment: vendorsAt(upstream.origin), overrides: overridesFor(PINNED_MODELS) });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.close();
});

const CHANGES = PINNED_MODELS.flatMap((first) =>
  PINNED_MODELS.filter((second) => second !== first).map((second) => [first.id, second.id] as const),
);

/*
 * A conversation that goes on with another vendor's model: what was said stays, proofs of reasoning stay with whom they are of. The vendor
 * that takes over finds all words, calls and results of the other, none of its proofs, and from then on all that it says itself.
 */
describe.each(LOOP_CLIENTS)('a client of %s', (_dialect, open) => {
  describe.each(CHANGES)('that changes from %s to %s', (first, second) => {
    it.each([
      ['between a call and its result', 2],
      ['after an answer', 5],
    ])('%s goes on', async (_when, turn) => {
      const client = open({ url: nuvra.url, apiKey: nuvra.apiKey!, model: first, stream: turn === 5 });
      const loop = `${open.name}-${first}-${second}-${turn}`.replaceAll('/', '-');
      await runLoop(client, upstream, loop, (at) => (at < turn ? first : second));
    });
  });
});

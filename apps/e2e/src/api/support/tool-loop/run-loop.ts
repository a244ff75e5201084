import { expect } from 'vitest';
import { type Said } from '../said';
import { FOLLOW_UP, question, resultOf, TURNS } from './loop-script';
import { type LoopClient } from './loop-clients';
import { type VerifyingUpstream } from './verifying-upstream';

/**
 * Leads a client through the whole loop. Passes if the client reads in each turn what the vendor said, and the vendor finds nothing
 * changed in what comes back.
 * @param modelFor the model of each turn, from 0, where it is another than the client's
 */
export async function runLoop(
  client: LoopClient,
  upstream: VerifyingUpstream,
  loop: string,
  modelFor: (turn: number) => string | undefined = () => undefined,
): Promise<void> {
  let next: Parameters<LoopClient['send']>[0] = question(loop);
  for (const [turn, { text, calls }] of TURNS.entries()) {
    const said: Said = await client.send(next, modelFor(turn)).catch((error: unknown) => {
      const complaint = upstream.record(loop)?.complaints.at(-1) ?? 'not refused';
      throw new Error(`Turn ${turn + 1}: ${complaint}`, { cause: error });
    });
    const { vendor, inWords } = upstream.record(loop)!.speakers[turn]!;
    const { reasoning } = vendor.issue(loop, turn, inWords);
    expect({ turn, ...said, reasoning: oneLine(said.reasoning) }).toMatchObject({
      turn,
      text,
      reasoning: oneLine(reasoning),
      calls: calls.map(({ name, input }) => ({ name, arguments: input })),
      finish: calls.length > 0 ? 'tool_calls' : 'stop',
    });
    next = calls.length === 0 ? FOLLOW_UP : said.calls.map((call, at) => ({ call, result: resultOf(calls[at]!, at) }));
  }
  const { speakers, complaints } = upstream.record(loop)!;
  expect({ turns: speakers.length, complaints }).toEqual({ turns: TURNS.length, complaints: [] });
}

/** Dialects differ in what stands between two thoughts. */
const oneLine = (text: string): string => text.replace(/\s+/g, '');

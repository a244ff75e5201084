import { type LogprobsResultCandidate } from '@google/genai';
import { type TokenLogprob } from '../events';
import { asList, asObject } from '../json';
import { objectsOf } from './read-json';
import { type Unchecked } from './wire';

/** Reads `logprobsResult`: the tokens chosen, and for each the likeliest in its place. */
export function readLogprobs(result: unknown): TokenLogprob[] {
  const likeliest = asList(asObject(result)?.['topCandidates']);
  return objectsOf(asObject(result)?.['chosenCandidates']).flatMap((chosen, at) => {
    const token = readToken(chosen);
    const top = objectsOf(asObject(likeliest[at])?.['candidates']).flatMap((candidate) => readToken(candidate) ?? []);
    return token ? { ...token, ...(top.length > 0 && { top }) } : [];
  });
}

function readToken({ token, logProbability }: Unchecked<LogprobsResultCandidate>): TokenLogprob | undefined {
  if (typeof token !== 'string') return undefined;
  // A probability of 1 has the logarithm 0, which is not on the wire.
  return { token, logprob: typeof logProbability === 'number' ? logProbability : 0 };
}

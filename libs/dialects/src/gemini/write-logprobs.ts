import { type LogprobsResult, type LogprobsResultCandidate } from '@google/genai';
import { type TokenLogprob } from '../events';

/** Writes `logprobsResult`, and the mean that goes with it. */
export function writeLogprobs(tokens: readonly TokenLogprob[]): {
  avgLogprobs: number;
  logprobsResult: LogprobsResult;
} {
  const sum = tokens.reduce((total, { logprob }) => total + logprob, 0);
  const hasTop = tokens.some(({ top }) => top !== undefined);
  return {
    avgLogprobs: sum / tokens.length,
    logprobsResult: {
      ...(hasTop && { topCandidates: tokens.map(({ top = [] }) => ({ candidates: top.map(writeToken) })) }),
      chosenCandidates: tokens.map(writeToken),
    },
  };
}

function writeToken({ token, logprob }: TokenLogprob): LogprobsResultCandidate {
  return { token, logProbability: logprob };
}

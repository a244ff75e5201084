import { type TokenLogprob } from './events';
import { asCount, asList, isObject } from './json';

/** Reads a list of log probabilities, which both of OpenAI's APIs write alike; empty where the vendor tells none. */
export function readLogprobs(value: unknown): TokenLogprob[] {
  return asList(value).flatMap((entry) => {
    const told = readToken(entry);
    if (told === undefined) return [];
    const top = asList(isObject(entry) ? entry['top_logprobs'] : undefined).flatMap((other) => readToken(other) ?? []);
    return [{ ...told, ...(top.length > 0 && { top }) }];
  });
}

function readToken(entry: unknown): Omit<TokenLogprob, 'top'> | undefined {
  if (!isObject(entry)) return undefined;
  const { token, bytes } = entry;
  const logprob = asCount(entry['logprob']);
  if (typeof token !== 'string' || logprob === undefined) return undefined;
  const hasBytes = Array.isArray(bytes) && bytes.every((byte): byte is number => typeof byte === 'number');
  return { token, logprob, ...(hasBytes && { bytes }) };
}

import { type ResponseOutputText } from 'openai/resources/responses/responses';
import { type TokenLogprob } from '../events';
import { asCount, asList, isObject } from '../json';

/** Reads `logprobs`, as parts and deltas carry it; none where the vendor tells none. */
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

/** The types demand the bytes of each token: where they were not told they are those of its text. */
export function writeLogprobs(tokens: readonly TokenLogprob[]): ResponseOutputText.Logprob[] {
  return tokens.map(({ top = [], ...token }) => ({ ...writeToken(token), top_logprobs: top.map(writeToken) }));
}

function writeToken({ token, logprob, bytes }: Omit<TokenLogprob, 'top'>): ResponseOutputText.Logprob.TopLogprob {
  return { token, bytes: [...(bytes ?? Buffer.from(token))], logprob };
}

import { type ResponseOutputText } from 'openai/resources/responses/responses';
import { type TokenLogprob } from '../events';

export { readLogprobs } from '../openai-logprobs';

/** The types demand the bytes of each token: where they were not told they are those of its text. */
export function writeLogprobs(tokens: readonly TokenLogprob[]): ResponseOutputText.Logprob[] {
  return tokens.map(({ top = [], ...token }) => ({ ...writeToken(token), top_logprobs: top.map(writeToken) }));
}

function writeToken({ token, logprob, bytes }: Omit<TokenLogprob, 'top'>): ResponseOutputText.Logprob.TopLogprob {
  return { token, bytes: [...(bytes ?? Buffer.from(token))], logprob };
}

import { type CompletionChoice } from 'openai/resources/completions';
import { type TokenLogprob } from '../events';

/** Writes log probabilities as lists side by side. Offsets are in UTF-16 code units of the completion. */
export class LegacyLogprobs {
  private offset = 0;

  /** Of tokens in the order in which they were said, going on where the last ones ended. */
  write(tokens: readonly TokenLogprob[]): CompletionChoice.Logprobs {
    return {
      tokens: tokens.map(({ token }) => token),
      token_logprobs: tokens.map(({ logprob }) => logprob),
      top_logprobs: tokens.map(({ top = [] }) => Object.fromEntries(top.map(({ token, logprob }) => [token, logprob]))),
      text_offset: tokens.map(({ token }) => {
        const at = this.offset;
        this.offset += token.length;
        return at;
      }),
    };
  }
}

import { type ChatCompletion, type ChatCompletionTokenLogprob } from 'openai/resources/chat/completions';
import { type JsonObject } from '../call';
import { type ReplyEvent, type TokenLogprob } from '../events';
import { readLogprobs } from '../openai-logprobs';

/** Reads a choice's `logprobs`, of the text and of the refusal. */
export function readChoiceLogprobs(choice: number, logprobs: JsonObject): ReplyEvent[] {
  const [content, refusal] = [readLogprobs(logprobs['content']), readLogprobs(logprobs['refusal'])];
  return [
    ...(content.length > 0 ? [{ type: 'logprobs' as const, choice, tokens: content }] : []),
    ...(refusal.length > 0 ? [{ type: 'logprobs' as const, choice, tokens: refusal, of: 'refusal' as const }] : []),
  ];
}

/** A choice's `logprobs` from what was told of its text and its refusal; null where nothing was. */
export function writeLogprobs(
  content: readonly TokenLogprob[],
  refusal: readonly TokenLogprob[],
): ChatCompletion.Choice.Logprobs | null {
  if (content.length === 0 && refusal.length === 0) return null;
  const list = (tokens: readonly TokenLogprob[]) => (tokens.length === 0 ? null : tokens.map(writeToken));
  return { content: list(content), refusal: list(refusal) };
}

function writeToken({ top = [], ...token }: TokenLogprob): ChatCompletionTokenLogprob {
  return { ...writeLikely(token), top_logprobs: top.map(writeLikely) };
}

function writeLikely({ token, logprob, bytes }: Omit<TokenLogprob, 'top'>): ChatCompletionTokenLogprob.TopLogprob {
  return { token, logprob, bytes: bytes ? [...bytes] : null };
}

import { type ChatCompletion } from 'openai/resources/chat/completions';
import { type FinishReason } from '../events';

/** OpenAI's five words, and `error`, by which OpenRouter's clients know a completion that broke off. */
export type WireFinishReason = ChatCompletion.Choice['finish_reason'] | 'error';

/** OpenAI's words first, then those that compatible vendors are known to add. */
const READ: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  content_filter: 'content-filter',
  error: 'error',
  function_call: 'tool-calls',
  // https://docs.mistral.ai/api
  model_length: 'length',
  // https://api-docs.deepseek.com/api/create-chat-completion
  insufficient_system_resource: 'error',
};

const WRITTEN: Readonly<Record<FinishReason, WireFinishReason>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  // `stop` would pass an answer off as whole. The SDK's helpers raise on `content_filter`, which is what a refusal deserves.
  refusal: 'content_filter',
  // The turn may be continued by sending it back; nothing in this dialect says more than that it ended.
  pause: 'stop',
  error: 'error',
};

/** A word nobody knows still ends a completion that is there: `stop`, and the word itself is kept. */
export function readFinishReason(word: string): { readonly reason: FinishReason; readonly vendorReason?: string } {
  const reason = Object.hasOwn(READ, word) ? READ[word] : undefined;
  if (reason === undefined) return { reason: 'stop', vendorReason: word };
  return WRITTEN[reason] === word ? { reason } : { reason, vendorReason: word };
}

export function writeFinishReason(reason: FinishReason): WireFinishReason {
  return WRITTEN[reason];
}

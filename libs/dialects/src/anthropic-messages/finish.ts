import { type BetaStopReason } from '@anthropic-ai/sdk/resources/beta/messages/messages';
import { type JsonObject } from '../call';
import { type FinishReason, type ReplyEvent } from '../events';
import { asObject, asText } from '../json';

const READ: Record<BetaStopReason, FinishReason> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  refusal: 'refusal',
  pause_turn: 'pause',
  compaction: 'pause',
};

const WRITTEN: Record<FinishReason, BetaStopReason> = {
  stop: 'end_turn',
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
  refusal: 'refusal',
  pause: 'pause_turn',
  error: 'end_turn',
};

/** What Anthropic's word means. One that we do not know yet is a `stop`: the reply is complete, and the word itself goes along. */
export function readStopReason(word: string): FinishReason {
  return isOwnWord(word) ? READ[word] : 'stop';
}

/**
 * Reads how a reply ended from a message or the `delta` of a `message_delta`; nothing while it has not. A refusal brings its
 * explanation, where one was given.
 */
export function readFinish(source: JsonObject): ReplyEvent[] {
  const vendorReason = asText(source['stop_reason']);
  if (vendorReason === undefined) return [];
  const reason = readStopReason(vendorReason);
  const explanation = reason === 'refusal' ? asText(asObject(source['stop_details'])?.['explanation']) : undefined;
  const stopSequence = asText(source['stop_sequence']);
  return [
    ...(explanation === undefined ? [] : [{ type: 'refusal-delta' as const, choice: 0, text: explanation }]),
    { type: 'finish', choice: 0, reason, vendorReason, ...(stopSequence !== undefined && { stopSequence }) },
  ];
}

/** Anthropic's word for how a reply ended: the one that it came with, where that is Anthropic's. */
export function writeStopReason({ reason, vendorReason, stopSequence }: FinishEvent): BetaStopReason {
  if (vendorReason !== undefined && isOwnWord(vendorReason)) return vendorReason;
  return stopSequence === undefined ? WRITTEN[reason] : 'stop_sequence';
}

export type FinishEvent = Extract<ReplyEvent, { type: 'finish' }>;

export function isOwnWord(word: string): word is BetaStopReason {
  return Object.hasOwn(READ, word);
}

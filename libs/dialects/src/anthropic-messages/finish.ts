import { type StopReason } from '@anthropic-ai/sdk/resources/messages/messages';
import { type JsonObject } from '../call';
import { type FinishReason, type ReplyEvent } from '../events';
import { isObject } from '../json';
import { stringAt } from './json';

const FINISH_REASONS: Record<StopReason, FinishReason> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool-calls',
  refusal: 'refusal',
  pause_turn: 'pause',
};

/**
 * Reads how a reply ended from a message or a `message_delta`; nothing while it has not. A word we do not know yet is a `stop`:
 * the reply is complete, and the vendor's own word goes along. A refusal brings its explanation, where one was given.
 */
export function readFinish(source: JsonObject): ReplyEvent[] {
  const vendorReason = stringAt(source, 'stop_reason');
  if (vendorReason === undefined) return [];
  const known = Object.hasOwn(FINISH_REASONS, vendorReason);
  const reason = known ? FINISH_REASONS[vendorReason as StopReason] : 'stop';
  const details = source['stop_details'];
  const explanation = reason === 'refusal' && isObject(details) ? stringAt(details, 'explanation') : undefined;
  const finish: ReplyEvent = { type: 'finish', choice: 0, reason, vendorReason };
  return explanation ? [{ type: 'refusal-delta', choice: 0, text: explanation }, finish] : [finish];
}

import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { ChoiceReader } from './choice-reader';
import { findError, readError } from './failures';
import { asList, asObject, asText } from '../json';
import { asCount } from './json';
import { findUsage, readUsage } from './usage';

/**
 * Reads a `chat.completion`. OpenRouter may put an error into a 200: that is a `failure` event.
 * @throws {UnreadableReply} when the body is no completion
 */
export function readReply(body: unknown): ReplyEvent[] {
  const reply = asObject(body);
  const error = reply && findError(reply);
  if (error !== undefined) return [{ type: 'failure', failure: readError(error) }];
  const choices = asList(reply?.['choices']);
  if (reply === undefined || choices.length === 0) throw new UnreadableReply('The reply has no choices');

  const contents: ReplyEvent[] = [];
  const finishes: ReplyEvent[] = [];
  choices.forEach((item, position) => {
    const choice = asObject(item) ?? {};
    const reader = new ChoiceReader(asCount(choice['index']) ?? position, asText(reply['id']) ?? '');
    contents.push(...reader.read(numberCalls(asObject(choice['message']) ?? {})));
    finishes.push(...reader.finish(asText(choice['finish_reason']), asText(choice['native_finish_reason'])));
  });
  return [readStart(reply), ...contents, ...readUsageEvent(reply), ...finishes];
}

export function readStart(body: JsonObject): ReplyEvent {
  const [id, model, createdAtSeconds] = [asText(body['id']), asText(body['model']), asCount(body['created'])];
  return {
    type: 'start',
    ...(id !== undefined && { id }),
    ...(model !== undefined && { model }),
    ...(createdAtSeconds !== undefined && { createdAtSeconds }),
  };
}

export function readUsageEvent(body: JsonObject): ReplyEvent[] {
  const told = findUsage(body);
  const usage = told && readUsage(told);
  return usage ? [{ type: 'usage', usage }] : [];
}

/** In a whole message every entry is a call of its own; only in a stream may one be the continuation of another. */
function numberCalls(message: JsonObject): JsonObject {
  const calls = asList(message['tool_calls']);
  if (calls.length === 0) return message;
  return { ...message, tool_calls: calls.map((call, index) => ({ ...asObject(call), index })) };
}

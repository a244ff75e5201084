import { type ChatCompletion } from 'openai/resources/chat/completions';
import { type Extra, type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent, type Served } from '../events';
import { restoreExtras } from '../json-path';
import { type Usage } from '../usage';
import { ChoiceWriter, type WrittenChoice } from './choice-writer';
import { fitEvent } from './fit-event';
import { servedOf, writeUsage } from './usage';

type Written = Omit<ChatCompletion, 'choices' | 'usage' | 'service_tier'> & {
  choices: WrittenChoice[];
  usage?: JsonObject;
  service_tier?: string;
};

/**
 * Writes a `chat.completion`. A `failure` event has no place in one: the caller writes an error reply instead.
 *
 * What this dialect's reader read is written as it stood, but for what several vendors say in several ways: reasoning goes by both its
 * names, Mistral's list of thoughts and texts becomes reasoning and text, calls have a `type` and no `index`, those that end in
 * `stop` end in `tool_calls`, usage stands at the top and its totals are the sums of their parts.
 */
export function writeReply(events: readonly ReplyEvent[], context: ReplyContext): JsonObject {
  const choices = new Map<number, ChoiceWriter>();
  const extras: Extra[] = [];
  let usage: Usage | undefined;
  let served: Served = {};
  for (const event of events) {
    const fitting = fitEvent(event, context.book);
    if (fitting?.type === 'usage') [usage, served] = [fitting.usage, servedOf(fitting)];
    if (fitting?.type === 'extra') extras.push(fitting);
    if (fitting === undefined || !('choice' in fitting)) continue;
    let choice = choices.get(fitting.choice);
    if (choice === undefined) choices.set(fitting.choice, (choice = new ChoiceWriter(fitting.choice)));
    choice.write(fitting);
  }
  const inOrder = [...choices.entries()].sort(([one], [other]) => one - other);
  const cost = usage && context.usdCostOf(usage, served);
  const reply: Written = {
    id: context.id,
    object: 'chat.completion',
    created: context.createdAtSeconds,
    model: context.model,
    choices: inOrder.map(([, choice]) => choice.choice()),
    ...(usage && { usage: writeUsage(usage, undefined, served) }),
    ...(served.serviceTier !== undefined && { service_tier: served.serviceTier }),
  };
  const body = { ...reply };
  restoreExtras(body, extras);
  // Last, for a vendor may tell a cost of its own.
  if (body.usage && cost !== undefined) body.usage['cost'] = cost;
  return body;
}

import { type ChatCompletion } from 'openai/resources/chat/completions';
import { type Extra, type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { ChoiceWriter, type WrittenChoice } from './choice-writer';
import { fitEvent } from './fit-event';
import { type UsageEvent, writeAbout } from './write-about';

type Written = Omit<ChatCompletion, 'choices'> & { choices: WrittenChoice[] };

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
  let told: UsageEvent | undefined;
  for (const event of events) {
    const fitting = fitEvent(event, context.book);
    if (fitting?.type === 'usage') told = fitting;
    if (fitting?.type === 'extra') extras.push(fitting);
    if (fitting === undefined || !('choice' in fitting)) continue;
    let choice = choices.get(fitting.choice);
    if (choice === undefined) choices.set(fitting.choice, (choice = new ChoiceWriter(fitting.choice)));
    choice.write(fitting);
  }
  const inOrder = [...choices.entries()].sort(([one], [other]) => one - other);
  const reply: Written = {
    id: context.id,
    object: 'chat.completion',
    created: context.createdAtSeconds,
    model: context.model,
    choices: inOrder.map(([, choice]) => choice.choice()),
  };
  // OpenRouter's SDK refuses a completion without the field: `ChatResult` of @openrouter/sdk 1.3.
  const body = { ...reply, system_fingerprint: null };
  writeAbout(body, told, extras, context);
  return body;
}

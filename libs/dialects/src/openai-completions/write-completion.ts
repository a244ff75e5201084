import { type Completion, type CompletionChoice } from 'openai/resources/completions';
import { type Extra, type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type FinishReason, type ReplyEvent, type TokenLogprob } from '../events';
import { type WireFinishReason, writeFinishReason } from '../openai-chat/finish-reasons';
import { type UsageEvent, writeAbout } from '../openai-chat/write-about';
import { fitCompletion } from './fit-completion';
import { LegacyLogprobs } from './legacy-logprobs';

export type WrittenChoice = Omit<CompletionChoice, 'finish_reason'> & { finish_reason: WireFinishReason };

interface Said {
  text: string;
  readonly tokens: TokenLogprob[];
  finish: WireFinishReason;
}

/** Writes a `text_completion`. A `failure` event has no place in one: the caller writes an error reply instead. */
export function writeCompletion(events: readonly ReplyEvent[], context: ReplyContext): JsonObject {
  const choices = new Map<number, Said>();
  const extras: Extra[] = [];
  let told: UsageEvent | undefined;
  for (const event of events) {
    const fitting = fitCompletion(event, context.book);
    if (fitting?.type === 'usage') told = fitting;
    if (fitting?.type === 'extra') extras.push(fitting);
    if (fitting === undefined || !('choice' in fitting)) continue;
    let said = choices.get(fitting.choice);
    if (said === undefined) choices.set(fitting.choice, (said = { text: '', tokens: [], finish: 'stop' }));
    if (fitting.type === 'text-delta') said.text += fitting.text;
    if (fitting.type === 'logprobs') said.tokens.push(...fitting.tokens);
    if (fitting.type === 'finish') said.finish = writeCompletionFinish(fitting.reason);
  }
  const inOrder = [...choices.entries()].sort(([one], [other]) => one - other);
  const reply: Omit<Completion, 'choices'> & { choices: WrittenChoice[] } = {
    id: context.id,
    object: 'text_completion',
    created: context.createdAtSeconds,
    model: context.model,
    choices: inOrder.map(([index, said]) => writeChoice(index, said)),
  };
  const body = { ...reply };
  writeAbout(body, told, extras, context);
  return body;
}

function writeChoice(index: number, { text, tokens, finish }: Said): WrittenChoice {
  const logprobs = tokens.length > 0 ? new LegacyLogprobs().write(tokens) : null;
  return { text, index, logprobs, finish_reason: finish };
}

/** Chat's words but for calls, which are not to be seen here: a completion that made some only ends. */
export function writeCompletionFinish(reason: FinishReason): WireFinishReason {
  return reason === 'tool-calls' ? 'stop' : writeFinishReason(reason);
}

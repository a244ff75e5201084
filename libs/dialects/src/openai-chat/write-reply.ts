import {
  type ChatCompletion,
  type ChatCompletionMessage,
  type ChatCompletionMessageFunctionToolCall,
} from 'openai/resources/chat/completions';
import { type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { type Usage } from '../usage';
import { type WireFinishReason, writeFinishReason } from './finish-reasons';
import { ReasoningWriter, type ReasoningFields } from './reasoning-writer';
import { writeUsage } from './usage';

type Choice = Omit<ChatCompletion.Choice, 'finish_reason'> & {
  finish_reason: WireFinishReason;
  native_finish_reason?: string;
};

/**
 * Writes a `chat.completion`. A `failure` event has no place in one: the caller writes an error reply instead.
 * A choice without a finish, which no reader gives, reads as `stop`.
 */
export function writeReply(events: readonly ReplyEvent[], context: ReplyContext): JsonObject {
  const choices = new Map<number, ChoiceWriter>();
  let usage: Usage | undefined;
  for (const event of events) {
    if (event.type === 'usage') usage = event.usage;
    if (!('choice' in event)) continue;
    let choice = choices.get(event.choice);
    if (choice === undefined) choices.set(event.choice, (choice = new ChoiceWriter(event.choice)));
    choice.write(event);
  }
  const inOrder = [...choices.entries()].sort(([one], [other]) => one - other);
  const reply: Omit<ChatCompletion, 'choices' | 'usage'> & { choices: Choice[]; usage?: JsonObject } = {
    id: context.id,
    object: 'chat.completion',
    created: context.createdAtSeconds,
    model: context.model,
    choices: inOrder.map(([, choice]) => choice.choice()),
    ...(usage && { usage: writeUsage(usage, context.usdCostOf(usage)) }),
  };
  return { ...reply };
}

/** Puts one choice together from its events. */
class ChoiceWriter {
  private text: string | undefined;
  private refusal: string | undefined;
  private readonly calls: ChatCompletionMessageFunctionToolCall[] = [];
  private readonly reasoning = new ReasoningWriter();
  private readonly reasoningFields: ReasoningFields[] = [];
  private finish: Pick<Choice, 'finish_reason' | 'native_finish_reason'> = { finish_reason: 'stop' };

  constructor(private readonly index: number) {}

  write(event: Extract<ReplyEvent, { choice: number }>): void {
    switch (event.type) {
      case 'text-delta':
        this.text = (this.text ?? '') + event.text;
        break;
      case 'refusal-delta':
        this.refusal = (this.refusal ?? '') + event.text;
        break;
      case 'reasoning-delta':
        this.reasoningFields.push(this.reasoning.text(event.text));
        break;
      case 'reasoning-state':
        this.reasoningFields.push(this.reasoning.state(event.state));
        break;
      case 'tool-call-start':
        this.calls[event.index] = { id: event.id, type: 'function', function: { name: event.name, arguments: '' } };
        if (event.state) this.reasoningFields.push(this.reasoning.state(event.state, event.id));
        break;
      case 'tool-call-delta': {
        const call = this.calls[event.index];
        if (call) call.function.arguments += event.argumentsText;
        break;
      }
      case 'finish':
        this.finish = writeFinish(event);
        break;
    }
  }

  choice(): Choice {
    const calls = this.calls.filter((call) => call !== undefined);
    // Null content stands for something else that was said; a completion that says nothing says an empty text.
    const silence = calls.length > 0 || this.refusal !== undefined ? null : '';
    const message: ChatCompletionMessage & ReasoningFields = {
      role: 'assistant',
      content: this.text ?? silence,
      refusal: this.refusal ?? null,
      ...ReasoningWriter.merge(this.reasoningFields),
      ...(calls.length > 0 && { tool_calls: calls }),
    };
    return { index: this.index, message, logprobs: null, ...this.finish };
  }
}

/** OpenAI's word, and the vendor's own where it says more, by the name that OpenRouter gives it. */
export function writeFinish(
  event: Extract<ReplyEvent, { type: 'finish' }>,
): Pick<Choice, 'finish_reason' | 'native_finish_reason'> {
  return {
    finish_reason: writeFinishReason(event.reason),
    ...(event.vendorReason !== undefined && { native_finish_reason: event.vendorReason }),
  };
}

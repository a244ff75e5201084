import { type ChatCompletionChunk } from 'openai/resources/chat/completions';
import { type ReasoningState } from '../call';
import { type StreamContext, type StreamWriter } from '../dialect';
import { type ReplyEvent } from '../events';
import { type Usage } from '../usage';
import { writeError } from './failures';
import { type WireFinishReason } from './finish-reasons';
import { type ReasoningFields, ReasoningWriter } from './reasoning-writer';
import { DONE } from './stream-reader';
import { writeUsage } from './usage';
import { writeFinish } from './write-reply';

type Delta = ChatCompletionChunk.Choice.Delta & ReasoningFields;
type Ending = { readonly finish_reason: WireFinishReason | null; readonly native_finish_reason?: string };

/** Writes a stream of `chat.completion.chunk`: the role with a choice's first delta, usage last and only if asked for. */
export class OpenAiChatStreamWriter implements StreamWriter {
  /** What every chunk begins and ends with, written once. */
  private readonly head: string;
  private readonly tail: string;
  private readonly begun = new Set<number>();
  private readonly reasoning = new Map<number, ReasoningWriter>();
  private usage: Usage | undefined;

  constructor(private readonly context: StreamContext) {
    const { id, createdAtSeconds: created, model, includeUsage } = context;
    const head: Omit<ChatCompletionChunk, 'choices'> = { id, object: 'chat.completion.chunk', created, model };
    this.head = `data: ${JSON.stringify(head).slice(0, -1)},"choices":[`;
    // Where usage was asked for, the chunks before it say null.
    this.tail = includeUsage ? '],"usage":null}\n\n' : ']}\n\n';
  }

  write(event: ReplyEvent): string {
    switch (event.type) {
      case 'start':
        return '';
      case 'text-delta':
        return this.chunk(event.choice, { content: event.text });
      case 'refusal-delta':
        return this.chunk(event.choice, { refusal: event.text });
      case 'reasoning-delta':
        return this.chunk(event.choice, this.reasoningOf(event.choice).text(event.text));
      case 'reasoning-state':
        return this.state(event.choice, event.state);
      case 'tool-call-start':
        return this.toolCall(event);
      case 'tool-call-delta':
        return this.chunk(event.choice, {
          tool_calls: [{ index: event.index, function: { arguments: event.argumentsText } }],
        });
      case 'finish':
        return this.chunk(event.choice, {}, writeFinish(event));
      case 'usage':
        this.usage = event.usage;
        return '';
      case 'failure':
        return `data: ${JSON.stringify({ error: writeError(event.failure) })}\n\n`;
    }
  }

  /** The usage, now that it is the last word, and the sentinel. */
  end(): string {
    const done = `data: ${DONE}\n\n`;
    if (!this.context.includeUsage || this.usage === undefined) return done;
    const usage = JSON.stringify(writeUsage(this.usage, this.context.usdCostOf(this.usage)));
    return `${this.head}],"usage":${usage}}\n\n${done}`;
  }

  private chunk(index: number, said: Delta, ending: Ending = { finish_reason: null }): string {
    const delta: Delta = this.begun.has(index) ? said : { role: 'assistant', ...said };
    this.begun.add(index);
    return this.head + JSON.stringify({ index, delta, logprobs: null, ...ending }) + this.tail;
  }

  private state(choice: number, state: ReasoningState, callId?: string): string {
    const fields = this.reasoningOf(choice).state(state, callId);
    return fields.reasoning_details === undefined ? '' : this.chunk(choice, fields);
  }

  private toolCall(event: Extract<ReplyEvent, { type: 'tool-call-start' }>): string {
    const { choice, index, id, name } = event;
    const call = { index, id, type: 'function' as const, function: { name, arguments: '' } };
    const state = event.state ? this.state(choice, event.state, id) : '';
    return state + this.chunk(choice, { tool_calls: [call] });
  }

  private reasoningOf(choice: number): ReasoningWriter {
    let writer = this.reasoning.get(choice);
    if (writer === undefined) this.reasoning.set(choice, (writer = new ReasoningWriter()));
    return writer;
  }
}

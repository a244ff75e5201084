import { type ChatCompletion, type ChatCompletionChunk } from 'openai/resources/chat/completions';
import { type Extra, type JsonObject, type ReasoningState } from '../call';
import { type StreamContext, type StreamWriter } from '../dialect';
import { type ReplyEvent } from '../events';
import { restoreExtras } from '../json-path';
import { type Ending, writeEnding, writeMadeImage } from './choice-writer';
import { type TextBlock, writeCitation } from './citations';
import { writeError } from './failures';
import { fitEvent } from './fit-event';
import { writeLogprobs } from './logprobs';
import { writeCallProof } from './reasoning-details';
import { type ReasoningFields, ReasoningWriter } from './reasoning-writer';
import { DONE } from './stream-reader';
import { type UsageEvent, writeAbout } from './write-about';

/** OpenAI's delta with what vendors add to it. */
type Delta = ChatCompletionChunk.Choice.Delta & ReasoningFields & { annotations?: JsonObject[]; images?: object[] };
/** What a chunk says of a choice besides its delta. */
type About = Ending | { readonly finish_reason: null; readonly logprobs?: ChatCompletion.Choice.Logprobs | null };

/** What is remembered of a choice. */
class OpenChoice {
  isBegun = false;
  readonly block: TextBlock = { start: 0, end: 0 };
  readonly reasoning = new ReasoningWriter();
  images = 0;
}

const GOING_ON: About = { finish_reason: null };

/** Writes a stream of `chat.completion.chunk`: the role with a choice's first delta, usage last and only if asked for. */
export class OpenAiChatStreamWriter implements StreamWriter {
  private readonly about: Omit<ChatCompletionChunk, 'choices'>;
  /** What every chunk begins and ends with, written once. */
  private readonly head: string;
  private readonly tail: string;
  private readonly choices = new Map<number, OpenChoice>();
  private told: UsageEvent | undefined;
  private readonly usageExtras: Extra[] = [];

  constructor(private readonly context: StreamContext) {
    const { id, createdAtSeconds: created, model, includeUsage, omitsNullUsage } = context;
    this.about = { id, object: 'chat.completion.chunk', created, model };
    this.head = `data: ${JSON.stringify(this.about).slice(0, -1)},"choices":[`;
    // Where usage was asked for, the chunks before it say null.
    this.tail = includeUsage && !omitsNullUsage ? '],"usage":null}\n\n' : ']}\n\n';
  }

  write(event: ReplyEvent): string {
    const fitting = fitEvent(event, this.context.book);
    return fitting === undefined ? '' : this.writeFitting(fitting);
  }

  /** The usage, now that it is the last word, and the sentinel. */
  end(): string {
    const done = `data: ${DONE}\n\n`;
    if (!this.context.includeUsage || this.told === undefined) return done;
    const chunk = { ...this.about, choices: [] };
    writeAbout(chunk, this.told, this.usageExtras, this.context);
    return `data: ${JSON.stringify(chunk)}\n\n${done}`;
  }

  private writeFitting(event: ReplyEvent): string {
    switch (event.type) {
      case 'start':
        return '';
      case 'text-delta':
        this.choiceOf(event.choice).block.end += event.text.length;
        return this.chunk(event.choice, { content: event.text });
      case 'text-end': {
        const { block } = this.choiceOf(event.choice);
        block.start = block.end;
        return '';
      }
      case 'citation': {
        const annotation = writeCitation(event.citation, this.choiceOf(event.choice).block);
        return annotation ? this.chunk(event.choice, { annotations: [annotation] }) : '';
      }
      case 'refusal-delta':
        return this.chunk(event.choice, { refusal: event.text });
      case 'reasoning-delta':
        return this.chunk(event.choice, this.choiceOf(event.choice).reasoning.text(event.text));
      case 'reasoning-break':
        this.choiceOf(event.choice).reasoning.break();
        return '';
      case 'reasoning-state':
        return this.state(event.choice, event.state);
      case 'tool-call-start':
        return this.toolCall(event);
      case 'tool-call-delta':
        return this.chunk(event.choice, {
          tool_calls: [{ index: event.index, function: { arguments: event.argumentsText } }],
        });
      case 'media': {
        const index = this.choiceOf(event.choice).images++;
        return this.chunk(event.choice, { images: [{ ...writeMadeImage(event.source), index }] });
      }
      case 'logprobs': {
        const { choice, tokens, of } = event;
        const logprobs = of === 'refusal' ? writeLogprobs([], tokens) : writeLogprobs(tokens, []);
        return this.chunk(choice, {}, { finish_reason: null, logprobs });
      }
      case 'native':
        return this.chunk(event.choice, event.value);
      case 'extra':
        return this.extra(event);
      case 'finish':
        return this.chunk(event.choice, {}, writeEnding(event));
      case 'usage':
        this.told = event;
        return '';
      case 'failure':
        return `data: ${JSON.stringify({ error: writeError(event.failure) })}\n\n`;
    }
  }

  private chunk(index: number, said: Delta, about: About = GOING_ON): string {
    return this.head + JSON.stringify(this.choice(index, said, about)) + this.tail;
  }

  private choice(index: number, said: Delta, about: About): JsonObject {
    const choice = this.choiceOf(index);
    const delta: Delta = choice.isBegun ? said : { role: 'assistant', ...said };
    choice.isBegun = true;
    return { index, delta, logprobs: null, ...about };
  }

  private state(choice: number, state: ReasoningState, callId?: string): string {
    const fields = this.choiceOf(choice).reasoning.state(state, callId);
    return fields.reasoning_details === undefined ? '' : this.chunk(choice, fields);
  }

  private toolCall({ choice, index, id, name, state }: ReplyEvent & { type: 'tool-call-start' }): string {
    const call = { index, id, type: 'function' as const, function: { name, arguments: '' }, ...writeCallProof(state) };
    return (state ? this.state(choice, state, id) : '') + this.chunk(choice, { tool_calls: [call] });
  }

  /** A field of its own goes in a chunk that says nothing else, those of the usage with the usage. */
  private extra({ path, value }: Extra): string {
    if (/^(usage|service_tier)\b/.test(path)) {
      this.usageExtras.push({ path, value });
      return '';
    }
    const [, index = '0', rest] = /^choices\[(\d+)\]\.(.*)$/s.exec(path) ?? [];
    const call = rest && /^message\.tool_calls\[(\d+)\]/.exec(rest);
    const said: Delta = call ? { tool_calls: [{ index: Number(call[1]) }] } : {};
    const at = rest?.replace(/^message\b/, 'delta').replace(/^delta\.tool_calls\[\d+\]/, 'delta.tool_calls[0]');
    const chunk = { ...this.about, choices: [this.choice(Number(index), said, GOING_ON)] };
    restoreExtras(chunk, [{ path: at === undefined ? path : `choices[0].${at}`, value }]);
    return `data: ${JSON.stringify(chunk)}\n\n`;
  }

  private choiceOf(index: number): OpenChoice {
    let choice = this.choices.get(index);
    if (choice === undefined) this.choices.set(index, (choice = new OpenChoice()));
    return choice;
  }
}

import { type Completion } from 'openai/resources/completions';
import { type Extra } from '../call';
import { type StreamContext, type StreamWriter } from '../dialect';
import { type ReplyEvent } from '../events';
import { writeError } from '../openai-chat/failures';
import { DONE } from '../openai-chat/stream-reader';
import { type UsageEvent, writeAbout } from '../openai-chat/write-about';
import { fitCompletion } from './fit-completion';
import { LegacyLogprobs } from './legacy-logprobs';
import { writeCompletionFinish, type WrittenChoice } from './write-completion';

/** A chunk has a piece of the text, and no reason before the end. */
type ChunkChoice = Omit<WrittenChoice, 'finish_reason'> & { finish_reason: WrittenChoice['finish_reason'] | null };

/** Writes a stream of `text_completion`: usage last and only if asked for. */
export class CompletionStreamWriter implements StreamWriter {
  private readonly about: Omit<Completion, 'choices' | 'usage'>;
  private readonly logprobs = new Map<number, LegacyLogprobs>();
  private readonly extras: Extra[] = [];
  private told: UsageEvent | undefined;

  constructor(private readonly context: StreamContext) {
    const { id, createdAtSeconds: created, model } = context;
    this.about = { id, object: 'text_completion', created, model };
  }

  write(event: ReplyEvent): string {
    const fitting = fitCompletion(event, this.context.book);
    switch (fitting?.type) {
      case 'text-delta':
        return this.chunk(fitting.choice, { text: fitting.text });
      case 'logprobs':
        return this.chunk(fitting.choice, { logprobs: this.logprobsOf(fitting.choice).write(fitting.tokens) });
      case 'finish':
        return this.chunk(fitting.choice, { finish_reason: writeCompletionFinish(fitting.reason) });
      case 'usage':
        this.told = fitting;
        return '';
      case 'extra':
        this.extras.push(fitting);
        return '';
      case 'failure':
        return `data: ${JSON.stringify({ error: writeError(fitting.failure) })}\n\n`;
      default:
        return '';
    }
  }

  /** The usage, with what else the vendor told of the whole, and the sentinel. */
  end(): string {
    const done = `data: ${DONE}\n\n`;
    if (!this.context.includeUsage || this.told === undefined) return done;
    const chunk = { ...this.about, choices: [] };
    writeAbout(chunk, this.told, this.extras, this.context);
    return `data: ${JSON.stringify(chunk)}\n\n${done}`;
  }

  private chunk(index: number, said: Partial<ChunkChoice>): string {
    const choice: ChunkChoice = { text: '', index, logprobs: null, finish_reason: null, ...said };
    const usage = this.context.includeUsage ? { usage: null } : {};
    return `data: ${JSON.stringify({ ...this.about, choices: [choice], ...usage })}\n\n`;
  }

  private logprobsOf(choice: number): LegacyLogprobs {
    let logprobs = this.logprobs.get(choice);
    if (logprobs === undefined) this.logprobs.set(choice, (logprobs = new LegacyLogprobs()));
    return logprobs;
  }
}

import { type StreamContext, type StreamWriter } from '../dialect';
import { type ReplyEvent } from '../events';
import { writeError } from '../openai-failures';
import { type Failure } from '../failure';
import { type WireEvent } from './emit';
import { ResponseWriter } from './response-writer';

/** Writes a streamed response: every frame is named and numbered, and the last one says everything once more. */
export class OpenAiResponsesStreamWriter implements StreamWriter {
  private readonly writer: ResponseWriter;
  private sequenceNumber = 0;

  constructor(context: StreamContext) {
    this.writer = new ResponseWriter(context, (event) => this.frame(event));
  }

  /** A stream may break before it began, or in the middle of one that went through as it was: then nothing begins. */
  write(event: ReplyEvent): string {
    if (event.type === 'failure') return this.writer.write(event) + this.fail(event.failure);
    return this.begin() + this.writer.write(event);
  }

  end(): string {
    return this.begin() + this.writer.close() + this.final();
  }

  private begin(): string {
    if (this.sequenceNumber > 0) return '';
    const response = this.writer.begun();
    return this.frame({ type: 'response.created', response }) + this.frame({ type: 'response.in_progress', response });
  }

  /** As OpenAI does: its SDKs throw at `error`, Codex knows `response.failed` alone. */
  private fail(failure: Failure): string {
    const { message, type, code, param } = writeError(failure);
    const error = { type, code, message, param };
    // Flat, as the types have it, and nested, as the vendor sends it.
    return this.frame({ ...error, type: 'error', error } as WireEvent) + this.final();
  }

  private final(): string {
    const response = this.writer.response();
    const type =
      response.status === 'failed' || response.status === 'incomplete'
        ? (`response.${response.status}` as const)
        : 'response.completed';
    return this.frame({ type, response });
  }

  private frame(event: WireEvent): string {
    const data = JSON.stringify({ ...event, sequence_number: this.sequenceNumber++ });
    return `event: ${event.type}\ndata: ${data}\n\n`;
  }
}

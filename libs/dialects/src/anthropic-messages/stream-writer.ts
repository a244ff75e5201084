import { type StreamContext, type StreamWriter } from '../dialect';
import { type ReplyEvent } from '../events';
import { MessageWriter } from './message-writer';
import { writeFrame } from './wire-events';
import { writeError } from './write-failure';

/** Writes one streamed message. Source: https://platform.claude.com/docs/en/build-with-claude/streaming */
export class MessageStreamWriter implements StreamWriter {
  private readonly message: MessageWriter;

  constructor(context: StreamContext) {
    this.message = new MessageWriter(context, () => context.estimateInputTokens?.() ?? 0);
  }

  write(event: ReplyEvent): string {
    if (event.type === 'failure') return writeFrame(writeError(event.failure));
    return this.message.write(event).map(writeFrame).join('');
  }

  end(): string {
    return this.message.end().map(writeFrame).join('');
  }
}

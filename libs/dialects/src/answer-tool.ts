import { type ReplyEvent } from './events';

/**
 * Reads a reply in which the model answers by calling a tool: its arguments are the answer's text. Other calls, which a model may make
 * although one was demanded, stay calls.
 */
export class AnswerToolReader {
  /** Calls of the answer tool, as `choice/index`. */
  private readonly answers = new Set<string>();
  private readonly otherCalls = new Set<number>();

  constructor(private readonly tool: string) {}

  read(event: ReplyEvent): ReplyEvent[] {
    switch (event.type) {
      case 'tool-call-start':
        if (event.name !== this.tool) {
          this.otherCalls.add(event.choice);
          return [event];
        }
        this.answers.add(`${event.choice}/${event.index}`);
        return [];
      case 'tool-call-delta':
        if (!this.answers.has(`${event.choice}/${event.index}`)) return [event];
        return [{ type: 'text-delta', choice: event.choice, text: event.argumentsText }];
      case 'finish':
        if (event.reason !== 'tool-calls' || this.otherCalls.has(event.choice)) return [event];
        return [{ ...event, reason: 'stop' }];
      default:
        return [event];
    }
  }
}

import { type JsonObject } from '../call';
import { type StreamReader, UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { asIndex, asList, asObject, asText, parseObject } from '../json';
import { type SseFrame } from '../sse';
import { ChoiceReader } from './choice-reader';
import { findError, readError } from './failures';
import { readAbout, readStart, readUsageEvents } from './read-reply';
import { ExtraReader } from './reply-fields';

/** The sentinel that ends a stream of this dialect. */
export const DONE = '[DONE]';

/** The stream ended before the reply did. */
export const CUT_SHORT = {
  kind: 'upstream',
  message: 'The upstream ended the stream before the reply was complete.',
} as const;

/** Reads a stream of `chat.completion.chunk`. Nothing is read behind the sentinel or a failure. */
export class OpenAiChatStreamReader implements StreamReader {
  private readonly choices = new Map<number, ChoiceReader>();
  private readonly open = new Set<number>();
  private readonly extras = new ExtraReader();
  /** The tier stands in every chunk, mostly: what was told last holds for the usage. */
  private tier: string | undefined;
  private replyId: string | undefined;
  private isDone = false;
  private hasFailed = false;

  read(frame: SseFrame): ReplyEvent[] {
    const data = frame.data?.trim();
    if (data === undefined || this.isDone || this.hasFailed) return [];
    if (data === DONE) {
      this.isDone = true;
      return [];
    }
    const chunk = parseObject(data);
    if (chunk === undefined) {
      // Half a frame at the end of a stream is a stream cut short, which `end` tells.
      if (frame.cut) return [];
      throw new UnreadableReply('A frame of the stream is no JSON object');
    }
    const error = findError(chunk) ?? (frame.event === 'error' ? chunk : undefined);
    if (error !== undefined) return this.fail(readError(error));
    return this.readChunk(chunk);
  }

  end(): ReplyEvent[] {
    if (this.hasFailed) return [];
    const isComplete = this.choices.size > 0 && (this.isDone || this.open.size === 0);
    if (!isComplete) return this.fail(CUT_SHORT);
    // Who sent the sentinel has ended all choices, also those for which no reason was given.
    return [...this.open].flatMap((index) => this.choiceOf(index).finish(undefined));
  }

  private readChunk(chunk: JsonObject): ReplyEvent[] {
    const events: ReplyEvent[] = [];
    if (this.replyId === undefined) {
      this.replyId = asText(chunk['id']) ?? '';
      events.push(readStart(chunk));
    }
    for (const item of asList(chunk['choices'])) {
      const said = asObject(item) ?? {};
      const index = asIndex(said['index']) ?? 0;
      const choice = this.choiceOf(index);
      events.push(...choice.read(said, asObject(said['delta']) ?? {}));
      const reason = asText(said['finish_reason']);
      if (reason !== undefined) {
        this.open.delete(index);
        events.push(...choice.finish(reason, asText(said['native_finish_reason'])));
      }
    }
    this.tier = asText(chunk['service_tier']) ?? this.tier;
    events.push(...readAbout(chunk, this.extras), ...readUsageEvents(chunk, this.tier, this.extras));
    return events;
  }

  private choiceOf(index: number): ChoiceReader {
    let choice = this.choices.get(index);
    if (choice === undefined) {
      choice = new ChoiceReader(index, this.replyId ?? '', this.extras);
      this.choices.set(index, choice);
      this.open.add(index);
    }
    return choice;
  }

  private fail(failure: Extract<ReplyEvent, { type: 'failure' }>['failure']): ReplyEvent[] {
    this.hasFailed = true;
    return [{ type: 'failure', failure }];
  }
}

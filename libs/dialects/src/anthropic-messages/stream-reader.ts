import { type JsonObject } from '../call';
import { type StreamReader, UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { type Failure } from '../failure';
import { isObject } from '../json';
import { type SseFrame } from '../sse';
import { ContentReader } from './content-reader';
import { readFinish } from './finish';
import { readError } from './read-failure';
import { readStart } from './read-reply';
import { type ExtraEvent, readExtras } from './reply-extras';
import { parseJson } from './tool-input';
import { mergeTold, readUsageEvent } from './usage';

/** The stream ended before the reply did. */
export const CUT_SHORT: Failure = {
  kind: 'upstream',
  message: 'The provider ended the stream before the reply was complete.',
};

/** Reads one streamed message. Source: https://platform.claude.com/docs/en/build-with-claude/streaming */
export class MessageStreamReader implements StreamReader {
  private readonly content = new ContentReader();
  private message: JsonObject = {};
  private usage: JsonObject = {};
  /** What the start told that only this dialect knows. */
  private extras: readonly ExtraEvent[] = [];
  private finished = false;
  /** Complete or failed: nothing that follows is read. */
  private closed = false;

  read(frame: SseFrame): ReplyEvent[] {
    if (this.closed) return [];
    const { data } = frame;
    if (data === undefined) return [];
    const event = parseJson(data);
    if (!isObject(event)) {
      // Half a frame at the end of a stream is a stream cut short, which `end` tells.
      if (frame.cut) return [];
      throw new UnreadableReply('A stream event is not a JSON object');
    }
    return this.readEvent(event['type'] ?? frame.event, event);
  }

  end(): ReplyEvent[] {
    if (this.closed) return [];
    this.closed = true;
    return [{ type: 'failure', failure: CUT_SHORT }];
  }

  private readEvent(type: unknown, event: JsonObject): ReplyEvent[] {
    switch (type) {
      case 'message_start':
        return this.start(event['message']);
      case 'content_block_start':
        return this.content.start(event['index'], event['content_block']);
      case 'content_block_delta':
        return this.content.delta(event['index'], event['delta']);
      case 'content_block_stop':
        return this.content.stop(event['index']);
      case 'message_delta':
        return this.finish(event);
      case 'message_stop':
        // Without a stop reason the message is not whole: `end` will say so.
        this.closed = this.finished;
        return [];
      case 'error':
        this.closed = true;
        return [{ type: 'failure', failure: readError(event) }];
      default:
        // `ping`, and events that are yet to be invented.
        return [];
    }
  }

  private start(message: unknown): ReplyEvent[] {
    if (!isObject(message)) throw new UnreadableReply('message_start has no message');
    this.message = message;
    this.usage = mergeTold({}, message['usage']);
    this.extras = readExtras(message);
    return [readStart(message), ...readUsageEvent(this.usage), ...this.extras];
  }

  /** Usage may be told along the way; the stop reason ends the message, once. */
  private finish({ type: _type, delta, usage, ...rest }: JsonObject): ReplyEvent[] {
    if (!isObject(delta)) throw new UnreadableReply('message_delta has no delta');
    this.usage = mergeTold(this.usage, usage);
    const told = readUsageEvent(this.usage);
    const finish = this.finished ? [] : readFinish(delta);
    if (finish.length === 0) return told;
    this.finished = true;
    const message = mergeTold(this.message, { ...rest, ...delta, usage: this.usage });
    const extras = readExtras(message).filter(({ path, value }) => !this.isTold(path, value));
    return [...this.content.end(), ...told, ...extras, ...finish];
  }

  private isTold(path: string, value: unknown): boolean {
    return this.extras.some((extra) => extra.path === path && extra.value === value);
  }
}

import { type JsonObject } from '../call';
import { type StreamReader, UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { type Failure } from '../failure';
import { asObject, parseObject } from '../json';
import { type SseFrame } from '../sse';
import { readEnding } from './ending';
import { typeOfEvent } from './event-type';
import { CUT_SHORT, readResponseError } from './failures';
import { OutputReader } from './output-reader';
import { readStart } from './read-reply';

/** Reads a streamed response. Nothing is read behind its end. */
export class OpenAiResponsesStreamReader implements StreamReader {
  private readonly output = new OutputReader();
  private hasStarted = false;
  private hasEnded = false;

  read(frame: SseFrame): ReplyEvent[] {
    const data = frame.data?.trim();
    // OpenRouter ends the stream as Chat Completions end.
    if (data === undefined || data === '[DONE]' || this.hasEnded) return [];
    const event = parseObject(data);
    if (event !== undefined) return this.readEvent(event, frame.event);
    // Half a frame at the end of a stream is a stream cut short, which `end` tells.
    if (frame.cut) return [];
    throw new UnreadableReply('A frame of the stream is no JSON object');
  }

  end(): ReplyEvent[] {
    return this.hasEnded ? [] : this.fail(CUT_SHORT);
  }

  private readEvent(event: JsonObject, name: string | undefined): ReplyEvent[] {
    switch (typeOfEvent(event, name)) {
      case 'response.created':
      case 'response.queued':
      case 'response.in_progress':
        return this.start(event);
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
      case 'response.cancelled':
        return this.finish(event);
      case 'error':
        return this.fail(readResponseError(event));
      default:
        // Of the vendor's own tools the whole item tells, and of what is yet to be invented nothing is known.
        return this.output.read(event);
    }
  }

  private start(event: JsonObject): ReplyEvent[] {
    if (this.hasStarted) return [];
    this.hasStarted = true;
    return [readStart(responseIn(event))];
  }

  /** The final event repeats the response: what no event before has told is told by it. */
  private finish(event: JsonObject): ReplyEvent[] {
    const response = responseIn(event);
    const said = [...this.start(event), ...this.output.finish(response['output'])];
    this.hasEnded = true;
    return [...said, ...readEnding(response, this.output.told)];
  }

  private fail(failure: Failure): ReplyEvent[] {
    this.hasEnded = true;
    return [{ type: 'failure', failure }];
  }
}

function responseIn(event: JsonObject): JsonObject {
  const response = asObject(event['response']);
  if (response === undefined) throw new UnreadableReply('An event about the response has no response');
  return response;
}

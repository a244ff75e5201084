import { type StreamReader, UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { type Failure } from '../failure';
import { type SseFrame } from '../sse';
import { parseJson } from './read-json';
import { ReplyReader } from './reply-reader';

export const CUT_SHORT: Failure = {
  kind: 'upstream',
  message: 'The reply broke off before the model had finished',
};

/**
 * Reads `streamGenerateContent?alt=sse`: every frame's data is a whole `GenerateContentResponse` with the next parts. Nothing on
 * the wire says that the stream is over; it ended well if each choice had its `finishReason`.
 */
export class GeminiStreamReader implements StreamReader {
  private readonly reply = new ReplyReader(false);

  read(frame: SseFrame): ReplyEvent[] {
    const { data } = frame;
    if (data === undefined || this.reply.failed) return [];
    const body = parseJson(data);
    if (body === undefined) throw new UnreadableReply('A frame holds no JSON');
    return this.reply.read(body);
  }

  end(): ReplyEvent[] {
    if (this.reply.failed) return [];
    if (this.reply.complete) return this.reply.finish();
    return [{ type: 'failure', failure: CUT_SHORT }];
  }
}

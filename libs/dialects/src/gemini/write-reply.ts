import { type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent, type TokenLogprob } from '../events';
import { type ReceiptBook } from '../receipt';
import { type ChoiceEvent } from './choice-writer';
import { ReplyEnding } from './reply-ending';
import { type WirePart } from './wire';
import { appendPieces, CandidateWriter, type WireCandidate } from './write-candidate';
import { writeLogprobs } from './write-logprobs';

/** Writes a `GenerateContentResponse`. A `failure` event has no place in one: the caller writes an error reply instead. */
export function writeReply(events: readonly ReplyEvent[], context: ReplyContext): JsonObject {
  const ending = new ReplyEnding(context);
  const candidates = new Map<number, WholeCandidate>();
  for (const event of events) {
    ending.learn(event);
    if (!('choice' in event)) continue;
    let candidate = candidates.get(event.choice);
    if (candidate === undefined)
      candidates.set(event.choice, (candidate = new WholeCandidate(event.choice, context.book)));
    candidate.write(event);
  }
  const inOrder = [...candidates.entries()].sort(([one], [other]) => one - other);
  return ending.close(inOrder.map(([, candidate]) => candidate.candidate()));
}

class WholeCandidate {
  private readonly writer: CandidateWriter;
  private readonly parts: WirePart[] = [];
  private readonly tokens: TokenLogprob[] = [];

  constructor(
    private readonly index: number,
    book: ReceiptBook,
  ) {
    this.writer = new CandidateWriter(index, book);
  }

  write(event: ChoiceEvent): void {
    if (event.type === 'logprobs') this.tokens.push(...event.tokens);
    appendPieces(this.parts, this.writer.write(event));
  }

  candidate(): WireCandidate {
    appendPieces(this.parts, this.writer.end());
    return {
      content: { ...(this.parts.length > 0 && { parts: this.parts }), role: 'model' },
      ...this.writer.ending(),
      index: this.index,
      ...(this.tokens.length > 0 && writeLogprobs(this.tokens)),
    };
  }
}

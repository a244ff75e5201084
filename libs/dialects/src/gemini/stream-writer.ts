import { type StreamContext, type StreamWriter } from '../dialect';
import { type ReplyEvent } from '../events';
import { type ChoiceEvent, type Piece } from './choice-writer';
import { ReplyEnding } from './reply-ending';
import { StreamFraming } from './stream-framing';
import { type WirePart } from './wire';
import { CandidateWriter, type WireCandidate } from './write-candidate';
import { writeStatus } from './write-failure';
import { writeLogprobs } from './write-logprobs';

/**
 * Says nothing, and yet makes a content of a chunk that has nothing to say: the vendor writes it too, and its SDK forgets a conversation in
 * which a chunk has none.
 */
const NOTHING_SAID: WirePart = { text: '' };

/**
 * Writes a stream of `GenerateContentResponse`s: what is said as it comes; why it ended, usage and sources with the last chunk, once nothing
 * can follow.
 */
export class GeminiStreamWriter implements StreamWriter {
  private readonly framing: StreamFraming;
  private readonly ending: ReplyEnding;
  private readonly candidates = new Map<number, CandidateWriter>();
  /** What every chunk ends with, written once. */
  private readonly tail: string;

  constructor(private readonly context: StreamContext) {
    this.framing = new StreamFraming(context.framing ?? 'sse');
    this.ending = new ReplyEnding(context);
    this.tail = `],"modelVersion":${JSON.stringify(context.model)},"responseId":${JSON.stringify(context.id)}}`;
  }

  write(event: ReplyEvent): string {
    if (event.type === 'failure') {
      return this.framing.write(JSON.stringify({ error: writeStatus(event.failure) })) + this.framing.end();
    }
    this.ending.learn(event);
    return 'choice' in event ? this.writeChoice(event) : '';
  }

  /** The last chunk. */
  end(): string {
    const inOrder = [...this.candidates.values()].sort((one, other) => one.index - other.index);
    const candidates = inOrder.map((candidate) =>
      this.chunkOf(candidate.index, partsOf(candidate.end()), candidate.ending()),
    );
    return this.framing.write(JSON.stringify(this.ending.close(candidates))) + this.framing.end();
  }

  private writeChoice(event: ChoiceEvent): string {
    let candidate = this.candidates.get(event.choice);
    if (candidate === undefined) {
      this.candidates.set(event.choice, (candidate = new CandidateWriter(event.choice, this.context.book)));
    }
    const parts = partsOf(candidate.write(event));
    if (event.type === 'logprobs') {
      return this.chunk(
        this.chunkOf(event.choice, parts, { logprobsResult: writeLogprobs(event.tokens).logprobsResult }),
      );
    }
    return parts.length === 0 ? '' : this.chunk(this.chunkOf(event.choice, parts));
  }

  private chunkOf(index: number, parts: readonly WirePart[], beside: WireCandidate = {}): WireCandidate {
    return { content: { parts: parts.length > 0 ? [...parts] : [NOTHING_SAID], role: 'model' }, ...beside, index };
  }

  private chunk(candidate: WireCandidate): string {
    return this.framing.write(`{"candidates":[${JSON.stringify(candidate)}${this.tail}`);
  }
}

function partsOf(pieces: readonly Piece[]): WirePart[] {
  return pieces.map(({ part }) => part);
}

import { type Candidate, type GroundingMetadata } from '@google/genai';
import { type ReplyEvent, type TokenLogprob } from '../events';
import { type ReceiptBook } from '../receipt';
import { type ChoiceEvent, ChoiceWriter, type Piece } from './choice-writer';
import { writeFinish } from './finish-reason';
import { type Wire, type WirePart } from './wire';
import { GroundingWriter } from './write-grounding';

export type WireCandidate = Wire<Candidate>;

/** Puts together what a choice says: its parts as they come, and what is told at its end. */
export class CandidateWriter {
  private readonly parts: ChoiceWriter;
  private readonly grounding = new GroundingWriter();
  private finish: Extract<ReplyEvent, { type: 'finish' }> | undefined;

  constructor(
    readonly index: number,
    private readonly book: ReceiptBook,
  ) {
    this.parts = new ChoiceWriter(index, book);
  }

  /** The parts that this event completes. */
  write(event: ChoiceEvent): Piece[] {
    if (event.type === 'text-delta' || event.type === 'refusal-delta') this.grounding.addText(event.text);
    else if (event.type === 'text-end') this.grounding.endBlock();
    else if (event.type === 'citation') this.grounding.addCitation(event.citation);
    else if (event.type === 'finish') this.finish = event;
    else if (event.type === 'logprobs') this.noteBytes(event.tokens);
    return this.parts.write(event);
  }

  /** What is still held back of a choice that has no finish. */
  end(): Piece[] {
    return this.parts.end();
  }

  /** What stands beside the content once the choice has ended. */
  ending(): Pick<WireCandidate, 'finishReason' | 'finishMessage' | 'groundingMetadata'> {
    const groundingMetadata: GroundingMetadata | undefined = this.grounding.metadata();
    return {
      ...(this.finish && writeFinish(this.finish, this.book)),
      ...(groundingMetadata && { groundingMetadata }),
    };
  }

  private noteBytes(tokens: readonly TokenLogprob[]): void {
    if (tokens.some(({ bytes }) => bytes !== undefined)) {
      this.book.dropped('response.logprobs.bytes', 'Gemini does not tell the bytes of a token.');
    }
  }
}

/** Joins pieces to the parts of a whole reply. */
export function appendPieces(parts: WirePart[], pieces: readonly Piece[]): void {
  for (const { part, continues } of pieces) {
    const last = parts.at(-1);
    if (continues && last) parts[parts.length - 1] = { ...last, ...part, text: (last.text ?? '') + (part.text ?? '') };
    else parts.push(part);
  }
}

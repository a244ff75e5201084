import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asText } from '../json';
import { issuedState, proofIn } from './reasoning-details';

/**
 * Reads the `reasoning_details` that a vendor tells, whole or in pieces. Text is told when it comes; what else an entry holds is its
 * proof, told when the entry is over.
 */
export class DetailReader {
  /** The entry that is being told, without its text. */
  private open: JsonObject | undefined;

  constructor(private readonly choice: number) {}

  read(entry: JsonObject): ReplyEvent[] {
    const { text, summary, ...told } = entry;
    const events = this.open && !isSameEntry(this.open, told) ? this.close() : [];
    const said = asText(text) ?? asText(summary);
    if (said !== undefined) events.push({ type: 'reasoning-delta', choice: this.choice, text: said });
    // The fields in the order of the last piece, which mostly is the proof.
    this.open = { ...told, ...this.open, ...told };
    if (asText(told['signature']) ?? asText(told['data'])) events.push(...this.close());
    return events;
  }

  /** The entry is over, since something else is said. */
  close(): ReplyEvent[] {
    const proof = this.open && proofIn(this.open);
    this.open = undefined;
    return proof === undefined ? [] : [{ type: 'reasoning-state', choice: this.choice, state: issuedState(proof) }];
  }
}

function isSameEntry(one: JsonObject, other: JsonObject): boolean {
  return one['type'] === other['type'] && one['index'] === other['index'];
}

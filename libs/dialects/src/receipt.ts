import { type Call } from './call';

/** What became of one thing the client sent, in the client's own terms. What is not listed was carried as it stood. */
export interface ReceiptLine {
  /** JSON path in the client's body, e.g. `messages[0].content[1].image_url.detail`. */
  readonly path: string;
  readonly outcome: 'mapped' | 'approximated' | 'dropped';
  /** One plain sentence for `approximated` and `dropped`: what the target takes instead. */
  readonly why?: string;
}

/** Everything a translation changed, approximated or could not carry. */
export type Receipt = readonly ReceiptLine[];

/** Collects the receipt while a request is written. Begins with what the vocabulary itself could not carry. */
export class ReceiptBook {
  private readonly written: ReceiptLine[] = [];

  constructor(call: Pick<Call, 'unknownPaths'>) {
    for (const path of call.unknownPaths) this.dropped(path, 'It has no counterpart in the format of the chosen model');
  }

  get lines(): Receipt {
    return this.written;
  }

  /** Carried exactly, in other words. */
  mapped(path: string): void {
    this.written.push({ path, outcome: 'mapped' });
  }

  /** Carried nearly: `why` says what the target takes instead. */
  approximated(path: string, why: string): void {
    this.written.push({ path, outcome: 'approximated', why });
  }

  /** Not carried: `why` says so in one sentence. */
  dropped(path: string, why: string): void {
    this.written.push({ path, outcome: 'dropped', why });
  }
}

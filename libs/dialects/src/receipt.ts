import { type Call } from './call';

/** What became of one thing the client sent, in the client's own terms. What is not listed was carried as it stood. */
export interface ReceiptLine {
  /** JSON path in the client's body, e.g. `messages[0].content[1].image_url.detail`, or in the reply, e.g. `response.logprobs`. */
  readonly path: string;
  readonly outcome: 'mapped' | 'approximated' | 'dropped';
  /** One plain sentence for `approximated` and `dropped`: what the target takes instead. */
  readonly why?: Sentence;
}

/** What people read; the compiler insists on the full stop. */
export type Sentence = `${string}.`;

/** Everything a translation changed, approximated or could not carry. */
export type Receipt = readonly ReceiptLine[];

const NO_LINES: Receipt = [];

/** Collects the receipt while a request and its reply are written. What is said twice, as in a stream, stands once. */
export class ReceiptBook {
  /** Made with the first line: most requests pass through and have none. */
  private written: Map<string, ReceiptLine> | undefined;

  get lines(): Receipt {
    return this.written ? [...this.written.values()] : NO_LINES;
  }

  /** Carried exactly, in other words. */
  mapped(path: string): void {
    this.add({ path, outcome: 'mapped' });
  }

  /** Carried nearly: `why` says what the target takes instead. */
  approximated(path: string, why: Sentence): void {
    this.add({ path, outcome: 'approximated', why });
  }

  /** Not carried: `why` says so in one sentence. */
  dropped(path: string, why: Sentence): void {
    this.add({ path, outcome: 'dropped', why });
  }

  /** Everything of the client's own dialect that another has no place for: its extra fields and its own tools. */
  dropForeign({ extras, tools }: Pick<Call, 'extras' | 'tools'>): void {
    for (const { path, isEcho } of extras) {
      if (!isEcho) this.dropped(path, 'It has no counterpart in the format of the chosen model.');
    }
    for (const tool of tools) {
      if (tool.type === 'native')
        this.dropped(tool.path, `Only providers of the client's own format have the tool '${tool.name}'.`);
    }
  }

  /** What was told elsewhere, as it was told. */
  add(line: ReceiptLine): void {
    this.written ??= new Map();
    this.written.set(`${line.outcome} ${line.path} ${line.why ?? ''}`, line);
  }
}

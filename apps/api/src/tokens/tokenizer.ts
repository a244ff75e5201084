import { Injectable } from '@nestjs/common';
import { type CountTokens, type Encoding, loadEncoding } from './encodings';
import { cutText } from './cut-text';

/** After so long on the event loop others get their turn. */
const TURN_MS = 10;

/**
 * Counts tokens for vendors that do not tell them. Texts are counted one after another, piece by piece, so that neither a long text nor many of them
 * at once keep other requests waiting.
 */
@Injectable()
export class Tokenizer {
  private readonly encodings = new Map<Encoding, Promise<CountTokens>>();
  private queue: Promise<unknown> = Promise.resolve();

  /** The tokens of all texts together. */
  count(texts: readonly string[], encoding: Encoding): Promise<number> {
    const counted = this.queue.then(async () => countAll(texts, await this.load(encoding)));
    this.queue = counted.catch(() => undefined);
    return counted;
  }

  private load(encoding: Encoding): Promise<CountTokens> {
    let loading = this.encodings.get(encoding);
    if (!loading) this.encodings.set(encoding, (loading = loadEncoding(encoding)));
    return loading;
  }
}

async function countAll(texts: readonly string[], countTokens: CountTokens): Promise<number> {
  let tokens = 0;
  let turnEnds = performance.now() + TURN_MS;
  for (const text of texts) {
    for (const piece of cutText(text)) {
      tokens += countTokens(piece);
      if (performance.now() < turnEnds) continue;
      await new Promise((resolve) => setImmediate(resolve));
      turnEnds = performance.now() + TURN_MS;
    }
  }
  return tokens;
}

import { type Extra, type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { asObject } from '../json';
import { restoreExtras } from '../json-path';
import { type WireCandidate } from './write-candidate';
import { noteUsage, writeUsage } from './write-usage';

/** Keeps what is told of a reply as a whole, and closes the reply with it: a JSON reply itself, or a stream's last chunk. */
export class ReplyEnding {
  private readonly extras: Extra[] = [];
  private usage: Extract<ReplyEvent, { type: 'usage' }> | undefined;

  constructor(private readonly context: ReplyContext) {}

  learn(event: ReplyEvent): void {
    if (event.type === 'usage') this.usage = event;
    if (event.type !== 'extra') return;
    if (event.dialect === 'gemini') this.extras.push(event);
    else if (!event.isEcho) this.context.book.dropped(`response.${event.path}`, 'Gemini has no such field.');
  }

  close(candidates: readonly WireCandidate[]): JsonObject {
    const { id, model } = this.context;
    const reply: JsonObject = {
      ...(!this.isBlocked(candidates) && { candidates }),
      ...(this.usage && { usageMetadata: this.writeUsage(this.usage) }),
      modelVersion: model,
      responseId: id,
    };
    restoreExtras(reply, this.extras);
    return reply;
  }

  private writeUsage({ type: _type, usage, ...served }: Extract<ReplyEvent, { type: 'usage' }>) {
    const tellsSearches = this.extras.some(({ path }) => path.endsWith('.groundingMetadata'));
    noteUsage(usage, tellsSearches ? { ...served, webSearches: undefined } : served, this.context.book);
    return writeUsage(usage, served, this.context.usdCostOf(usage, served));
  }

  /** A blocked prompt has no candidates. */
  private isBlocked(candidates: readonly WireCandidate[]): boolean {
    const feedback = this.extras.find(({ path }) => path === 'promptFeedback');
    if (asObject(feedback?.value)?.['blockReason'] === undefined) return false;
    return candidates.every(({ content }) => content?.parts?.some(({ text }) => text !== '') !== true);
  }
}

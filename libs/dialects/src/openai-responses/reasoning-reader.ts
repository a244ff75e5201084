import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asCount, asList, asObject, asText } from '../json';
import { extra, extrasIn } from './extra-events';
import { type ItemReader, Pieces } from './item-reader';
import { OWN } from './own';

const KNOWN = ['type', 'summary', 'content', 'encrypted_content'];

/** Reads a `reasoning` item: summaries, or the text in full where a vendor tells it, and the proof. */
export class ReasoningReader implements ItemReader {
  /** By list and place: `summary[0]`. */
  private readonly paragraphs = new Map<string, Pieces>();
  private current: string | undefined;
  private id: string | undefined;
  private isBegun = false;
  private isProved = false;

  constructor(private readonly path: string) {}

  read(event: JsonObject): ReplyEvent[] {
    switch (event['type']) {
      case 'response.output_item.added':
        return this.begin(asObject(event['item']) ?? {});
      case 'response.reasoning_summary_text.delta':
        return this.add('summary', event['summary_index'], event['delta']);
      case 'response.reasoning_summary_text.done':
        return this.rest('summary', event['summary_index'], event['text']);
      case 'response.reasoning_text.delta':
        return this.add('content', event['content_index'], event['delta']);
      case 'response.reasoning_text.done':
        return this.rest('content', event['content_index'], event['text']);
      default:
        return [];
    }
  }

  /** The proof must come before what was thought of: what the item is known by is all there may be. */
  settle(): ReplyEvent[] {
    return this.paragraphs.size === 0 ? [] : this.prove(undefined);
  }

  complete(item: JsonObject): ReplyEvent[] {
    return [
      ...this.begin(item),
      ...(['summary', 'content'] as const).flatMap((list) =>
        asList(item[list]).flatMap((entry, index) => this.rest(list, index, asObject(entry)?.['text'])),
      ),
      ...this.prove(asText(item['encrypted_content'])),
    ];
  }

  private begin(item: JsonObject): ReplyEvent[] {
    if (this.isBegun) return [];
    this.isBegun = true;
    this.id = asText(item['id']);
    return extrasIn(item, this.path, KNOWN);
  }

  private add(list: 'summary' | 'content', index: unknown, piece: unknown): ReplyEvent[] {
    return this.say(list, index, (pieces) => pieces.add(piece));
  }

  private rest(list: 'summary' | 'content', index: unknown, whole: unknown): ReplyEvent[] {
    return this.say(list, index, (pieces) => pieces.rest(whole));
  }

  private say(list: 'summary' | 'content', index: unknown, take: (pieces: Pieces) => string): ReplyEvent[] {
    const place = `${list}[${asCount(index) ?? 0}]`;
    const pieces = this.paragraphs.get(place) ?? new Pieces();
    this.paragraphs.set(place, pieces);
    const isFirst = pieces.isEmpty;
    const text = take(pieces);
    if (text === '') return [];
    const events: ReplyEvent[] = [];
    if (this.current !== undefined && this.current !== place) events.push({ type: 'reasoning-break', choice: 0 });
    this.current = place;
    // Where in the item the text stands is this dialect's own affair; a summary is the rule.
    if (isFirst && list === 'content') events.push(extra(`${this.path}.${place}.type`, 'reasoning_text'));
    return [...events, { type: 'reasoning-delta', choice: 0, text }];
  }

  /** The encrypted item, or else the id by which the vendor may know it. */
  private prove(encrypted: string | undefined): ReplyEvent[] {
    const { id } = this;
    if (encrypted === undefined && (this.isProved || id === undefined)) return [];
    this.isProved = true;
    return [
      {
        type: 'reasoning-state',
        choice: 0,
        state:
          encrypted === undefined
            ? { dialect: OWN, kind: 'reference', data: id ?? '' }
            : { dialect: OWN, kind: 'encrypted', data: encrypted, ...(id !== undefined && { id }) },
      },
    ];
  }
}

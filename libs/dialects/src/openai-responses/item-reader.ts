import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { asText } from '../json';
import { OWN } from './own';

/** Reads one item of the output, which a stream tells bit by bit and then whole. Everything is said once. */
export interface ItemReader {
  /** What one event of a stream tells of it. */
  read(event: JsonObject): ReplyEvent[];
  /** Another item begins although this one is not whole yet. */
  settle(): ReplyEvent[];
  /** The whole item: what has not been said is said now. */
  complete(item: JsonObject): ReplyEvent[];
}

/** An item of the vendor's own: it is told when it is whole, and never as text, for it is no part of the answer. */
export class NativeItemReader implements ItemReader {
  read(): ReplyEvent[] {
    return [];
  }

  settle(): ReplyEvent[] {
    return [];
  }

  complete(item: JsonObject): ReplyEvent[] {
    return [{ type: 'native', choice: 0, dialect: OWN, value: item }];
  }
}

/** Text that comes in pieces and then whole: of the whole only what the pieces left out. */
export class Pieces {
  private length = 0;

  /** Whether anything has come. */
  get isEmpty(): boolean {
    return this.length === 0;
  }

  add(piece: unknown): string {
    const text = asText(piece) ?? '';
    this.length += text.length;
    return text;
  }

  rest(whole: unknown): string {
    return this.add((asText(whole) ?? '').slice(this.length));
  }
}

/** @throws {UnreadableReply} where a field is missing without which the item cannot be answered */
export function demand(item: JsonObject, key: string): string {
  const value = asText(item[key]);
  if (value === undefined) throw new UnreadableReply(`An item of type '${asText(item['type'])}' has no ${key}`);
  return value;
}

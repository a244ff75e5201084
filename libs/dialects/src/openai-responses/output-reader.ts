import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asCount, asList, asObject, asText } from '../json';
import { CallReader } from './call-reader';
import { ImageReader } from './image-reader';
import { type ItemReader, NativeItemReader } from './item-reader';
import { MessageReader } from './message-reader';
import { ReasoningReader } from './reasoning-reader';

/** What of the output decides how a reply ends and what it costs. */
export interface Told {
  readonly calls: number;
  readonly webSearches: number;
}

/** Reads the items of a reply, whole or as a stream brings them. */
export class OutputReader {
  private readonly items = new Map<number, ItemReader>();
  private readonly whole = new Set<number>();
  private calls = 0;
  private webSearches = 0;

  get told(): Told {
    return { calls: this.calls, webSearches: this.webSearches };
  }

  /** What an event of a stream says of an item. An item whose beginning got lost is known by what is said of it. */
  read(event: JsonObject): ReplyEvent[] {
    const index = asCount(event['output_index']) ?? Math.max(0, this.items.size - 1);
    if (event['type'] === 'response.output_item.done') return this.complete(index, asObject(event['item']) ?? {});
    if (this.whole.has(index)) return [];
    const begun = this.items.get(index);
    if (begun !== undefined) return begun.read(event);
    const type = itemTypeOf(event);
    if (type === undefined) return [];
    const settled = [...this.items.values()].flatMap((item) => item.settle());
    return [...settled, ...this.itemAt(index, type).read(event)];
  }

  /** The output at its end: what no event has told. */
  finish(output: unknown): ReplyEvent[] {
    return asList(output).flatMap((item, index) => this.complete(index, asObject(item) ?? {}));
  }

  private complete(index: number, item: JsonObject): ReplyEvent[] {
    if (this.whole.has(index)) return [];
    this.whole.add(index);
    if (isWebSearch(item)) this.webSearches++;
    return this.itemAt(index, typeOfItem(item)).complete(item);
  }

  private itemAt(index: number, type: string): ItemReader {
    let item = this.items.get(index);
    if (item === undefined) this.items.set(index, (item = this.createReader(index, type)));
    return item;
  }

  private createReader(index: number, type: string): ItemReader {
    const path = `output[${index}]`;
    switch (type) {
      case 'message':
        return new MessageReader(path);
      case 'reasoning':
        return new ReasoningReader(path);
      case 'function_call':
        return new CallReader(path, this.calls++);
      case 'image_generation_call':
        return new ImageReader(path);
      default:
        return new NativeItemReader();
    }
  }
}

/** Whether an item is a search that the vendor ran, and not a look at a page that was found. */
export function isWebSearch(item: JsonObject): boolean {
  return item['type'] === 'web_search_call' && asObject(item['action'])?.['type'] === 'search';
}

/** The output holds what others said too, where a conversation was compacted: only what the model says is its message. */
function typeOfItem(item: JsonObject): string {
  const type = asText(item['type']) ?? '';
  return type === 'message' && (item['role'] ?? 'assistant') !== 'assistant' ? 'native' : type;
}

/** The type of the item that an event speaks of, where the event alone can tell; undefined for those of the vendor's tools. */
function itemTypeOf(event: JsonObject): string | undefined {
  const type = asText(event['type']) ?? '';
  if (type === 'response.output_item.added') return typeOfItem(asObject(event['item']) ?? {});
  if (type.startsWith('response.output_text.') || type.startsWith('response.refusal.')) return 'message';
  return type.startsWith('response.reasoning_') ? 'reasoning' : undefined;
}

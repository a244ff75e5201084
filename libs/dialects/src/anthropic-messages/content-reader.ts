import { type JsonObject, type ReasoningState } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { asList, asText, isObject } from '../json';
import { pathOfElement } from '../json-path';
import { readCitation } from './citations';
import { OWN } from './draft';
import { readBlockExtras } from './reply-extras';
import { parseJson } from './tool-input';

/** A block as it was opened, and what its deltas have brought that is said only when it closes. */
type OpenBlock =
  | { readonly type: 'text'; readonly opened: JsonObject }
  | { readonly type: 'thinking'; readonly opened: JsonObject; signature: string }
  | { readonly type: 'redacted_thinking'; readonly opened: JsonObject }
  | { readonly type: 'tool_use'; readonly opened: JsonObject; readonly call: number; hasArguments: boolean }
  /** What the vendor's own tools were asked and did, and what may come: it grows, and is told whole. */
  | { readonly type: 'native'; readonly opened: JsonObject; inputText: string };

type Opened<Type extends OpenBlock['type']> = Extract<OpenBlock, { type: Type }>;

/** Reads the content of a reply, block by block, whether they come whole or grow by deltas. */
export class ContentReader {
  private readonly open = new Map<unknown, OpenBlock>();
  private calls = 0;
  /** The block that spoke last, and how many have spoken. */
  private speaker: OpenBlock | undefined;
  private speakers = 0;

  /**
   * @param index by which deltas name the block
   * @throws {UnreadableReply} when it is no block, or a tool call that cannot be answered
   */
  start(index: unknown, block: unknown): ReplyEvent[] {
    if (!isObject(block)) throw new UnreadableReply('A content block is not an object');
    const open = this.openBlock(block);
    this.open.set(index, open);
    return this.opening(open);
  }

  /** @throws {UnreadableReply} when no such block is open */
  delta(index: unknown, delta: unknown): ReplyEvent[] {
    const block = this.open.get(index);
    if (block === undefined) throw new UnreadableReply('A delta for a block that is not open');
    if (!isObject(delta)) throw new UnreadableReply('content_block_delta has no delta');
    switch (block.type) {
      case 'text':
        return [...this.citations(block, [delta['citation']]), ...this.text(block, delta['text'])];
      case 'thinking':
        block.signature += asText(delta['signature']) ?? '';
        return this.thinking(block, delta['thinking']);
      case 'tool_use': {
        const argumentsText = asText(delta['partial_json']);
        if (argumentsText === undefined) return [];
        block.hasArguments = true;
        return [{ type: 'tool-call-delta', choice: 0, index: block.call, argumentsText }];
      }
      case 'native':
        grow(block, delta);
        return [];
      case 'redacted_thinking':
        return [];
    }
  }

  stop(index: unknown): ReplyEvent[] {
    const block = this.open.get(index);
    this.open.delete(index);
    switch (block?.type) {
      case 'thinking':
        return this.state(block, 'signature', block.signature);
      case 'tool_use': {
        // A call without arguments streams none: the input it was opened with stands.
        const argumentsText = JSON.stringify(block.opened['input'] ?? {});
        return block.hasArguments ? [] : [{ type: 'tool-call-delta', choice: 0, index: block.call, argumentsText }];
      }
      case 'native':
        return this.native(block);
      default:
        return [];
    }
  }

  /** Ends the blocks that the vendor left open. */
  end(): ReplyEvent[] {
    return [...this.open.keys()].flatMap((index) => this.stop(index));
  }

  private openBlock(opened: JsonObject): OpenBlock {
    const { type } = opened;
    switch (type) {
      case 'text':
      case 'redacted_thinking':
        return { type, opened };
      case 'thinking':
        return { type, opened, signature: asText(opened['signature']) ?? '' };
      case 'tool_use':
        return { type, opened, call: this.calls++, hasArguments: false };
      default:
        return { type: 'native', opened: { ...opened }, inputText: '' };
    }
  }

  private opening(block: OpenBlock): ReplyEvent[] {
    const { opened } = block;
    switch (block.type) {
      case 'text':
        return [...this.citations(block, asList(opened['citations'])), ...this.text(block, opened['text'])];
      case 'thinking':
        return this.thinking(block, opened['thinking']);
      case 'redacted_thinking':
        return this.state(block, 'redacted', asText(opened['data']) ?? '');
      case 'tool_use':
        return this.toolCall(block);
      case 'native':
        return [];
    }
  }

  private text(block: OpenBlock, said: unknown): ReplyEvent[] {
    const text = asText(said);
    return text === undefined ? [] : [...this.speak(block), { type: 'text-delta', choice: 0, text }];
  }

  private citations(block: OpenBlock, citations: readonly unknown[]): ReplyEvent[] {
    return citations
      .filter(isObject)
      .flatMap((value) => [...this.speak(block), { type: 'citation', choice: 0, citation: readCitation(value) }]);
  }

  private thinking(block: OpenBlock, said: unknown): ReplyEvent[] {
    const text = asText(said);
    return text === undefined ? [] : [...this.speak(block), { type: 'reasoning-delta', choice: 0, text }];
  }

  private state(block: OpenBlock, kind: ReasoningState['kind'], data: string): ReplyEvent[] {
    if (data === '') return [];
    return [...this.speak(block), { type: 'reasoning-state', choice: 0, state: { dialect: OWN, kind, data } }];
  }

  private toolCall(block: Opened<'tool_use'>): ReplyEvent[] {
    const [id, name] = [asText(block.opened['id']), asText(block.opened['name'])];
    if (id === undefined || name === undefined) throw new UnreadableReply('A tool call without id or name');
    return [...this.speak(block), { type: 'tool-call-start', choice: 0, index: block.call, id, name }];
  }

  private native(block: Opened<'native'>): ReplyEvent[] {
    const { opened: value, inputText } = block;
    if (inputText !== '') value['input'] = parseJson(inputText) ?? inputText;
    return [...this.speak(block), { type: 'native', choice: 0, dialect: OWN, value }];
  }

  /**
   * What stands before the first words of a block: where they part from those of another of its kind, and its fields that only this
   * dialect knows. Who writes blocks numbers those that spoke.
   */
  private speak(block: OpenBlock): ReplyEvent[] {
    const before = this.speaker;
    if (before === block) return [];
    this.speaker = block;
    const extras =
      block.type === 'native' ? [] : readBlockExtras(block.opened, pathOfElement('content', this.speakers));
    this.speakers++;
    if (before?.type === 'text' && block.type === 'text') return [{ type: 'text-end', choice: 0 }, ...extras];
    const isUnsigned = before?.type === 'thinking' && before.signature === '';
    return isUnsigned && block.type === 'thinking' ? [{ type: 'reasoning-break', choice: 0 }, ...extras] : extras;
  }
}

/** Adds a delta of any kind to a block: texts grow, other values are taken as they come. */
function grow(block: Opened<'native'>, { type: _type, partial_json, ...fields }: JsonObject): void {
  block.inputText += asText(partial_json) ?? '';
  for (const [name, said] of Object.entries(fields)) {
    if (said === null || said === undefined) continue;
    const before = Object.hasOwn(block.opened, name) ? block.opened[name] : undefined;
    const value = typeof before === 'string' && typeof said === 'string' ? before + said : said;
    Object.defineProperty(block.opened, name, { value, enumerable: true, configurable: true, writable: true });
  }
}

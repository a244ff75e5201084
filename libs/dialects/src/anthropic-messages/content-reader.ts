import { type JsonObject, type ReasoningState } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { asList, asObject, asText, isObject } from '../json';
import { pathOfElement } from '../json-path';
import { readCitation } from './citations';
import { OWN } from './draft';
import { readBlockExtras } from './reply-extras';
import { parseJson } from './tool-input';

/** A block that was opened, and what its deltas have brought that is said only when it closes. */
type OpenBlock =
  | { readonly type: 'text' }
  | { readonly type: 'thinking'; signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string }
  | { readonly type: 'tool_use'; readonly call: number; readonly input: unknown; hasArguments: boolean }
  /** What the vendor's own tools were asked and did, and what may come: kept whole. */
  | { readonly type: 'native'; readonly value: JsonObject; inputText: string };

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
    const opened = this.openBlock(block);
    this.open.set(index, opened);
    return this.opening(opened, block);
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
        const argumentsText = JSON.stringify(block.input ?? {});
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

  private openBlock(block: JsonObject): OpenBlock {
    switch (block['type']) {
      case 'text':
        return { type: 'text' };
      case 'thinking':
        return { type: 'thinking', signature: asText(block['signature']) ?? '' };
      case 'redacted_thinking':
        return { type: 'redacted_thinking', data: asText(block['data']) ?? '' };
      case 'tool_use':
        return { type: 'tool_use', call: this.calls++, input: block['input'], hasArguments: false };
      default:
        return { type: 'native', value: { ...block }, inputText: '' };
    }
  }

  private opening(opened: OpenBlock, block: JsonObject): ReplyEvent[] {
    switch (opened.type) {
      case 'text':
        return [...this.citations(opened, asList(block['citations'])), ...this.text(opened, block['text'])];
      case 'thinking':
        return this.thinking(opened, block['thinking']);
      case 'redacted_thinking':
        return this.state(opened, 'redacted', opened.data);
      case 'tool_use':
        return this.toolCall(opened, block);
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

  private toolCall(block: Extract<OpenBlock, { type: 'tool_use' }>, source: JsonObject): ReplyEvent[] {
    const { id, name, caller, ...rest } = source;
    if (typeof id !== 'string' || typeof name !== 'string' || !id || !name) {
      throw new UnreadableReply('A tool call without id or name');
    }
    this.speak(block);
    // The model itself is who calls where nobody else is named.
    const told = asObject(caller)?.['type'] === 'direct' ? rest : { ...rest, caller };
    return [
      ...readBlockExtras(told, ['type', 'input'], pathOfElement('content', this.speakers - 1)),
      { type: 'tool-call-start', choice: 0, index: block.call, id, name },
    ];
  }

  private native(block: Extract<OpenBlock, { type: 'native' }>): ReplyEvent[] {
    const { value, inputText } = block;
    if (inputText !== '') value['input'] = parseJson(inputText) ?? inputText;
    this.speak(block);
    return [{ type: 'native', choice: 0, dialect: OWN, value }];
  }

  /** Parts a block that begins to speak from one of its kind that spoke before it. */
  private speak(block: OpenBlock): ReplyEvent[] {
    const before = this.speaker;
    if (before === block) return [];
    this.speaker = block;
    this.speakers++;
    if (before?.type === 'text' && block.type === 'text') return [{ type: 'text-end', choice: 0 }];
    const isUnsigned = before?.type === 'thinking' && before.signature === '';
    return isUnsigned && block.type === 'thinking' ? [{ type: 'reasoning-break', choice: 0 }] : [];
  }
}

/** Adds a delta of any kind to a block: texts grow, other values are taken as they come. */
function grow(
  block: Extract<OpenBlock, { type: 'native' }>,
  { type: _type, partial_json, ...fields }: JsonObject,
): void {
  block.inputText += asText(partial_json) ?? '';
  for (const [name, said] of Object.entries(fields)) {
    if (said === null || said === undefined) continue;
    const before = Object.hasOwn(block.value, name) ? block.value[name] : undefined;
    const value = typeof before === 'string' && typeof said === 'string' ? before + said : said;
    Object.defineProperty(block.value, name, { value, enumerable: true, configurable: true, writable: true });
  }
}

import { type JsonObject, type ReasoningState } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { isObject } from '../json';
import { stringAt } from './json';

/** A content block as far as this vocabulary has words for it; `index` counts the tool calls of the reply from 0. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly kind: 'redacted-thinking'; readonly data: string }
  | {
      readonly kind: 'tool-use';
      readonly index: number;
      readonly id: string;
      readonly name: string;
      readonly input: JsonObject;
    }
  /** What the vendor's own tools did (searches, code, MCP), and what may come: no word for it here. */
  | { readonly kind: 'other' };

/**
 * Reads one content block of a reply, whole or as a stream opens it.
 * @param toolCalls how many tool calls came before it
 * @throws {UnreadableReply} when it is no block, or a tool call that cannot be answered
 */
export function readBlock(block: unknown, toolCalls: number): Block {
  if (!isObject(block)) throw new UnreadableReply('A content block is not an object');
  switch (block['type']) {
    case 'text':
      return { kind: 'text', text: stringAt(block, 'text') ?? '' };
    case 'thinking':
      return {
        kind: 'thinking',
        thinking: stringAt(block, 'thinking') ?? '',
        signature: stringAt(block, 'signature') ?? '',
      };
    case 'redacted_thinking':
      return { kind: 'redacted-thinking', data: stringAt(block, 'data') ?? '' };
    case 'tool_use': {
      const id = stringAt(block, 'id');
      const name = stringAt(block, 'name');
      if (!id || !name) throw new UnreadableReply('A tool call without id or name');
      const input = isObject(block['input']) ? block['input'] : {};
      return { kind: 'tool-use', index: toolCalls, id, name, input };
    }
    default:
      return { kind: 'other' };
  }
}

/** What a block says when it opens. The arguments of a tool call are said apart: a stream sends them piece by piece. */
export function openingEvents(block: Block): ReplyEvent[] {
  switch (block.kind) {
    case 'text':
      return textDelta(block.text);
    case 'thinking':
      return reasoningDelta(block.thinking);
    case 'redacted-thinking':
      return reasoningState('redacted', block.data);
    case 'tool-use':
      return [{ type: 'tool-call-start', choice: 0, index: block.index, id: block.id, name: block.name }];
    case 'other':
      return [];
  }
}

export function textDelta(text: string): ReplyEvent[] {
  return text === '' ? [] : [{ type: 'text-delta', choice: 0, text }];
}

export function reasoningDelta(text: string): ReplyEvent[] {
  return text === '' ? [] : [{ type: 'reasoning-delta', choice: 0, text }];
}

export function reasoningState(kind: ReasoningState['kind'], data: string): ReplyEvent[] {
  if (data === '') return [];
  return [{ type: 'reasoning-state', choice: 0, state: { dialect: 'anthropic-messages', kind, data } }];
}

export function toolCallDelta(index: number, argumentsText: string): ReplyEvent[] {
  return argumentsText === '' ? [] : [{ type: 'tool-call-delta', choice: 0, index, argumentsText }];
}

import {
  type RedactedThinkingBlock,
  type TextBlock,
  type ThinkingBlock,
  type ToolUseBlock,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { type Citation, type Extra, type JsonObject, type ReasoningState } from '../call';
import { type ReplyEvent } from '../events';
import { asText, isObject } from '../json';
import { restoreExtras } from '../json-path';
import { sealState } from '../reasoning-state';
import { type ReceiptBook } from '../receipt';
import { writeCitation } from './citations';
import { OWN } from './draft';
import { parseJson } from './tool-input';
import { type WireEvent } from './wire-events';

/** What a reply is made of, without how it ended. */
export type ContentEvent = Exclude<
  Extract<ReplyEvent, { choice: number }>,
  { type: 'refusal-delta' } | { type: 'finish' }
>;

interface OpenCall {
  readonly block: number;
  argumentsText: string;
}

/** Writes the content of a reply as blocks. One of text or thinking is open at most, and the calls that may still grow. */
export class BlockWriter {
  private blocks = 0;
  private said: { readonly type: 'text' | 'thinking'; readonly block: number } | undefined;
  private readonly calls = new Map<number, OpenCall>();
  private isNewParagraph = false;
  private extras: Extra[] = [];

  constructor(private readonly book: ReceiptBook) {}

  write(event: ContentEvent): WireEvent[] {
    switch (event.type) {
      case 'text-delta':
        return this.say('text', (index) => delta(index, { type: 'text_delta', text: event.text }));
      case 'text-end':
        return this.fallSilent();
      case 'citation':
        return this.cite(event.citation);
      case 'reasoning-delta':
        return this.think(event.text);
      case 'reasoning-break':
        this.isNewParagraph = this.said?.type === 'thinking';
        return [];
      case 'reasoning-state':
        return this.prove(event.state);
      case 'tool-call-start':
        return this.call(event);
      case 'tool-call-delta':
        return this.argue(event.index, event.argumentsText);
      case 'native':
        return this.writeNative(event);
      case 'media':
        this.book.dropped(`response.${event.media}`, 'Replies of this format hold no media.');
        return [];
      case 'logprobs':
        this.book.dropped('response.logprobs', 'Replies of this format tell no log probabilities.');
        return [];
    }
  }

  /** A field of a block that is yet to come, at `content[…]`. */
  keep(extra: Extra): void {
    this.extras.push(extra);
  }

  /** Closes what is open. */
  end(): WireEvent[] {
    return [...this.fallSilent(), ...this.closeCalls(() => true)];
  }

  private say(type: 'text' | 'thinking', write: (index: number) => WireEvent): WireEvent[] {
    if (this.said?.type === type) return [write(this.said.block)];
    const block: TextBlock | ThinkingBlock =
      type === 'text' ? { type, text: '', citations: null } : { type, thinking: '', signature: '' };
    const opening = this.open({ ...block });
    this.said = { type, block: this.blocks - 1 };
    return [...opening, write(this.said.block)];
  }

  private fallSilent(): WireEvent[] {
    const { said } = this;
    this.said = undefined;
    this.isNewParagraph = false;
    return said === undefined ? [] : [stop(said.block)];
  }

  private think(text: string): WireEvent[] {
    const thinking = this.isNewParagraph ? `\n\n${text}` : text;
    this.isNewParagraph = false;
    return this.say('thinking', (index) => delta(index, { type: 'thinking_delta', thinking }));
  }

  private cite(citation: Citation): WireEvent[] {
    const written = writeCitation(citation);
    if (written === undefined) {
      this.book.dropped('response.citations', 'A source without a URL has no form here.');
      return [];
    }
    if (citation.native?.dialect !== OWN) {
      this.book.approximated('response.citations', 'Told as search results, which vouch for a whole block of text.');
    }
    return this.say('text', (index) => delta(index, { type: 'citations_delta', citation: { ...written } }));
  }

  /**
   * A proof stands where Anthropic's own does: signing the thoughts before it, or in a block of its own. Another dialect's is sealed.
   * @param callId the tool call on which it rides
   */
  private prove(state: ReasoningState, callId?: string): WireEvent[] {
    const isOwn = state.dialect === OWN;
    const data = isOwn ? state.data : sealState(state, callId);
    if (isOwn ? state.kind === 'redacted' : this.said?.type !== 'thinking') {
      const block: RedactedThinkingBlock = { type: 'redacted_thinking', data };
      return this.writeWhole({ ...block });
    }
    const signing = this.say('thinking', (index) => delta(index, { type: 'signature_delta', signature: data }));
    return [...signing, ...this.fallSilent()];
  }

  private call({ index, id, name, state }: Extract<ContentEvent, { type: 'tool-call-start' }>): WireEvent[] {
    const proof = state === undefined ? [] : this.prove(state, id);
    const block: ToolUseBlock = { type: 'tool_use', id, name, input: {}, caller: { type: 'direct' } };
    const opening = this.open({ ...block });
    this.calls.set(index, { block: this.blocks - 1, argumentsText: '' });
    return [...proof, ...opening];
  }

  private argue(index: number, argumentsText: string): WireEvent[] {
    const call = this.calls.get(index);
    if (call === undefined) {
      if (argumentsText.trim() !== '') this.book.dropped('response.content', 'A tool call went on after its end.');
      return [];
    }
    call.argumentsText += argumentsText;
    return [delta(call.block, { type: 'input_json_delta', partial_json: argumentsText })];
  }

  private writeNative({ dialect, value }: Extract<ContentEvent, { type: 'native' }>): WireEvent[] {
    if (dialect === OWN) return this.writeWhole(value);
    const name = asText(value['type']) ?? Object.keys(value)[0] ?? 'native';
    this.book.dropped(`response.${name}`, 'It has no counterpart in this format.');
    return [];
  }

  /** The input of a tool comes in a delta, as Anthropic sends it. */
  private writeWhole(block: JsonObject): WireEvent[] {
    const { input } = block;
    if (!isObject(input)) return [...this.open(block), stop(this.blocks - 1)];
    const opening = this.open({ ...block, input: {} });
    const index = this.blocks - 1;
    const partial_json = JSON.stringify(input);
    return [...opening, delta(index, { type: 'input_json_delta', partial_json }), stop(index)];
  }

  /** Opens a block behind those that are complete. */
  private open(block: JsonObject): WireEvent[] {
    const closing = [...this.fallSilent(), ...this.closeCalls(isWhole)];
    const index = this.blocks++;
    if (this.extras.length > 0) this.addExtras(block, `content[${index}].`);
    return [...closing, { type: 'content_block_start', index, content_block: block }];
  }

  private addExtras(block: JsonObject, prefix: string): void {
    const own = this.extras.filter(({ path }) => path.startsWith(prefix));
    this.extras = this.extras.filter((extra) => !own.includes(extra));
    restoreExtras(
      block,
      own.map(({ path, value }) => ({ path: path.slice(prefix.length), value })),
    );
  }

  private closeCalls(isDone: (call: OpenCall) => boolean): WireEvent[] {
    return [...this.calls].flatMap(([index, call]) => {
      if (!isDone(call)) return [];
      this.calls.delete(index);
      return [stop(call.block)];
    });
  }
}

/** Nothing can follow a whole object: clients that know one open block at a time then see one. */
function isWhole({ argumentsText }: OpenCall): boolean {
  return isObject(parseJson(argumentsText));
}

function delta(index: number, said: Extract<WireEvent, { type: 'content_block_delta' }>['delta']): WireEvent {
  return { type: 'content_block_delta', index, delta: said };
}

function stop(index: number): WireEvent {
  return { type: 'content_block_stop', index };
}

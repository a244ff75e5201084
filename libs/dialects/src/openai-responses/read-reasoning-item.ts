import { type AssistantPart, type Message, type ReasoningPart, type ReasoningState } from '../call';
import { type Fields } from '../fields';
import { asText, isObject } from '../json';
import { openState } from '../reasoning-state';
import { isOurReasoningId } from './item-ids';
import { OWN } from './own';

/**
 * Reads a reasoning item: its summaries, its text in full where the vendor tells it, and its proof. The proof is the vendor's, or another dialect's
 * that travels sealed; without one the item's id refers to what the vendor keeps.
 * @param callStates gets the proofs that ride on tool calls
 * @returns undefined for an item that did nothing but carry such a proof
 */
export function readReasoningItem(item: Fields, callStates: Map<string, ReasoningState>): Message | undefined {
  const { path } = item;
  const summary = readTexts(item, 'summary', 'summary_text');
  const content = readTexts(item, 'content', 'reasoning_text');
  if (summary === undefined || content === undefined) return { role: 'assistant', path, parts: [item.native(OWN)] };
  for (const key of ['type', 'id', 'summary', 'content', 'encrypted_content']) item.any(key);

  const { state, callId } = readState(item);
  if (state !== undefined && callId !== undefined) callStates.set(callId, state);
  const parts = [...reasoningOf(item.pathOf('summary'), summary), ...reasoningOf(item.pathOf('content'), content)];
  if (callId !== undefined && parts.length === 0) return undefined;
  return item.close({ role: 'assistant', path, parts: callId === undefined ? withState(parts, state, path) : parts });
}

function readState(item: Fields): { readonly state?: ReasoningState; readonly callId?: string } {
  const id = item.string('id');
  const data = asText(item.string('encrypted_content'));
  if (data !== undefined) {
    return openState(data) ?? { state: { dialect: OWN, kind: 'encrypted', data, ...(id !== undefined && { id }) } };
  }
  // An id that we made for another vendor's reasoning refers to nothing.
  if (id === undefined || isOurReasoningId(id)) return {};
  return { state: { dialect: OWN, kind: 'reference', data: id } };
}

/** The texts of a list; undefined where something else stands in it. */
function readTexts(item: Fields, key: string, type: string): readonly string[] | undefined {
  const texts: string[] = [];
  for (const entry of item.list(key) ?? []) {
    const text = isObject(entry) && entry['type'] === type ? entry['text'] : undefined;
    if (typeof text !== 'string') return undefined;
    texts.push(text);
  }
  return texts;
}

function reasoningOf(path: string, paragraphs: readonly string[]): ReasoningPart[] {
  return paragraphs.length === 0 ? [] : [{ type: 'reasoning', path, text: paragraphs.join('\n\n'), paragraphs }];
}

/** The proof covers the whole item: it goes with the last of its texts. */
function withState(parts: ReasoningPart[], state: ReasoningState | undefined, path: string): AssistantPart[] {
  const last = parts.at(-1);
  if (last === undefined) return [{ type: 'reasoning', path, ...(state && { state }) }];
  return [...parts.slice(0, -1), { ...last, ...(state && { state }) }];
}

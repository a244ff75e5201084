import { type NativePart, type ReasoningPart, type ReasoningState } from '../call';
import { Fields } from '../fields';
import { pathOfElement } from '../json-path';
import { joinPieces, readReturnedDetail } from './reasoning-details';

export interface ReturnedReasoning {
  readonly parts: readonly (ReasoningPart | NativePart)[];
  /** States that ride on a tool call, by the call's id. */
  readonly callStates: ReadonlyMap<string, ReasoningState>;
}

/**
 * Reads the reasoning that a client returns in an assistant message: `reasoning_content` (DeepSeek), `reasoning` (Groq,
 * OpenRouter) and `reasoning_details` (OpenRouter). The plain fields repeat the text of the details, so the details win.
 */
export function readReasoning(message: Fields): ReturnedReasoning {
  const callIds = new Set(message.objects('tool_calls').map(({ raw }) => raw['id']));
  const callStates = new Map<string, ReasoningState>();
  const parts: (ReasoningPart | NativePart)[] = [];
  for (const entry of entriesOf(message)) {
    const { text, state, callId = entry.raw['id'] } = readReturnedDetail(entry.raw);
    if (text === undefined && state === undefined) {
      parts.push(entry.native('openai-chat'));
      continue;
    }
    const rides = typeof callId === 'string' && callIds.has(callId) && state !== undefined && !isOwn(state);
    const said = { ...(text !== undefined && { text }), ...(state && { state }) };
    if (rides) callStates.set(callId, state);
    else parts.push({ type: 'reasoning', path: entry.path, ...said });
    // A state of this dialect is the whole entry; of another's, `index` is the place and the id names the call or the item.
    if (state && isOwn(state)) continue;
    for (const key of ['type', 'text', 'summary', 'signature', 'data', 'format', 'index']) entry.any(key);
    if (rides || state?.id !== undefined) entry.any('id');
    entry.close(undefined);
  }
  const told = parts.flatMap((part) => ('text' in part && part.text !== undefined ? part.text : []));
  const plain = readPlain(message, told);
  if (plain === undefined) return { parts, callStates };

  // A signature proves a text: when the entry came without it, the plain field has it.
  const signed = parts.findIndex((part) => part.type === 'reasoning' && part.state?.kind === 'signature');
  if (signed < 0) return { parts: [plain, ...parts], callStates };
  return { parts: parts.map((part, at) => (at === signed ? { ...part, text: plain.text } : part)), callStates };
}

/** The entries of `reasoning_details`, each at its place once its pieces are joined. */
function entriesOf(message: Fields): Fields[] {
  const path = message.pathOf('reasoning_details');
  const entries = joinPieces(message.objects('reasoning_details').map(({ raw }) => raw));
  return entries.map((entry, index) => Fields.of(entry, pathOfElement(path, index), message.extras));
}

function isOwn({ dialect }: ReasoningState): boolean {
  return dialect === 'openai-chat';
}

/**
 * The first plain field that says something; another that says the same is no loss, nor is one that repeats the details. An empty
 * text counts where there is no other: DeepSeek wants the field in every turn of a tool loop, also in one without a thought.
 */
function readPlain(message: Fields, details: readonly string[]): ReasoningPart | undefined {
  const told = ['reasoning_content', 'reasoning'].flatMap((key) => {
    const text = message.raw[key];
    return typeof text === 'string' ? [{ key, text }] : [];
  });
  const isRepeated = (text: string): boolean =>
    details.length > 0 && withoutSpace(text) === withoutSpace(details.join(''));
  const chosen = details.length > 0 ? undefined : (told.find(({ text }) => text !== '') ?? told[0]);
  for (const { key, text } of told) if (text === '' || text === chosen?.text || isRepeated(text)) message.any(key);
  return chosen && { type: 'reasoning', path: message.pathOf(chosen.key), text: chosen.text };
}

/** Several texts are joined with a blank line by some and with nothing by others. */
function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

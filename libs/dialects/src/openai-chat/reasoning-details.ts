import { type DialectId, type JsonObject, type ReasoningState } from '../call';
import { asText, parseObject } from '../json';
import { openState, sealState } from '../reasoning-state';

/*
 * `reasoning_details` is OpenRouter's field for reasoning that must return: a list of `reasoning.text` (with a signature),
 * `reasoning.summary` and `reasoning.encrypted`, each with a `format` that names whose proof it is.
 * https://openrouter.ai/docs/guides/best-practices/reasoning-tokens
 */

/** One entry, read. */
export interface ReasoningDetail {
  readonly text?: string;
  readonly state?: ReasoningState;
  /** The tool call that a sealed state rides on. */
  readonly callId?: string;
}

/** Whose proof an entry carries, by OpenRouter's names, and what an encrypted entry is called where it comes from. */
const ISSUERS: Readonly<Partial<Record<DialectId, { format: string; encrypted: ReasoningState['kind'] }>>> = {
  'anthropic-messages': { format: 'anthropic-claude-v1', encrypted: 'redacted' },
  'openai-responses': { format: 'openai-responses-v1', encrypted: 'encrypted' },
  gemini: { format: 'google-gemini-v1', encrypted: 'signature' },
};
const RESPONSES_FORMAT = 'openai-responses-v1';

/**
 * An entry without its text; undefined where nothing is left that must return. All that is left does, for what the fields mean is
 * the issuer's business.
 */
export function proofIn(entry: JsonObject): JsonObject | undefined {
  const proof = Object.fromEntries(
    Object.entries(entry).filter(([key, value]) => key !== 'text' && key !== 'summary' && value !== null),
  );
  const { type = 'reasoning.text', index: _index, ...said } = proof;
  return type !== 'reasoning.text' || Object.keys(said).length > 0 ? proof : undefined;
}

/** What an entry proves to the vendor of this dialect that issued it. */
export function issuedState(proof: JsonObject): ReasoningState {
  const kind = asText(proof['data']) ? 'encrypted' : 'signature';
  return { dialect: 'openai-chat', kind, data: JSON.stringify(proof) };
}

/**
 * The proof that Google's compatible endpoint puts on a call itself, as `extra_content`: without it the next turn is refused.
 * https://ai.google.dev/gemini-api/docs/thought-signatures
 */
export function callProof({ extra_content }: JsonObject): ReasoningState | undefined {
  return extra_content === undefined || extra_content === null ? undefined : issuedState({ extra_content });
}

/** The fields of the call that hold such a proof; undefined for a state of another kind. */
export function writeCallProof(state: ReasoningState | undefined): { readonly extra_content?: unknown } | undefined {
  const proof = state?.dialect === 'openai-chat' ? parseObject(state.data) : undefined;
  return proof && Object.hasOwn(proof, 'extra_content') ? { extra_content: proof['extra_content'] } : undefined;
}

/** Reads an entry that a client returns: its format tells which dialect's proof it carries, if it is one we know. */
export function readReturnedDetail(entry: JsonObject): ReasoningDetail {
  const text = textIn(entry);
  const [signature, data] = [asText(entry['signature']), asText(entry['data'])];
  const sealed = data && openState(data);
  if (sealed) return { text, ...sealed };
  const dialect = (Object.keys(ISSUERS) as DialectId[]).find((id) => ISSUERS[id]?.format === entry['format']);
  const kind = signature === undefined ? dialect && ISSUERS[dialect]?.encrypted : 'signature';
  const proof = signature ?? data;
  if (dialect !== undefined && kind !== undefined && proof !== undefined) {
    const id = dialect === 'openai-responses' ? asText(entry['id']) : undefined;
    return { text, state: { dialect, kind, data: proof, ...(id !== undefined && { id }) } };
  }
  const own = proofIn(entry);
  const isKnown = text !== undefined || proof !== undefined;
  return { text, ...(own && isKnown && { state: issuedState(own) }) };
}

function textIn(entry: JsonObject): string | undefined {
  return asText(entry['text']) ?? asText(entry['summary']);
}

/**
 * Puts together what a stream told piece by piece, for clients that only collect the pieces: texts of one entry and the signature
 * that completes them, and what OpenAI tells of one item as two entries, its summary and its encrypted content.
 */
export function joinPieces(entries: readonly JsonObject[]): JsonObject[] {
  const joined: JsonObject[] = [];
  for (const entry of entries) {
    const last = joined.at(-1);
    if (last === undefined || !continues(last, entry)) {
      joined.push(entry);
      continue;
    }
    const key = typeof last['summary'] === 'string' ? 'summary' : 'text';
    const text = `${textIn(last) ?? ''}${textIn(entry) ?? ''}`;
    joined[joined.length - 1] = { ...last, ...entry, ...(text !== '' && { [key]: text }) };
  }
  return joined;
}

/** Whether `entry` goes on with the entry before it, which has no proof yet. */
function continues(last: JsonObject, entry: JsonObject): boolean {
  if (asText(last['signature']) ?? asText(last['data'])) return false;
  if (last['index'] !== entry['index']) return false;
  if (entry['format'] === RESPONSES_FORMAT && asText(entry['data'])) return textIn(last) !== undefined;
  return last['type'] === entry['type'];
}

/** An entry of plain text, as far as it goes: a state may follow and belong to it. */
export function writeDetailText(text: string, index: number): JsonObject {
  return { type: 'reasoning.text', text, index };
}

/** Whether a state, told without its text, completes the entry of the text before it, rather than standing for itself. */
export function completesText({ dialect, kind }: ReasoningState): boolean {
  return kind === 'signature' || dialect === 'openai-responses';
}

/** Whether an entry of OpenRouter's tells the state; another, such as the id of an item that the vendor keeps, goes sealed. */
export function hasEntry({ dialect, kind }: ReasoningState, callId?: string): boolean {
  const isSigned = kind === 'signature' && callId === undefined;
  return dialect === 'openai-chat' || isSigned || kind === ISSUERS[dialect]?.encrypted;
}

/**
 * The entries that carry `state` and the text that it proves; none for a state that claims to be of this dialect and is none.
 * @param callId the tool call on which the state rides, as Gemini's does
 */
export function writeDetail(
  { text, state, callId }: ReasoningDetail & { readonly state: ReasoningState },
  index: number,
): JsonObject[] {
  const { dialect, kind, data, id } = state;
  if (dialect === 'openai-chat') {
    const proof = parseObject(data);
    const key = proof?.['type'] === 'reasoning.summary' ? 'summary' : 'text';
    return proof === undefined ? [] : [{ ...proof, ...(text !== undefined && { [key]: text }) }];
  }
  const format = ISSUERS[dialect]?.format;
  if (kind === 'signature' && callId === undefined) {
    return [{ type: 'reasoning.text', ...(text !== undefined && { text }), signature: data, format, index }];
  }
  const before =
    text === undefined
      ? []
      : dialect === 'openai-responses'
        ? [{ type: 'reasoning.summary', summary: text, format, index }]
        : [writeDetailText(text, index)];
  const told = hasEntry(state, callId) ? data : sealState(state, callId);
  const ofItem = callId ?? id;
  return [...before, { type: 'reasoning.encrypted', data: told, ...(ofItem && { id: ofItem }), format, index }];
}

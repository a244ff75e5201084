import { type DialectId, type JsonObject, type ReasoningState } from '../call';
import { asText } from '../json';
import { parseObject } from './json';

/*
 * `reasoning_details` is OpenRouter's field for reasoning that must return: a list of `reasoning.text` (with a signature),
 * `reasoning.summary` and `reasoning.encrypted`, each with a `format` that names whose proof it is.
 * https://openrouter.ai/docs/guides/best-practices/reasoning-tokens
 */

/** One entry, read. */
export interface ReasoningDetail {
  readonly text?: string;
  readonly state?: ReasoningState;
}

/** Whose proof an entry carries, by OpenRouter's names, and what an encrypted entry is called where it comes from. */
const ISSUERS: Readonly<Partial<Record<DialectId, { format: string; encrypted: ReasoningState['kind'] }>>> = {
  'anthropic-messages': { format: 'anthropic-claude-v1', encrypted: 'redacted' },
  'openai-responses': { format: 'openai-responses-v1', encrypted: 'encrypted' },
  gemini: { format: 'google-gemini-v1', encrypted: 'signature' },
};

/**
 * Reads an entry that an upstream of this dialect issued. Its state is the entry itself as JSON, without the text: what other
 * fields mean is the issuer's business, and all of them return.
 */
export function readIssuedDetail(entry: JsonObject): ReasoningDetail {
  const text = asText(entry['text']) ?? asText(entry['summary']);
  const kind = asText(entry['signature']) ? 'signature' : asText(entry['data']) ? 'encrypted' : undefined;
  if (kind === undefined) return { text };
  const { text: _text, ...proof } = entry;
  return { text, state: { dialect: 'openai-chat', kind, data: JSON.stringify(proof) } };
}

/** Reads an entry that a client returns: its format tells which dialect's proof it carries, if it is one we know. */
export function readReturnedDetail(entry: JsonObject): ReasoningDetail {
  const dialect = (Object.keys(ISSUERS) as DialectId[]).find((id) => ISSUERS[id]?.format === entry['format']);
  const kind = asText(entry['signature']) ? 'signature' : dialect && ISSUERS[dialect]?.encrypted;
  if (dialect === undefined || kind === undefined) return readIssuedDetail(entry);
  const text = asText(entry['text']) ?? asText(entry['summary']);
  const data = asText(entry['signature']) ?? asText(entry['data']);
  return data === undefined ? { text } : { text, state: { dialect, kind, data } };
}

/** An entry of plain text, as far as it goes: a state may follow and belong to it. */
export function writeDetailText(text: string, index: number): JsonObject {
  return { type: 'reasoning.text', text, index };
}

/**
 * The entry that carries `state`; undefined for a state that claims to be of this dialect and is none.
 * @param callId the tool call on which the state rides, as Gemini's does
 */
export function writeDetailState(state: ReasoningState, index: number, callId?: string): JsonObject | undefined {
  if (state.dialect === 'openai-chat') return parseObject(state.data);
  const format = ISSUERS[state.dialect]?.format;
  if (callId !== undefined) return { type: 'reasoning.encrypted', data: state.data, id: callId, format, index };
  return state.kind === 'signature'
    ? { type: 'reasoning.text', signature: state.data, format, index }
    : { type: 'reasoning.encrypted', data: state.data, format, index };
}

/** Whether the entry completes the text before it, rather than standing for itself. */
export function isSignature(entry: JsonObject): boolean {
  return entry['signature'] !== undefined;
}

import { type ReasoningPart, type ReasoningState } from '../call';
import { type Fields } from '../fields';
import { type ReasoningDetail, readReturnedDetail } from './reasoning-details';

export interface ReturnedReasoning {
  readonly parts: readonly ReasoningPart[];
  /** States that ride on a tool call, by the call's id. */
  readonly callStates: ReadonlyMap<string, ReasoningState>;
}

/**
 * Reads the reasoning that a client returns in an assistant message: `reasoning_content` (DeepSeek), `reasoning` (Groq,
 * OpenRouter) and `reasoning_details` (OpenRouter). The plain fields repeat the text of the details, so the details win.
 */
export function readReasoning(message: Fields): ReturnedReasoning {
  const callIds = new Set(message.objects('tool_calls').map((call) => call.any('id')));
  const callStates = new Map<string, ReasoningState>();
  const parts: ReasoningPart[] = [];
  for (const entry of message.objects('reasoning_details')) {
    const { text, state } = readEntry(entry);
    const { id } = entry.raw;
    if (text === undefined && state === undefined) {
      entry.unknown();
    } else if (state !== undefined && state.dialect !== 'openai-chat' && typeof id === 'string' && callIds.has(id)) {
      callStates.set(id, state);
    } else {
      parts.push({ type: 'reasoning', path: entry.path, ...(text !== undefined && { text }), ...(state && { state }) });
      if (state?.dialect !== 'openai-chat') entry.close(undefined);
    }
  }
  const repeated = parts.some((part) => part.text !== undefined);
  const plain = readPlain(message, repeated);
  if (plain === undefined) return { parts, callStates };

  // A signature proves a text: when the entry came without it, the plain field has it.
  const signed = parts.findIndex((part) => part.state?.kind === 'signature');
  if (signed < 0) return { parts: [plain, ...parts], callStates };
  return { parts: parts.map((part, at) => (at === signed ? { ...part, text: plain.text } : part)), callStates };
}

/** Reads one entry; `id` matters to whoever issued it, so that only their own state keeps it. */
function readEntry(entry: Fields): ReasoningDetail {
  const detail = readReturnedDetail(entry.raw);
  if (detail.state?.dialect === 'openai-chat') return detail;
  for (const key of ['type', 'text', 'summary', 'signature', 'data', 'format', 'index']) entry.any(key);
  return detail;
}

/**
 * The first plain field that says something; another that says the same is no loss. An empty text counts where there is no
 * other: DeepSeek wants the field in every turn of a tool loop, also in one without a thought.
 */
function readPlain(message: Fields, repeated: boolean): ReasoningPart | undefined {
  const told = ['reasoning_content', 'reasoning'].flatMap((key) => {
    const text = message.raw[key];
    return typeof text === 'string' ? [{ key, text }] : [];
  });
  const chosen = told.find(({ text }) => text !== '') ?? told[0];
  for (const { key, text } of told) if (repeated || text === '' || text === chosen?.text) message.any(key);
  if (chosen === undefined || repeated) return undefined;
  return { type: 'reasoning', path: message.pathOf(chosen.key), text: chosen.text };
}

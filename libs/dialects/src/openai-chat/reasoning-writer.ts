import { type JsonObject, type ReasoningState } from '../call';
import { isSignature, writeDetailState, writeDetailText } from './reasoning-details';

/**
 * How reasoning stands in a message or delta. The text goes by both its names, since clients know one or the other: DeepSeek's
 * `reasoning_content` (also Qwen's, and that of most coding agents) and `reasoning` (OpenRouter's, Groq's). Clients that know
 * both prefer one; none adds them up. `reasoning_details` is what returns, so that a tool loop can continue.
 */
export interface ReasoningFields {
  reasoning_content?: string;
  reasoning?: string;
  reasoning_details?: JsonObject[];
}

/** Writes the reasoning of one choice piece by piece, and numbers the entries of `reasoning_details`. */
export class ReasoningWriter {
  /** The entry that is being written, and whether it has text that a signature may complete. */
  private index = 0;
  private hasText = false;

  text(text: string): ReasoningFields {
    this.hasText = true;
    return { reasoning_content: text, reasoning: text, reasoning_details: [writeDetailText(text, this.index)] };
  }

  /** @param callId the tool call on which the state rides */
  state(state: ReasoningState, callId?: string): ReasoningFields {
    const completesText = this.hasText && callId === undefined && state.kind === 'signature';
    if (this.hasText && !completesText) this.index++;
    const entry = writeDetailState(state, this.index, callId);
    this.index++;
    this.hasText = false;
    return entry === undefined ? {} : { reasoning_details: [entry] };
  }

  /**
   * Puts the pieces of a whole message together. Details are worth their bytes only where something must return.
   */
  static merge(pieces: readonly ReasoningFields[]): ReasoningFields {
    const text = pieces.map((piece) => piece.reasoning ?? '').join('');
    const entries = pieces.flatMap((piece) => piece.reasoning_details ?? []);
    const mustReturn = entries.some((entry) => isSignature(entry) || entry['data'] !== undefined);
    return {
      ...(text !== '' && { reasoning_content: text, reasoning: text }),
      ...(mustReturn && { reasoning_details: mergeEntries(entries) }),
    };
  }
}

/** One entry for all pieces of a text and the signature that completes it. */
function mergeEntries(entries: readonly JsonObject[]): JsonObject[] {
  const merged: JsonObject[] = [];
  let openText: string | undefined;
  for (const entry of entries) {
    const text = typeof entry['text'] === 'string' ? entry['text'] : undefined;
    if (openText !== undefined && (text !== undefined || isSignature(entry))) {
      openText += text ?? '';
      merged[merged.length - 1] = { ...entry, text: openText };
    } else {
      openText = text;
      merged.push(entry);
    }
    // A proof closes the entry: what follows is another thought.
    if (text === undefined) openText = undefined;
  }
  return merged;
}

import { type JsonObject, type ReasoningState } from '../call';
import { completesText, writeCallProof, writeDetail, writeDetailText } from './reasoning-details';

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

/** Between two paragraphs of reasoning. */
const BREAK = '\n\n';

/** Writes the reasoning of one choice piece by piece, and numbers the entries of `reasoning_details`. */
export class ReasoningWriter {
  /** The entry that is being written, and whether it has text that a proof may complete. */
  private index = 0;
  private hasText = false;
  private isBroken = false;

  text(text: string): ReasoningFields {
    const said = this.isBroken ? BREAK + text : text;
    this.isBroken = false;
    this.hasText = true;
    return { reasoning_content: said, reasoning: said, reasoning_details: [writeDetailText(said, this.index)] };
  }

  /** The next text is a paragraph of its own. */
  break(): void {
    this.isBroken = this.hasText;
  }

  /** @param callId the tool call on which the state rides */
  state(state: ReasoningState, callId?: string): ReasoningFields {
    // It stands on the call itself.
    if (writeCallProof(state)) return {};
    if (this.hasText && (callId !== undefined || !completesText(state))) this.index++;
    const entries = writeDetail({ state, callId }, this.index);
    this.index++;
    this.hasText = this.isBroken = false;
    return entries.length === 0 ? {} : { reasoning_details: entries };
  }
}

/** Puts the reasoning of one choice together, for a message that is written whole. */
export class WholeReasoning {
  private readonly texts: string[] = [];
  /** The text since the last proof. */
  private open = '';
  private isBroken = false;
  private readonly details: JsonObject[] = [];
  private index = 0;
  private mustReturn = false;

  text(text: string): void {
    const said = this.isBroken && this.open !== '' ? BREAK + text : text;
    this.isBroken = false;
    this.open += said;
    this.texts.push(said);
  }

  break(): void {
    this.isBroken = true;
  }

  /** @param callId the tool call on which the state rides */
  state(state: ReasoningState, callId?: string): void {
    if (writeCallProof(state)) return;
    if (callId !== undefined || !completesText(state)) this.closeText();
    const text = this.open === '' ? undefined : this.open;
    const entries = writeDetail({ text, state, callId }, this.index);
    if (entries.length === 0) return;
    this.details.push(...entries);
    this.index++;
    this.open = '';
    this.mustReturn = true;
  }

  /** Details are worth their bytes only where something must return. */
  fields(): ReasoningFields {
    const text = this.texts.join('');
    this.closeText();
    return {
      ...(text !== '' && { reasoning_content: text, reasoning: text }),
      ...(this.mustReturn && { reasoning_details: this.details }),
    };
  }

  private closeText(): void {
    if (this.open === '') return;
    this.details.push(writeDetailText(this.open, this.index));
    this.index++;
    this.open = '';
  }
}

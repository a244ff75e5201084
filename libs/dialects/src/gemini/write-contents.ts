import { type AssistantPart, type Call, type Message, type ReasoningPart, type UserPart } from '../call';
import { type Target } from '../dialect';
import { type ReceiptBook } from '../receipt';
import { generationOf } from './model-generation';
import { writeMedia } from './write-media';
import { writeToolCall, writeToolResult } from './write-tool-parts';
import { type WireContent, type WirePart } from './wire';

/** Writes the conversation: turns alternate between `user` and `model`, and instructions stand apart from them. */
export function writeContents(
  call: Call,
  target: Target,
  receipt: ReceiptBook,
): { contents: WireContent[]; systemInstruction?: WireContent } {
  const writer = new ContentsWriter(target, receipt);
  for (const message of call.messages) writer.add(message);
  return writer.finish();
}

class ContentsWriter {
  private readonly instructions: WirePart[] = [];
  private readonly turns: { role: 'user' | 'model'; parts: WirePart[] }[] = [];
  private readonly functionNames = new Map<string, string>();

  constructor(
    private readonly target: Target,
    private readonly receipt: ReceiptBook,
  ) {}

  add(message: Message): void {
    if ('name' in message && message.name !== undefined) {
      this.receipt.dropped(`${message.path}.name`, 'Gemini does not name the participants');
    }
    switch (message.role) {
      case 'system':
      case 'developer':
        if (this.turns.length > 0) {
          this.receipt.approximated(
            message.path,
            'Gemini takes instructions only at the start, so they are moved there',
          );
        }
        this.instructions.push(...message.parts.map(({ text }) => ({ text })));
        return;
      case 'user':
        return this.addTurn(
          'user',
          message.parts.flatMap((part) => this.writeUserPart(part) ?? []),
        );
      case 'tool':
        return this.addTurn(
          'user',
          message.parts.flatMap((part) => writeToolResult(part, this.functionNames, this.target.model, this.receipt)),
        );
      case 'assistant':
        return this.addAssistant(message.parts);
    }
  }

  finish(): { contents: WireContent[]; systemInstruction?: WireContent } {
    return {
      // The vendor refuses a call without contents, so instructions alone go with an empty prompt.
      contents: this.turns.length > 0 ? this.turns : [{ role: 'user', parts: [{ text: '' }] }],
      ...(this.instructions.length > 0 && { systemInstruction: { parts: this.instructions } }),
    };
  }

  /** Appends to the turn that is open where the role is the same: two in a row of one role are refused or misread. */
  private addTurn(role: 'user' | 'model', parts: WirePart[]): void {
    if (parts.length === 0) return;
    const open = this.turns.at(-1);
    if (open?.role === role) open.parts.push(...parts);
    else this.turns.push({ role, parts });
  }

  private writeUserPart(part: UserPart): WirePart | undefined {
    return part.type === 'text' ? { text: part.text } : writeMedia(part, this.target.model, this.receipt);
  }

  private addAssistant(parts: readonly AssistantPart[]): void {
    // A signature that came before a text signs that text; one with no text behind it stands alone, as it does on the wire.
    let signature: string | undefined;
    const release = (): void => {
      if (signature !== undefined) this.addTurn('model', [{ text: '', thoughtSignature: signature }]);
      signature = undefined;
    };
    for (const part of parts) {
      if (part.type === 'text' || part.type === 'refusal') {
        if (part.type === 'refusal') this.receipt.approximated(part.path, 'Gemini takes a refusal as plain text');
        this.addTurn('model', [{ text: part.text, ...(signature !== undefined && { thoughtSignature: signature }) }]);
        signature = undefined;
        continue;
      }
      release();
      if (part.type === 'reasoning') signature = this.addReasoning(part);
      else this.addToolCall(part);
    }
    release();
  }

  /** Writes the thought's text and returns the signature that is still to be placed. */
  private addReasoning(part: ReasoningPart): string | undefined {
    const thinks = this.target.reasoning !== false && generationOf(this.target.model) >= 2.5;
    const own = part.state?.dialect === 'gemini';
    if (!thinks) {
      this.receipt.dropped(part.path, 'The model does not reason');
      return undefined;
    }
    if (part.state && !own) {
      const why = 'Only the vendor that issued a reasoning state can read it';
      if (part.text) this.receipt.approximated(part.path, why);
      else this.receipt.dropped(part.path, why);
    }
    if (part.text) this.addTurn('model', [{ text: part.text, thought: true }]);
    return own ? part.state?.data : undefined;
  }

  private addToolCall(part: Extract<AssistantPart, { type: 'tool-call' }>): void {
    this.functionNames.set(part.id, part.name);
    const open = this.turns.at(-1);
    const first = open?.role !== 'model' || open.parts.every(({ functionCall }) => functionCall === undefined);
    this.addTurn('model', [writeToolCall(part, first, this.target.model, this.receipt)]);
  }
}

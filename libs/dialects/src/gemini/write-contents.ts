import { type AssistantPart, type Message, type ReasoningPart, type TextPart, type UserPart } from '../call';
import { type Draft, isOwn } from './draft';
import { reasons } from './model-generation';
import { writeMedia } from './write-media';
import { writeNative } from './write-native';
import { writeToolCall, writeToolResult } from './write-tool-parts';
import { type WireContent, type WirePart } from './wire';

type Role = 'user' | 'model';

/** Writes the conversation: turns alternate between `user` and `model`, and instructions stand apart from them. */
export function writeContents(draft: Draft): { contents: WireContent[]; systemInstruction?: WireContent } {
  const writer = new ContentsWriter(draft);
  for (const message of draft.call.messages) writer.add(message);
  return writer.finish();
}

class ContentsWriter {
  private readonly instructions: WirePart[] = [];
  private readonly turns: { role: Role; parts: WirePart[] }[] = [];
  /** What must be the same for parts to share a turn: the content that they came in, or who speaks. */
  private openTurn: string | undefined;
  private readonly functionNames = new Map<string, string>();
  /** A signature that has yet to meet the part it signs, and where it came from. */
  private signature: { readonly data: string; readonly path: string } | undefined;

  constructor(private readonly draft: Draft) {}

  add(message: Message): void {
    // Some dialects keep a proof and the text behind it in messages of their own.
    if (message.role !== 'assistant' || isOwn(this.draft)) this.releaseSignature();
    if ('name' in message && message.name !== undefined) {
      this.draft.book.dropped(`${message.path}.name`, 'Gemini does not name the participants.');
    }
    if (isOwn(this.draft) && message.parts.length === 0) this.addEmptyTurn(message);
    switch (message.role) {
      case 'system':
      case 'developer':
        return this.addInstructions(message.path, message.parts);
      case 'user':
        for (const part of message.parts) this.addPart('user', part, this.writeUserPart(part));
        return;
      case 'tool':
        for (const part of message.parts) {
          for (const written of writeToolResult(part, this.functionNames, this.draft))
            this.addPart('user', part, written);
        }
        return;
      case 'assistant':
        for (const part of message.parts) this.addAssistantPart(part);
    }
  }

  finish(): { contents: WireContent[]; systemInstruction?: WireContent } {
    this.releaseSignature();
    return {
      // The vendor refuses a call without contents, so instructions alone go with an empty prompt.
      contents: this.turns.length > 0 ? this.turns : [{ role: 'user', parts: [{ text: '' }] }],
      ...(this.instructions.length > 0 && { systemInstruction: { parts: this.instructions } }),
    };
  }

  /** Keeps the places of those behind it. */
  private addEmptyTurn({ role }: Message): void {
    if (role === 'user' || role === 'assistant')
      this.turns.push({ role: role === 'user' ? 'user' : 'model', parts: [] });
    this.openTurn = undefined;
  }

  private addInstructions(path: string, parts: readonly TextPart[]): void {
    if (this.turns.length > 0) {
      this.draft.book.approximated(path, 'Gemini takes instructions only at the start, so they are moved there.');
    }
    this.instructions.push(...parts.map(({ text }) => ({ text })));
  }

  /** Two turns in a row of one role are refused or misread; a client of this dialect is given back those it wrote. */
  private addPart(role: Role, { path }: { readonly path: string }, written: WirePart | undefined): void {
    if (written === undefined) return;
    const turn = isOwn(this.draft) ? path.slice(0, path.indexOf(']')) : role;
    if (turn === this.openTurn) this.turns.at(-1)?.parts.push(written);
    else this.turns.push({ role, parts: [written] });
    this.openTurn = turn;
  }

  /** An empty text says nothing, and the vendor refuses it. */
  private writeText({ path, text, citations }: TextPart): WirePart | undefined {
    if (text === '' && !isOwn(this.draft)) return undefined;
    if (citations?.length) this.draft.book.dropped(`${path}.citations`, 'Gemini is not told where a text comes from.');
    return { text };
  }

  private writeUserPart(part: UserPart): WirePart | undefined {
    if (part.type === 'text') return this.writeText(part);
    return part.type === 'native' ? writeNative(part, this.draft.book) : writeMedia(part, this.draft);
  }

  private addAssistantPart(part: AssistantPart): void {
    switch (part.type) {
      case 'reasoning':
        return this.addReasoning(part);
      case 'refusal':
        this.draft.book.approximated(part.path, 'Gemini takes a refusal as plain text.');
        return this.addSigned(part, { text: part.text });
      case 'text':
        return this.addSigned(part, this.writeText(part));
      case 'tool-call':
        return this.addToolCall(part);
      case 'native':
        this.releaseSignature();
        return this.addPart('model', part, writeNative(part, this.draft.book));
      default:
        return this.addSigned(part, writeMedia(part, this.draft));
    }
  }

  /** A signature that stands before a part signs it; where the client's own body tells them apart, it stands alone. */
  private addSigned(part: AssistantPart, written: WirePart | undefined): void {
    if (written === undefined) return;
    if (isOwn(this.draft) && this.signature?.path !== part.path) this.releaseSignature();
    const signed = this.signature && { thoughtSignature: this.signature.data };
    this.signature = undefined;
    this.addPart('model', part, { ...written, ...signed });
  }

  private releaseSignature(): void {
    const { signature } = this;
    this.signature = undefined;
    if (signature) this.addPart('model', signature, { text: '', thoughtSignature: signature.data });
  }

  /** Writes the thought's text and keeps the signature, which is still to be placed. */
  private addReasoning(part: ReasoningPart): void {
    const { book, target } = this.draft;
    if (!isOwn(this.draft) && !reasons(target)) return book.dropped(part.path, 'The model does not reason.');
    const own = part.state?.dialect === 'gemini' ? part.state : undefined;
    if (part.state && !own) {
      const why = 'Only the vendor that issued a reasoning state can read it.';
      if (part.text) book.approximated(part.path, why);
      else book.dropped(part.path, why);
    }
    if (part.text || (isOwn(this.draft) && part.text !== undefined)) {
      this.addSigned(part, { text: part.text, thought: true });
    }
    if (!own) return;
    this.releaseSignature();
    this.signature = { data: own.data, path: part.path };
  }

  private addToolCall(part: Extract<AssistantPart, { type: 'tool-call' }>): void {
    this.releaseSignature();
    this.functionNames.set(part.id, part.name);
    const open = this.turns.at(-1);
    const first = open?.role !== 'model' || open.parts.every(({ functionCall }) => functionCall === undefined);
    this.addPart('model', part, writeToolCall(part, first, this.draft));
  }
}

import { type ReasoningState } from '../call';
import { type ReplyEvent } from '../events';
import { sealState } from '../reasoning-state';
import { type ReceiptBook } from '../receipt';
import { parseJson } from './read-json';
import { type WirePart } from './wire';
import { readArguments } from './write-tool-parts';

export type ChoiceEvent = Extract<ReplyEvent, { choice: number }>;

/** A part that is ready to be written. `continues`: it only adds to the one before it, with which a whole reply joins it. */
export interface Piece {
  readonly part: WirePart;
  readonly continues?: boolean;
}

interface PendingCall {
  readonly id: string;
  readonly name: string;
  readonly signature?: string;
  argumentsText: string;
}

/**
 * Turns the events of one choice into parts as soon as they can be written. A function call goes whole, when its arguments are complete and
 * the calls before it are written. A proof of reasoning goes in `thoughtSignature`, another dialect's sealed: on the thought that it closes, else
 * on what comes next, since clients drop parts that hold nothing else.
 */
export class ChoiceWriter {
  /** Calls not yet written, by their index. */
  private readonly calls = new Map<number, PendingCall>();
  private nextCall = 0;
  /** What the next delta may add to. */
  private open: 'text' | 'thought' | undefined;
  /** Whether something was thought since the last proof. */
  private hasThought = false;
  /** A proof that has yet to meet the part on which it goes. */
  private proof: ReasoningState | undefined;

  constructor(
    private readonly choice: number,
    private readonly book: ReceiptBook,
  ) {}

  write(event: ChoiceEvent): Piece[] {
    if (event.type === 'tool-call-delta') {
      const call = this.calls.get(event.index);
      if (call) call.argumentsText += event.argumentsText;
      return [];
    }
    if (event.type === 'finish') return this.end();
    const calls = this.takeCalls(false);
    return calls.length > 0 ? [...calls, ...this.writePiece(event)] : this.writePiece(event);
  }

  /** What is still held back, now that nothing follows. */
  end(): Piece[] {
    return [...this.takeCalls(true), ...this.releaseProof()];
  }

  private writePiece(event: Exclude<ChoiceEvent, { type: 'tool-call-delta' | 'finish' }>): Piece[] {
    switch (event.type) {
      case 'text-delta':
        return this.text(event.text);
      case 'refusal-delta':
        this.book.approximated(`response.choices[${this.choice}].refusal`, 'Gemini tells a refusal as plain text.');
        return this.text(event.text);
      case 'reasoning-delta':
        return this.thought(event.text);
      case 'reasoning-state':
        return this.state(event.state);
      case 'tool-call-start':
        return this.startCall(event);
      case 'media':
        return this.whole({ inlineData: { mimeType: event.source.mediaType, data: event.source.data } });
      case 'native':
        return this.native(event);
      case 'text-end':
      case 'reasoning-break':
        this.open = undefined;
        return this.releaseProof();
      default:
        return [];
    }
  }

  private text(text: string): Piece[] {
    const continues = this.open === 'text' && this.proof === undefined;
    this.open = 'text';
    return [{ part: this.signed({ text }), continues }];
  }

  /** Gemini's own proof stands before the thought it signs; another's has nothing to do with the next thought. */
  private thought(text: string): Piece[] {
    const released = this.proof?.dialect === 'gemini' ? [] : this.releaseProof();
    const continues = this.open === 'thought' && this.proof === undefined;
    this.open = 'thought';
    this.hasThought = true;
    return [...released, { part: this.signed({ text, thought: true }), continues }];
  }

  private state(state: ReasoningState): Piece[] {
    const released = this.releaseProof();
    const closesThought = this.hasThought && state.dialect !== 'gemini';
    const continues = this.open === 'thought';
    this.open = undefined;
    this.hasThought = false;
    if (closesThought) {
      return [...released, { part: { text: '', thought: true, thoughtSignature: sealState(state) }, continues }];
    }
    this.proof = state;
    return released;
  }

  private startCall(event: Extract<ReplyEvent, { type: 'tool-call-start' }>): Piece[] {
    const { index, id, name, state } = event;
    // Clients drop a part that holds nothing but a proof; the call behind it takes the proof along.
    const carried = state === undefined && this.proof?.dialect !== 'gemini' ? this.proof : undefined;
    if (carried) this.proof = undefined;
    const released = this.releaseProof();
    this.open = undefined;
    const signature = (carried && sealState(carried)) ?? (state && signatureOf(state, id));
    this.calls.set(index, { id, name, argumentsText: '', ...(signature !== undefined && { signature }) });
    return released;
  }

  private native({ dialect, value }: Extract<ReplyEvent, { type: 'native' }>): Piece[] {
    if (dialect === 'gemini') return [...this.releaseProof(), ...this.whole(value)];
    this.book.dropped(`response.choices[${this.choice}].native`, 'Gemini has no such part.');
    return [];
  }

  private whole(part: WirePart): Piece[] {
    this.open = undefined;
    return [{ part: this.signed(part) }];
  }

  private signed(part: WirePart): WirePart {
    if (this.proof === undefined) return part;
    const thoughtSignature = signatureOf(this.proof);
    this.proof = undefined;
    return { ...part, thoughtSignature };
  }

  /** The proof by itself, where nothing comes that it could go on. */
  private releaseProof(): Piece[] {
    if (this.proof === undefined) return [];
    const isOwn = this.proof.dialect === 'gemini';
    return [{ part: this.signed({ text: '', ...(!isOwn && { thought: true }) }) }];
  }

  /** The calls that can be written now, in order: those whose arguments are whole, or, at the end, all. */
  private takeCalls(isEnd: boolean): Piece[] {
    if (this.calls.size === 0) return [];
    const pieces: Piece[] = [];
    for (const [index, call] of [...this.calls].sort(([one], [other]) => one - other)) {
      if (!isEnd && (index !== this.nextCall || !isWhole(call.argumentsText))) break;
      this.calls.delete(index);
      this.nextCall = index + 1;
      pieces.push({ part: this.call(index, call) });
    }
    return pieces;
  }

  private call(index: number, { id, name, signature, ...call }: PendingCall): WirePart {
    const args = readArguments(call, `response.choices[${this.choice}].toolCalls[${index}].arguments`, this.book);
    return { functionCall: { id, name, args }, ...(signature !== undefined && { thoughtSignature: signature }) };
  }
}

/** @param callId the call on which a foreign state rides */
function signatureOf(state: ReasoningState, callId?: string): string {
  return state.dialect === 'gemini' ? state.data : sealState(state, callId);
}

/** No JSON object is the beginning of another. */
function isWhole(argumentsText: string): boolean {
  return argumentsText.trimEnd().endsWith('}') && parseJson(argumentsText) !== undefined;
}

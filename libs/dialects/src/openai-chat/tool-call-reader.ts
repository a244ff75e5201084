import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asObject, asText } from '../json';
import { asCount } from './json';

/** A call as far as it was told. */
interface OpenCall {
  readonly index: number;
  id?: string;
  /** A call starts with its name; arguments that come before it wait. */
  isStarted: boolean;
  waiting: string;
}

/** Puts the tool calls of one choice together. Vendors differ in how they say to which call a delta belongs. */
export class ToolCallReader {
  private readonly calls: OpenCall[] = [];
  /** By the vendor's own numbers, which need not begin at 0. */
  private readonly byNumber = new Map<number, OpenCall>();

  constructor(
    private readonly choice: number,
    private readonly replyId: string,
  ) {}

  get count(): number {
    return this.calls.length;
  }

  read(said: JsonObject): ReplyEvent[] {
    const called = asObject(said['function']);
    if (called === undefined) return [];
    const call = this.callOf(asCount(said['index']), asText(said['id']));
    const name = asText(called['name']);
    const argumentsText = call.waiting + readArguments(called['arguments']);
    call.waiting = '';
    if (!call.isStarted && name === undefined) {
      call.waiting = argumentsText;
      return [];
    }
    const { choice } = this;
    const events: ReplyEvent[] = [];
    if (!call.isStarted && name !== undefined) {
      call.isStarted = true;
      events.push({ type: 'tool-call-start', choice, index: call.index, id: call.id ?? this.newId(call.index), name });
    }
    if (argumentsText !== '') events.push({ type: 'tool-call-delta', choice, index: call.index, argumentsText });
    return events;
  }

  /** By number; by id where there is no number; else the call that was last begun. */
  private callOf(number: number | undefined, id: string | undefined): OpenCall {
    const known =
      number !== undefined
        ? this.byNumber.get(number)
        : id !== undefined
          ? this.calls.find((call) => call.id === id)
          : this.calls.at(-1);
    // Google's compatible endpoint numbers every parallel call 0: another id is another call.
    const isOther = known?.id !== undefined && id !== undefined && known.id !== id;
    const call = known === undefined || isOther ? this.begin() : known;
    call.id ??= id;
    if (number !== undefined) this.byNumber.set(number, call);
    return call;
  }

  private begin(): OpenCall {
    const call: OpenCall = { index: this.calls.length, isStarted: false, waiting: '' };
    this.calls.push(call);
    return call;
  }

  /** For a vendor that gives no ids: the same in every reading of this reply, and another in the next reply. */
  private newId(index: number): string {
    const reply = this.replyId.replace(/[^A-Za-z0-9]/g, '').slice(-20);
    return `call_${reply}_${this.choice}_${index}`;
  }
}

/** JSON text; Ollama and some Mistral servers send the object itself. */
function readArguments(value: unknown): string {
  const object = asObject(value);
  return object === undefined ? (asText(value) ?? '') : JSON.stringify(object);
}

import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asCount, asObject, asText } from '../json';
import { callProof } from './reasoning-details';
import { CALL_FIELDS, type ExtraReader, FUNCTION_FIELDS } from './reply-fields';

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
    private readonly extras: ExtraReader,
  ) {}

  get count(): number {
    return this.calls.length;
  }

  read(said: JsonObject): ReplyEvent[] {
    const called = asObject(said['function']);
    if (called === undefined) return isCustom(said) ? this.readCustom(said) : this.readMore(said);
    const call = this.callOf(asCount(said['index']), asText(said['id']));
    const name = asText(called['name']);
    const argumentsText = call.waiting + readArguments(called['arguments']);
    call.waiting = '';
    const events: ReplyEvent[] = [];
    if (!call.isStarted && name === undefined) {
      call.waiting = argumentsText;
    } else {
      if (!call.isStarted && name !== undefined) events.push(this.start(call, name, said));
      const { choice } = this;
      if (argumentsText !== '') events.push({ type: 'tool-call-delta', choice, index: call.index, argumentsText });
    }
    const path = this.pathOf(call);
    return [
      ...events,
      ...this.extras.read(said, CALL_FIELDS, path),
      ...this.extras.read(called, FUNCTION_FIELDS, `${path}.function`),
    ];
  }

  /** What is said of a call that is known, besides its function. */
  private readMore(said: JsonObject): ReplyEvent[] {
    const call = this.byNumber.get(asCount(said['index']) ?? -1);
    return call === undefined ? [] : this.extras.read(said, CALL_FIELDS, this.pathOf(call));
  }

  private pathOf({ index }: OpenCall): string {
    return `choices[${this.choice}].message.tool_calls[${index}]`;
  }

  private start(call: OpenCall, name: string, said: JsonObject): ReplyEvent {
    call.isStarted = true;
    const { index, id = this.newId(call.index) } = call;
    const state = callProof(said);
    return { type: 'tool-call-start', choice: this.choice, index, id, name, ...(state && { state }) };
  }

  /** A call of a custom tool, or a piece of it, goes on as it is, numbered among the others. */
  private readCustom(said: JsonObject): ReplyEvent[] {
    const { index } = this.callOf(asCount(said['index']), asText(said['id']));
    const value = { tool_calls: [{ ...said, index }] };
    return [{ type: 'native', choice: this.choice, dialect: 'openai-chat', value }];
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

function isCustom(said: JsonObject): boolean {
  return asObject(said['custom']) !== undefined || (asText(said['type']) ?? 'function') !== 'function';
}

/** JSON text; Ollama and some Mistral servers send the object itself. */
function readArguments(value: unknown): string {
  const object = asObject(value);
  return object === undefined ? (asText(value) ?? '') : JSON.stringify(object);
}

import { type Candidate, type FunctionCall, type GenerateContentResponse, type Part } from '@google/genai';
import { type ReasoningState } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { finishReasonOf } from './finish-reason';
import { readFailure } from './read-failure';
import { asObject, asText } from '../json';
import { countOf, objectsOf } from './read-json';
import { readUsage } from './usage';
import { type Unchecked } from './wire';

type Reply = Unchecked<GenerateContentResponse> & { readonly error?: unknown };

const REPLY_FIELDS = ['candidates', 'promptFeedback', 'usageMetadata', 'modelVersion', 'responseId'] as const;

/** What is known of one choice so far. */
interface Choice {
  toolCalls: number;
  ended: boolean;
  vendorReason?: string;
  blocked?: boolean;
}

/**
 * Reads a reply chunk by chunk; a JSON reply is one chunk of the same shape. Ends are told last, by {@link finish}: some models
 * state a `finishReason` on every chunk of a stream, and only the last one counts.
 */
export class ReplyReader {
  private started = false;
  private replyId: string | undefined;
  private toolCalls = 0;
  private readonly choices = new Map<number, Choice>();

  /** True once an error came in place of a chunk: nothing follows it. */
  failed = false;

  /** Whether the vendor said of every choice why it ended. */
  get complete(): boolean {
    return this.choices.size > 0 && [...this.choices.values()].every((choice) => choice.ended);
  }

  /**
   * Reads the next `GenerateContentResponse`.
   * @throws {UnreadableReply} when `body` is none
   */
  read(body: unknown): ReplyEvent[] {
    const reply: Reply | undefined = asObject(body);
    if (!reply) throw new UnreadableReply('A Gemini reply is a JSON object');
    if (reply.error !== undefined) return this.fail(reply.error);
    if (REPLY_FIELDS.every((field) => reply[field] === undefined)) {
      throw new UnreadableReply('The object has no field of a GenerateContentResponse');
    }
    if (reply.candidates !== undefined && !Array.isArray(reply.candidates)) {
      throw new UnreadableReply('`candidates` is no list');
    }
    const events = this.start(reply);
    for (const candidate of objectsOf(reply.candidates)) events.push(...this.readCandidate(candidate));
    this.readPromptFeedback(reply.promptFeedback);
    const metadata = asObject(reply.usageMetadata);
    if (metadata) events.push({ type: 'usage', usage: readUsage(metadata) });
    return events;
  }

  /** One `finish` a choice; a reply without any ended choice finishes its first one in error. */
  finish(): ReplyEvent[] {
    if (this.choices.size === 0) this.choiceAt(0);
    return [...this.choices].map(([choice, { vendorReason, blocked, toolCalls }]) => ({
      type: 'finish',
      choice,
      reason: blocked ? 'content-filter' : finishReasonOf(vendorReason, toolCalls > 0),
      ...(vendorReason !== undefined && { vendorReason }),
    }));
  }

  private start(reply: Reply): ReplyEvent[] {
    this.replyId ??= asText(reply.responseId);
    if (this.started) return [];
    this.started = true;
    const model = asText(reply.modelVersion);
    return [{ type: 'start', ...(this.replyId && { id: this.replyId }), ...(model && { model }) }];
  }

  private fail(error: unknown): ReplyEvent[] {
    this.failed = true;
    const status = countOf(asObject(error)?.code) ?? 500;
    return [{ type: 'failure', failure: readFailure(status, { error }, {}) }];
  }

  private readCandidate(candidate: Unchecked<Candidate>): ReplyEvent[] {
    const index = countOf(candidate.index) ?? 0;
    const choice = this.choiceAt(index);
    const parts = objectsOf(asObject(candidate.content)?.parts);
    const events = parts.flatMap((part) => this.readPart(part, index, choice));
    const reason = asText(candidate.finishReason);
    if (reason !== undefined) Object.assign(choice, { ended: true, vendorReason: reason });
    return events;
  }

  /** Images, server-side tools and their results have no word in the vocabulary: such parts say nothing. */
  private readPart(part: Unchecked<Part>, index: number, choice: Choice): ReplyEvent[] {
    const signature = asText(part.thoughtSignature);
    const state: ReasoningState | undefined =
      signature === undefined ? undefined : { dialect: 'gemini', kind: 'signature', data: signature };
    const call = asObject(part.functionCall);
    if (call) return this.readToolCall(call, index, choice, state);
    if (typeof part.text !== 'string') return [];
    const type = part.thought === true ? 'reasoning-delta' : 'text-delta';
    const delta: ReplyEvent[] = part.text === '' ? [] : [{ type, choice: index, text: part.text }];
    // The state goes before the text it signs, so that whoever sends both back can join them again.
    return state ? [{ type: 'reasoning-state', choice: index, state }, ...delta] : delta;
  }

  private readToolCall(
    call: Unchecked<FunctionCall>,
    index: number,
    choice: Choice,
    state: ReasoningState | undefined,
  ): ReplyEvent[] {
    const serial = this.toolCalls++;
    const toolCall = { choice: index, index: choice.toolCalls++ };
    // Most models name no id, yet every other dialect needs one: the reply's own id makes it unique beyond this reply.
    const id = asText(call.id) ?? ['call', ...(this.replyId ? [this.replyId] : []), serial].join('_');
    const name = asText(call.name) ?? '';
    const argumentsText = JSON.stringify(asObject(call.args) ?? {});
    return [
      { type: 'tool-call-start', ...toolCall, id, name, ...(state && { state }) },
      { type: 'tool-call-delta', ...toolCall, argumentsText },
    ];
  }

  /** A blocked prompt has no candidates: the one choice there would have been ends with the block's reason. */
  private readPromptFeedback(feedback: unknown): void {
    const reason = asText(asObject(feedback)?.blockReason);
    if (reason === undefined) return;
    const choice = this.choiceAt(0);
    if (!choice.ended) Object.assign(choice, { ended: true, vendorReason: reason, blocked: true });
  }

  private choiceAt(index: number): Choice {
    const choice = this.choices.get(index) ?? { toolCalls: 0, ended: false };
    this.choices.set(index, choice);
    return choice;
  }
}

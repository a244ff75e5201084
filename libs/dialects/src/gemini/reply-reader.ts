import { type GenerateContentResponse } from '@google/genai';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { asObject, asText, asWhole } from '../json';
import { CandidateReader, type FinishEvent } from './candidate-reader';
import { readFailure } from './read-failure';
import { objectsOf } from './read-json';
import { ReplyExtras } from './reply-extras';
import { readServed, readUsage } from './usage';
import { countSearches } from './web-searches';
import { type Unchecked } from './wire';

type Reply = Unchecked<GenerateContentResponse> & { readonly error?: unknown };

const REPLY_FIELDS = ['candidates', 'promptFeedback', 'usageMetadata', 'modelVersion', 'responseId'] as const;

/**
 * Reads a reply chunk by chunk; a JSON reply is one chunk of the same shape. Ends are told last, by {@link finish}: some models
 * state a `finishReason` on every chunk of a stream, and only the last one counts.
 */
export class ReplyReader {
  private started = false;
  private replyId: string | undefined;
  private model: string | undefined;
  private toolCalls = 0;
  private readonly candidates = new Map<number, CandidateReader>();
  private readonly extras = new ReplyExtras();
  private usage: JsonObject | undefined;

  /** True once an error came in place of a chunk: nothing follows it. */
  failed = false;

  /** @param isWhole a JSON reply, where each part of text stands for itself; in a stream the next chunk goes on with the last part */
  constructor(private readonly isWhole: boolean) {}

  /** Whether the vendor said of every choice why it ended. */
  get complete(): boolean {
    return this.candidates.size > 0 && [...this.candidates.values()].every((candidate) => candidate.ended);
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
    for (const candidate of objectsOf(reply.candidates)) {
      events.push(...this.candidateAt(asWhole(candidate.index) ?? 0).read(candidate));
    }
    this.readPromptFeedback(reply.promptFeedback);
    this.extras.keepReply(reply);
    const metadata = asObject(reply.usageMetadata);
    if (metadata) events.push(this.usageEvent((this.usage = metadata)));
    return events;
  }

  /** What only this dialect knows, and one `finish` a choice; a reply without any ended choice finishes its first one in error. */
  finish(): ReplyEvent[] {
    if (this.candidates.size === 0) this.candidateAt(0);
    if (this.usage) this.extras.keepUsage(this.usage);
    return [...this.extras.events, ...this.ends()];
  }

  /** Why each choice ended, as far as told. */
  ends(): FinishEvent[] {
    return Array.from(this.candidates.values(), (candidate) => candidate.finish());
  }

  private start(reply: Reply): ReplyEvent[] {
    this.replyId ??= asText(reply.responseId);
    this.model ??= asText(reply.modelVersion);
    if (this.started) return [];
    this.started = true;
    return [{ type: 'start', ...(this.replyId && { id: this.replyId }), ...(this.model && { model: this.model }) }];
  }

  private fail(error: unknown): ReplyEvent[] {
    this.failed = true;
    const status = asWhole(asObject(error)?.code) ?? 500;
    return [{ type: 'failure', failure: readFailure(status, { error }, {}) }];
  }

  private usageEvent(metadata: JsonObject): ReplyEvent {
    const queries = [...this.candidates.values()].map((candidate) => candidate.searches);
    const webSearches = countSearches(queries, this.model);
    const served = { ...readServed(metadata), ...(webSearches !== undefined && { webSearches }) };
    return { type: 'usage', usage: readUsage(metadata), ...served };
  }

  /** A blocked prompt has no candidates: the one choice there would have been ends with the block's reason. */
  private readPromptFeedback(feedback: unknown): void {
    const reason = asText(asObject(feedback)?.blockReason);
    if (reason !== undefined) this.candidateAt(0).block(reason);
  }

  private candidateAt(index: number): CandidateReader {
    let candidate = this.candidates.get(index);
    if (candidate === undefined) {
      candidate = new CandidateReader(index, this.isWhole, this.extras, () => this.nextCallId());
      this.candidates.set(index, candidate);
    }
    return candidate;
  }

  /** Most models name no id, yet every other dialect needs one: the reply's own id makes it unique beyond this reply. */
  private nextCallId(): string {
    return ['call', ...(this.replyId ? [this.replyId] : []), this.toolCalls++].join('_');
  }
}

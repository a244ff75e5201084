import { type AudioPart, type Call, type DialectId, type FilePart, type ImagePart, type JsonObject } from './call';
import { type ReplyEvent, type Served } from './events';
import { type Failure } from './failure';
import { type ReceiptBook } from './receipt';
import { type SseFrame } from './sse';
import { type Usage } from './usage';

/**
 * The contract of a wire format. A dialect is pure: no I/O, no clock, no environment. Spoken **upstream** we write requests
 * and read replies; spoken **inbound** we read requests and write replies; where both ends speak the same dialect nothing is
 * translated and only {@link SameDialect} is used.
 */
export interface UpstreamDialect {
  readonly id: DialectId;
  /** Writes the call for `target`. The book gets a line for everything that could not be carried exactly. */
  writeRequest(call: Call, target: Target, book: ReceiptBook): WrittenRequest;
  /** Whether the vendor itself fetches what stands at the part's URL; what it does not, somebody must fetch before. */
  fetchesMedia(part: ImagePart | AudioPart | FilePart, target: Target): boolean;
  /**
   * Reads a whole JSON reply into events, ending with `usage` (when told) and one `finish` a choice.
   * @throws {UnreadableReply} when the body is not a reply of this dialect
   */
  readReply(body: unknown): ReplyEvent[];
  /** A reader for one streamed reply. */
  createStreamReader(): StreamReader;
  /** Reads an error reply; tolerant: any body, also HTML or nothing, gives a sensible failure. */
  readFailure(status: number, body: unknown, headers: ResponseHeaders): Failure;
}

export interface WrittenRequest {
  readonly body: JsonObject;
  /**
   * The tool through which the model was made to answer, where the vendor has no structured output: the reply's call of it is the answer
   * itself (`AnswerToolReader`).
   */
  readonly answerTool?: string;
}

/** What a writer must know of where the call goes. */
export interface Target {
  /** The vendor's own name for the model. */
  readonly model: string;
  /** The model's output limit in tokens, for vendors that demand a cap on every call. */
  readonly maxOutputTokens?: number;
  /** Whether the model reasons, where known; a writer may not ask a model to think that cannot. */
  readonly reasoning?: boolean;
  /** Whether the model keeps to a JSON schema, where known. */
  readonly structuredOutput?: boolean;
  /** How the model's reasoning is steered, where known: which effort words it takes, which budgets in tokens. */
  readonly reasoningEfforts?: readonly string[];
  readonly reasoningBudget?: { readonly min?: number; readonly max?: number };
}

export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface StreamReader {
  /**
   * Takes one SSE frame, returns what it says.
   * @throws {UnreadableReply} when the frame is not of this dialect
   */
  read(frame: SseFrame): ReplyEvent[];
  /** The upstream ended. A stream cut short (no finish, no terminator) gives a `failure`, never a clean end. */
  end(): ReplyEvent[];
}

export interface InboundDialect {
  readonly id: DialectId;
  /** With which ids of replies begin, e.g. `chatcmpl-`. */
  readonly idPrefix: string;
  /**
   * Reads and checks a request.
   * @param address what stands in the path where the dialect has it there (Gemini); else the body tells
   * @throws {InvalidRequest} naming the field, for what no vendor could take
   */
  readRequest(body: JsonObject, address?: RequestAddress): Call;
  /** Writes a whole JSON reply. */
  writeReply(events: readonly ReplyEvent[], context: ReplyContext): JsonObject;
  /** A writer for one streamed reply. */
  createStreamWriter(context: StreamContext): StreamWriter;
  /** Writes an error body. `requestId` is ours, for support. */
  writeFailure(failure: Failure, requestId: string): { readonly status: number; readonly body: JsonObject };
}

export interface RequestAddress {
  readonly model: string;
  readonly stream: boolean;
}

/** What a reply carries that is ours to say, not the vendor's. */
export interface ReplyContext {
  /** Our id of the generation, with the dialect's `idPrefix`: what `/v1/generation?id=` takes. */
  readonly id: string;
  /** The model's id as we list it, `author/slug`. */
  readonly model: string;
  readonly createdAtSeconds: number;
  /** What a usage costs, as a public decimal in USD; undefined when it is not known. */
  usdCostOf(usage: Usage, served?: Served): number | undefined;
  /** The translation's receipt: what the reply says and this dialect cannot goes there, at paths that begin with `response.` */
  readonly book: ReceiptBook;
  /** A rough count of the request's tokens, for a dialect whose streams tell it before the vendor does. */
  estimateInputTokens?(): number;
}

export interface StreamContext extends ReplyContext {
  /** Whether the client gets usage in the stream. */
  readonly includeUsage: boolean;
  /** Usage that is not told yet is left out rather than null: OpenRouter's SDK refuses a null (`ChatStreamChunk` of @openrouter/sdk 1.3). */
  readonly omitsNullUsage?: boolean;
  /** How the stream is framed where the dialect has two ways (Gemini without `alt=sse` is one JSON array). */
  readonly framing?: 'sse' | 'json-array';
}

export interface StreamWriter {
  /** Bytes-to-be for one event, SSE-framed; empty when this event says nothing in this dialect. */
  write(event: ReplyEvent): string;
  /** What ends the stream after the last event, e.g. `data: [DONE]`. Not called after a failure. */
  end(): string;
}

/** Both ends speak this dialect: what was checked is what is sent, and frames go through byte for byte. */
export interface SameDialect {
  readonly id: DialectId;
  /**
   * The client's body with the upstream's model name, and with usage asked for. Every other field is kept as it stands, but for proofs of
   * reasoning that are not the vendor's own and that it would refuse: the book gets a line for each.
   */
  prepareRequest(body: JsonObject, target: Target, book: ReceiptBook): JsonObject;
  /**
   * Reads what metering needs of a JSON reply, and returns its text with cost in its usage and nothing else changed.
   * @throws {UnreadableReply} when it is not a JSON object
   */
  relayReply(
    text: string,
    context: Pick<ReplyContext, 'usdCostOf'>,
  ): { readonly text: string; readonly facts: ReplyFacts };
  createRelay(context: Pick<StreamContext, 'usdCostOf' | 'includeUsage' | 'omitsNullUsage'>): StreamRelay;
}

/** A wire format that is spoken at both ends. */
export type Dialect = UpstreamDialect & InboundDialect & SameDialect;

/** What metering reads of a reply, translated or not. */
export interface ReplyFacts {
  usage?: Usage;
  /** How it was served, in the vendor's own words: it decides the price. */
  served?: Served;
  finishReason?: string;
  /** The vendor's id of the reply: kept for support, never a key of ours. */
  vendorId?: string;
  failure?: Failure;
}

/** Forwards one stream frame by frame while a side reader takes what metering needs. */
export interface StreamRelay {
  readonly facts: ReplyFacts;
  /** The bytes to send on for this frame: its own, a rewritten usage frame, or null for a frame the client did not ask for. */
  relay(frame: SseFrame): Buffer | string | null;
  /** The upstream ended: null after a clean end, else the failure that the client must be told. */
  end(): Failure | null;
}

/** The client's request is at fault, in a field that can be named. */
export class InvalidRequest extends Error {
  constructor(
    message: string,
    readonly param?: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

/** What came back is not a reply of the dialect that was expected. The message is for the log, not for the client. */
export class UnreadableReply extends Error {}

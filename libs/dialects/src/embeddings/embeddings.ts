import { type Extra, type JsonObject } from '../call';
import { type ReplyContext, type ReplyFacts } from '../dialect';
import { type ReceiptBook } from '../receipt';
import { type Usage } from '../usage';

/**
 * A request for embeddings, independent of any vendor's wire format. It holds text alone: token ids mean nothing to another vendor's
 * model, and media only one vendor embeds. Between ends of the same dialect nothing is translated, and those pass.
 */
export interface EmbeddingsCall {
  readonly inputs: readonly string[];
  readonly dimensions?: number;
  /** What the vectors are for, in Gemini's words: `RETRIEVAL_QUERY`. */
  readonly task?: { readonly path: string; readonly type: string };
  /** How the client wants vectors written; base64 is of little-endian 32-bit floats. */
  readonly encoding: 'float' | 'base64';
  readonly extras: readonly Extra[];
}

/** The vectors in the order of the inputs; `usage` undefined where the vendor told none. */
export interface EmbeddingsReply {
  readonly vectors: readonly (readonly number[])[];
  readonly usage?: Usage;
}

/** One vendor's wire format for embeddings, at both ends. Pure, like a `Dialect`. */
export interface EmbeddingsFormat {
  /** @throws {InvalidRequest} naming the field, also for what only the format's own vendors could embed */
  readRequest(body: JsonObject): EmbeddingsCall;
  /** Writes the call for the vendor's `model`. The book gets a line for everything that could not be carried. */
  writeRequest(call: EmbeddingsCall, model: string, book: ReceiptBook): JsonObject;
  /** @throws {UnreadableReply} when the body is not a reply of this format */
  readReply(body: unknown): EmbeddingsReply;
  writeReply(reply: EmbeddingsReply, call: EmbeddingsCall, context: EmbeddingsContext): JsonObject;

  /** The client's body for a vendor of this format: the vendor's name of the model, every other field as it stands. */
  prepareRequest(body: JsonObject, model: string): JsonObject;
  /**
   * Reads what metering needs of a reply in this format, and returns its text with cost in its usage and nothing else changed.
   * @throws {UnreadableReply} when it is not a JSON object
   */
  relayReply(text: string, context: EmbeddingsContext): { readonly text: string; readonly facts: ReplyFacts };
  /** What a body puts in, for estimating where the vendor tells no usage: texts, and ids of tokens by their number. */
  inputOf(body: JsonObject): { readonly texts: readonly string[]; readonly tokens: number };
  /** What is to be embedded besides text, which vendors charge otherwise. */
  mediaOf(body: JsonObject): readonly EmbeddedMedia[];
}

export interface EmbeddedMedia {
  /** Where it stands in the client's body. */
  readonly path: string;
  /** IANA type such as `image/png`; empty where it is not told. */
  readonly mediaType: string;
}

/** What a reply carries that is ours to say. */
export type EmbeddingsContext = Pick<ReplyContext, 'model' | 'usdCostOf'>;

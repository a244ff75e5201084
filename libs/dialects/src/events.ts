import { type Failure } from './failure';
import { type Base64Source, type Citation, type DialectId, type JsonObject, type ReasoningState } from './call';
import { type Usage } from './usage';

/**
 * The neutral vocabulary for a reply. A streamed reply is read event by event; a JSON reply is read into the same events at
 * once, so that each dialect has one way to say a thing. `choice` counts completions from 0 (`n` > 1 has several); `index`
 * counts tool calls within a choice from 0.
 */
export type ReplyEvent =
  | { readonly type: 'start'; readonly id?: string; readonly model?: string; readonly createdAtSeconds?: number }
  | { readonly type: 'text-delta'; readonly choice: number; readonly text: string }
  /** The text before it was a block of its own; dialects without blocks say nothing. */
  | { readonly type: 'text-end'; readonly choice: number }
  /** Belongs to the block of text that is being said. */
  | { readonly type: 'citation'; readonly choice: number; readonly citation: Citation }
  | { readonly type: 'reasoning-delta'; readonly choice: number; readonly text: string }
  /** The reasoning before it was a paragraph of its own (one summary of several). */
  | { readonly type: 'reasoning-break'; readonly choice: number }
  /** Ends a block of reasoning: the proof of what was thought since the last one. Gemini's stands before the text it signs. */
  | { readonly type: 'reasoning-state'; readonly choice: number; readonly state: ReasoningState }
  | { readonly type: 'refusal-delta'; readonly choice: number; readonly text: string }
  | {
      readonly type: 'tool-call-start';
      readonly choice: number;
      readonly index: number;
      readonly id: string;
      readonly name: string;
      readonly state?: ReasoningState;
    }
  | {
      readonly type: 'tool-call-delta';
      readonly choice: number;
      readonly index: number;
      readonly argumentsText: string;
    }
  /** An image or a recording that the model made. */
  | {
      readonly type: 'media';
      readonly choice: number;
      readonly media: 'image' | 'audio' | 'file';
      readonly source: Base64Source;
    }
  /** Log probabilities of the text (or refusal) said since the last ones. */
  | {
      readonly type: 'logprobs';
      readonly choice: number;
      readonly tokens: readonly TokenLogprob[];
      readonly of?: 'refusal';
    }
  /** A part of its own dialect alone, whole: what server-side tools were asked and did. `text` as in `NativePart`. */
  | {
      readonly type: 'native';
      readonly choice: number;
      readonly dialect: DialectId;
      readonly value: JsonObject;
      readonly text?: string;
    }
  /**
   * A field of the reply that only its own dialect knows; `path` as in the dialect's JSON reply. Nothing is lost where one that merely
   * repeats the request (`isEcho`) cannot be told.
   */
  | {
      readonly type: 'extra';
      readonly dialect: DialectId;
      readonly path: string;
      readonly value: unknown;
      readonly isEcho?: true;
    }
  /**
   * `vendorReason` is the vendor's own word, e.g. Gemini's `MALFORMED_FUNCTION_CALL`; `stopSequence` the client's sequence at
   * which the model stopped.
   */
  | {
      readonly type: 'finish';
      readonly choice: number;
      readonly reason: FinishReason;
      readonly vendorReason?: string;
      readonly stopSequence?: string;
    }
  /** Cumulative for the whole reply; a later one replaces an earlier one. */
  | ({ readonly type: 'usage'; readonly usage: Usage } & Served)
  /** Ends the reply: nothing follows. */
  | { readonly type: 'failure'; readonly failure: Failure };

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'pause' | 'error';

/** What decides the price besides tokens, in the vendor's own words. */
export interface Served {
  readonly serviceTier?: string;
  readonly speed?: string;
  /** Searches that the vendor ran and charges by the piece. */
  readonly webSearches?: number;
}

export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  /** UTF-8 bytes of the token, where told. */
  readonly bytes?: readonly number[];
  /** The likeliest tokens in this place. */
  readonly top?: readonly Omit<TokenLogprob, 'top'>[];
}

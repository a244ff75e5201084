import { type Failure } from './failure';
import { type ReasoningState } from './call';
import { type Usage } from './usage';

/**
 * The neutral vocabulary for a reply. A streamed reply is read event by event; a JSON reply is read into the same events at
 * once, so that each dialect has one way to say a thing. `choice` counts completions from 0 (`n` > 1 has several); `index`
 * counts tool calls within a choice from 0.
 */
export type ReplyEvent =
  | { readonly type: 'start'; readonly id?: string; readonly model?: string; readonly createdAtSeconds?: number }
  | { readonly type: 'text-delta'; readonly choice: number; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly choice: number; readonly text: string }
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
  /** `vendorReason` is the vendor's own word, e.g. Gemini's `MALFORMED_FUNCTION_CALL`. */
  | { readonly type: 'finish'; readonly choice: number; readonly reason: FinishReason; readonly vendorReason?: string }
  /** Cumulative for the whole reply; a later one replaces an earlier one. */
  | { readonly type: 'usage'; readonly usage: Usage }
  /** Ends the reply: nothing follows. */
  | { readonly type: 'failure'; readonly failure: Failure };

export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'pause' | 'error';

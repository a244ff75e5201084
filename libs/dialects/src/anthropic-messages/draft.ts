import { type MessageCreateParamsBase, type TextBlockParam } from '@anthropic-ai/sdk/resources/messages/messages';
import { type Call } from '../call';
import { type Target } from '../dialect';
import { type ReceiptBook } from '../receipt';

/** Anthropic demands a cap on every call. This one every model accepts, and a long answer fits. */
export const DEFAULT_MAX_TOKENS = 4096;

/**
 * The body of `POST /v1/messages`. The SDK's type no longer names the sampling settings, because its newest models refuse
 * them; Claude up to 4.6 takes them still.
 */
export interface MessagesBody extends MessageCreateParamsBase {
  system?: TextBlockParam[];
  temperature?: number;
  top_p?: number;
  top_k?: number;
}

/** A request that is being written. */
export interface Draft {
  readonly call: Call;
  readonly target: Target;
  readonly body: MessagesBody;
  readonly receipt: ReceiptBook;
}

import {
  type ContentBlockParam,
  type JSONOutputFormat,
  type MessageCreateParamsBase,
  type TextBlockParam,
  type ToolUnion,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { type Call, type JsonObject } from '../call';
import { type Target } from '../dialect';
import { type ReceiptBook } from '../receipt';
import { type ModelTraits } from './model-traits';

/** This dialect's own name. */
export const OWN = 'anthropic-messages';

/** Anthropic demands a cap on every call. This one every model accepts, and a long answer fits. */
export const DEFAULT_MAX_TOKENS = 4096;

/** A block that we write, or one that the client of this dialect wrote and nobody read. */
export type BlockParam = ContentBlockParam | JsonObject;

export interface Turn {
  role: 'user' | 'assistant' | 'system';
  content: string | BlockParam[];
}

/**
 * The body of `POST /v1/messages`. The SDK's type no longer names the sampling settings, because its newest models refuse
 * them; Claude up to 4.6 takes them still.
 */
export interface MessagesBody extends Omit<MessageCreateParamsBase, 'messages' | 'service_tier' | 'system' | 'tools'> {
  messages: (Turn | JsonObject)[];
  /** A client of this dialect may know a tier that the SDK does not. */
  service_tier?: string;
  system?: string | TextBlockParam[];
  tools?: (ToolUnion | JsonObject)[];
  temperature?: number;
  top_p?: number;
  top_k?: number;
  /** What `output_config.format` was called in its beta. */
  output_format?: JSONOutputFormat;
}

/** A request that is being written. */
export interface Draft {
  readonly call: Call;
  readonly target: Target;
  readonly traits: ModelTraits;
  readonly body: MessagesBody;
  readonly book: ReceiptBook;
  /** The tool through which the model answers, once the rule for the output format has decided so. */
  answerTool?: string;
}

import { type Call, type JsonObject } from '../call';
import { type Target } from '../dialect';
import { type ReceiptBook } from '../receipt';
import { type GenerateContentRequest, type WireGenerationConfig } from './wire';

/** What the writers of a request share. */
export interface Draft {
  readonly call: Call;
  readonly target: Target;
  readonly book: ReceiptBook;
  /** Through which the model is made to answer, where it has no structured output for this call. */
  readonly answerTool?: AnswerTool;
}

export interface AnswerTool {
  readonly name: string;
  readonly description: string;
  readonly schema: JsonObject;
}

/** Where a setting is written, and what it may look at. */
export interface SettingDraft extends Draft {
  readonly config: WireGenerationConfig;
  readonly body: Pick<GenerateContentRequest, 'serviceTier' | 'store'>;
  /** The setting's path in the client's body. */
  readonly path: string;
}

/** Whether the client spoke this dialect too: then what it wrote is written as it wrote it. */
export function isOwn({ call }: Pick<Draft, 'call'>): boolean {
  return call.dialect === 'gemini';
}

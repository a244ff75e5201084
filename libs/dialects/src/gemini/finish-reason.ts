import { type FinishReason as VendorReason } from '@google/genai';
import { type FinishReason } from '../events';
import { type Wire } from './wire';

/** https://ai.google.dev/api/generate-content#FinishReason. Exhaustive: a word that a new SDK knows must be decided here. */
const FINISH_REASONS: Record<Wire<VendorReason>, FinishReason> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  // The request's own limit, not the model's end; its continuation token has no word in our vocabulary.
  CONTINUATION: 'length',
  SAFETY: 'content-filter',
  RECITATION: 'content-filter',
  LANGUAGE: 'content-filter',
  BLOCKLIST: 'content-filter',
  PROHIBITED_CONTENT: 'content-filter',
  SPII: 'content-filter',
  IMAGE_SAFETY: 'content-filter',
  IMAGE_PROHIBITED_CONTENT: 'content-filter',
  IMAGE_RECITATION: 'content-filter',
  IMAGE_OTHER: 'error',
  NO_IMAGE: 'error',
  MALFORMED_FUNCTION_CALL: 'error',
  MALFORMED_RESPONSE: 'error',
  UNEXPECTED_TOOL_CALL: 'error',
  TOO_MANY_TOOL_CALLS: 'error',
  OTHER: 'error',
  FINISH_REASON_UNSPECIFIED: 'error',
};

/**
 * Why a choice ended. Gemini ends a turn of tool calls with `STOP` as well, so whether it made any decides; a word not known
 * here is never taken for a clean end.
 */
export function finishReasonOf(vendorReason: string | undefined, madeToolCalls: boolean): FinishReason {
  if (vendorReason === undefined || !Object.hasOwn(FINISH_REASONS, vendorReason)) return 'error';
  const reason = FINISH_REASONS[vendorReason as Wire<VendorReason>];
  return reason === 'stop' && madeToolCalls ? 'tool-calls' : reason;
}

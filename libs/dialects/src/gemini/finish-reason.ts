import { type FinishReason as VendorReason } from '@google/genai';
import { type FinishReason, type ReplyEvent } from '../events';
import { type ReceiptBook } from '../receipt';
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
  if (vendorReason === undefined || !isKnownReason(vendorReason)) return 'error';
  const reason = FINISH_REASONS[vendorReason];
  return reason === 'stop' && madeToolCalls ? 'tool-calls' : reason;
}

/** Whether the word is one of Gemini's. */
export function isKnownReason(vendorReason: string): vendorReason is Wire<VendorReason> {
  return Object.hasOwn(FINISH_REASONS, vendorReason);
}

/** Gemini's word for why a choice ended. It says `STOP` of tool calls too, and has no word for a turn that is to be continued. */
const WRITTEN: Record<FinishReason, Wire<VendorReason>> = {
  stop: 'STOP',
  'tool-calls': 'STOP',
  length: 'MAX_TOKENS',
  'content-filter': 'SAFETY',
  refusal: 'SAFETY',
  pause: 'OTHER',
  error: 'OTHER',
};

/** Writes why a choice ended: Gemini's own word as it came; another vendor's, where Gemini's says less, as the message to it. */
export function writeFinish(
  { choice, reason, vendorReason, stopSequence }: Extract<ReplyEvent, { type: 'finish' }>,
  book: ReceiptBook,
): { finishReason: Wire<VendorReason>; finishMessage?: string } {
  const path = `response.choices[${choice}]`;
  if (stopSequence !== undefined) {
    book.dropped(`${path}.stopSequence`, 'Gemini does not tell which sequence the model stopped at.');
  }
  if (vendorReason !== undefined && isKnownReason(vendorReason)) return { finishReason: vendorReason };
  if (reason === 'refusal' || reason === 'pause') {
    book.approximated(`${path}.finishReason`, `Gemini has no word for it but ${WRITTEN[reason]}.`);
  }
  const saysLess = reason === 'refusal' || reason === 'pause' || reason === 'error' || reason === 'content-filter';
  return {
    finishReason: WRITTEN[reason],
    ...(saysLess && vendorReason !== undefined && { finishMessage: vendorReason }),
  };
}

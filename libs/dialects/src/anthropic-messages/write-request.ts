import { type Call, type JsonObject } from '../call';
import { type Target, type WrittenRequest } from '../dialect';
import { restoreExtras } from '../json-path';
import { type ReceiptBook } from '../receipt';
import { DEFAULT_MAX_TOKENS, type Draft, type MessagesBody, OWN } from './draft';
import { traitsOf } from './model-traits';
import { writeMessages } from './write-messages';
import { closeGaps, writeOwnMessages } from './write-own-messages';
import { writeOwnSettings } from './write-own-settings';
import { writeSettings } from './write-settings';
import { stopUnprovedThinking } from './write-thinking';
import { writeOwnTool, writeTools } from './write-tools';

/**
 * Writes the body of `POST /v1/messages`. A call that came in this dialect is written as it came; any other is fitted to what the
 * model's generation accepts. Source: https://platform.claude.com/docs/en/api/messages
 */
export function writeRequest(call: Call, target: Target, book: ReceiptBook): WrittenRequest {
  const body: MessagesBody & JsonObject = {
    model: target.model,
    max_tokens: target.maxOutputTokens ?? DEFAULT_MAX_TOKENS,
    messages: [],
    ...(call.stream && { stream: true }),
  };
  const draft: Draft = { call, target, traits: traitsOf(target), body, book };
  if (call.dialect === OWN) {
    writeOwn(draft);
    restoreExtras(body, call.extras);
    closeGaps(body);
    stopUnprovedThinking(draft);
  } else {
    writeForeign(draft);
    book.dropForeign(call);
  }
  return { body, ...(draft.answerTool !== undefined && { answerTool: draft.answerTool }) };
}

/** Nothing is merged, moved or fitted. */
function writeOwn(draft: Draft): void {
  const { body, call } = draft;
  writeOwnMessages(draft);
  if (call.tools.length > 0) body.tools = call.tools.map(writeOwnTool);
  writeOwnSettings(call, body);
}

function writeForeign(draft: Draft): void {
  const { body } = draft;
  const { system, messages } = writeMessages(draft);
  body.messages = messages;
  if (system.length > 0) body.system = system;
  const tools = writeTools(draft);
  if (tools.length > 0) body.tools = tools;
  writeSettings(draft);
}

import { type Call, type JsonObject } from '../call';
import { type Target } from '../dialect';
import { type Receipt, ReceiptBook } from '../receipt';
import { DEFAULT_MAX_TOKENS, type MessagesBody } from './draft';
import { traitsOf } from './model-generation';
import { writeMessages } from './write-messages';
import { writeSettings } from './write-settings';
import { writeTool } from './write-tools';

/** Writes the body of `POST /v1/messages`. Source: https://platform.claude.com/docs/en/api/messages */
export function writeRequest(call: Call, target: Target): { body: JsonObject; receipt: Receipt } {
  const receipt = new ReceiptBook(call);
  const { system, messages } = writeMessages(call.messages, traitsOf(target.model).systemTurns, receipt);
  const body: MessagesBody = {
    model: target.model,
    max_tokens: target.maxOutputTokens ?? DEFAULT_MAX_TOKENS,
    stream: call.stream,
    messages,
  };
  if (system.length > 0) body.system = system;
  if (call.tools.length > 0) body.tools = call.tools.map((tool) => writeTool(tool, receipt));
  writeSettings({ call, target, body, receipt });
  return { body: { ...body }, receipt: receipt.lines };
}

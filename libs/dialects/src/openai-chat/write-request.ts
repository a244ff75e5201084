import { type ChatCompletionTool } from 'openai/resources/chat/completions';
import { type Call, type JsonObject, type Tool } from '../call';
import { type Target } from '../dialect';
import { type Receipt, ReceiptBook } from '../receipt';
import { type Draft } from './draft';
import { writeMessages } from './write-messages';
import { type RequestBody, writeSettings } from './write-settings';

/**
 * Writes a body for `POST /v1/chat/completions`. Usage is always asked for: a stream tells it only then.
 * The order of fields is the vendor's documentation's.
 */
export function writeRequest(call: Call, target: Target): { readonly body: JsonObject; readonly receipt: Receipt } {
  const draft: Draft = { call, target, book: new ReceiptBook(call) };
  const body: RequestBody = {
    model: target.model,
    messages: writeMessages(draft),
    ...(call.tools.length > 0 && { tools: call.tools.map(writeTool) }),
    ...writeSettings(draft),
    ...(call.stream && { stream: true, stream_options: { include_usage: true } }),
  };
  return { body: { ...body }, receipt: draft.book.lines };
}

function writeTool({ path: _path, ...definition }: Tool): ChatCompletionTool {
  return { type: 'function', function: definition };
}

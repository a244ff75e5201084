import { type ChatCompletionTool } from 'openai/resources/chat/completions';
import { type Call, type Tool } from '../call';
import { type Target, type WrittenRequest } from '../dialect';
import { restoreExtras } from '../json-path';
import { type ReceiptBook } from '../receipt';
import { dropMarks, writeCacheControl } from './cache-control';
import { type Draft, isOurs } from './draft';
import { type RequestBody } from './setting-rule';
import { writeMessages } from './write-messages';
import { formatInstruction } from './write-output-format';
import { writeSettings } from './write-settings';

/**
 * Writes a body for `POST /v1/chat/completions`. The order of fields is the vendor's documentation's.
 *
 * What came in this dialect is the same JSON again, but for what may be said in several ways: null, empty lists and `stream: false` are
 * left out, usage is always asked for (a stream tells it only then), `stop` is a list, Mistral's `any` is `required`, its `image_url` has a
 * `url`, functions have their `type`, calls no `index` and their arguments as JSON text, a message its `content`, and reasoning
 * stands in `reasoning_details` alone where it stands there, each entry in one piece.
 */
export function writeRequest(call: Call, target: Target, book: ReceiptBook): WrittenRequest {
  const draft: Draft = { call, target, book };
  const tools = call.tools.flatMap((tool) => writeTool(tool, draft) ?? []);
  const written: RequestBody = {
    model: target.model,
    messages: [...formatInstruction(draft), ...writeMessages(draft)],
    ...(tools.length > 0 && { tools }),
    ...writeSettings(draft),
    ...(call.stream && { stream: true, stream_options: { include_usage: true } }),
  };
  const body = { ...written };
  if (isOurs(draft)) {
    restoreExtras(body, call.extras);
  } else {
    dropMarks(draft);
    book.dropForeign(call);
  }
  return { body };
}

/** A native tool returns where the client of this dialect had it; of others `dropForeign` tells. */
function writeTool(tool: Tool, draft: Draft): ChatCompletionTool | undefined {
  if (tool.type === 'native') return isOurs(draft) ? (tool.value as unknown as ChatCompletionTool) : undefined;
  const { path: _path, type, cacheControl, ...definition } = tool;
  return { type, function: definition, ...writeCacheControl({ cacheControl }, draft) };
}

import { type ResponseCreateParamsBase, type ResponseInputItem } from 'openai/resources/responses/responses';
import { type Call, type JsonObject } from '../call';
import { type Target, type WrittenRequest } from '../dialect';
import { keysOf, restoreExtras } from '../json-path';
import { type ReceiptBook } from '../receipt';
import { type Draft, isOurs } from './draft';
import { writeAnswerTool } from './write-answer-tool';
import { writeItems } from './write-items';
import { writeSettings } from './write-settings';
import { writeTools } from './write-tools';

/**
 * Writes a body for `POST /v1/responses`. Nothing is stored with the vendor unless the client of this dialect wants it: conversations
 * come whole with every call, proofs of reasoning among them.
 */
export function writeRequest(call: Call, target: Target, book: ReceiptBook): WrittenRequest {
  const draft: Draft = { call, target, book };
  const answer = writeAnswerTool(draft);
  const tools = [...writeTools(draft), ...(answer ? [answer.tool] : [])];
  const body: ResponseCreateParamsBase = {
    model: target.model,
    ...(isOurs(draft) ? undefined : { input: writeForeignInput(draft) }),
    ...(tools.length > 0 && { tools }),
    ...writeSettings(draft),
    ...answer?.choice,
    ...(call.stream && { stream: true }),
  };
  const written: JsonObject = { ...body };
  if (isOurs(draft)) writeOwnInput(written, draft);
  else book.dropForeign(call);
  return { body: written, ...(answer && { answerTool: answer.tool.name }) };
}

function writeForeignInput(draft: Draft): ResponseInputItem[] {
  return draft.call.messages.flatMap((message) => writeItems(message, draft));
}

/**
 * Puts each item where it stood, and its extra fields back into it; only then are the places closed of those that cannot go.
 * Changes `body`.
 */
function writeOwnInput(body: JsonObject, draft: Draft): void {
  const items: (ResponseInputItem | undefined)[] = [];
  for (const message of draft.call.messages) {
    const [first] = message.parts;
    const text = first?.type === 'text' ? first.text : '';
    if (message.path === 'instructions') body['instructions'] = text;
    else if (message.path === 'input') body['input'] = text;
    else items[indexOf(message.path)] = writeItems(message, draft)[0];
  }
  if (items.length > 0) body['input'] = items;
  const gone = new Set(Array.from(items.keys()).filter((index) => items[index] === undefined));
  restoreExtras(body, draft.call.extras);
  if (gone.size > 0) body['input'] = items.filter((_, index) => !gone.has(index));
}

/** The place of an item, from its path `input[3]`. */
function indexOf(path: string): number {
  const [, index] = keysOf(path);
  return Number(index);
}

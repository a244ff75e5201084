import { type Call } from '../call';
import { type Target, type WrittenRequest } from '../dialect';
import { restoreExtras } from '../json-path';
import { type ReceiptBook } from '../receipt';
import { answerToolFor } from './answer-tool-choice';
import { type Draft, isOwn } from './draft';
import { type GenerateContentRequest } from './wire';
import { noteCacheMarks } from './write-cache-marks';
import { writeContents } from './write-contents';
import { writeSettings } from './write-settings';
import { writeTools } from './write-tools';

/** Writes the body of `generateContent` and `streamGenerateContent`; which of them, and the model, stand in the path. */
export function writeRequest(call: Call, target: Target, book: ReceiptBook): WrittenRequest {
  const answerTool = answerToolFor(call, target);
  const draft: Draft = { call, target, book, answerTool };
  noteCacheMarks(draft);
  const request: GenerateContentRequest = { ...writeContents(draft), ...writeTools(draft), ...writeSettings(draft) };
  const body = { ...request };
  if (isOwn(draft)) restoreExtras(body, call.extras);
  else book.dropForeign(call);
  return { body, ...(answerTool && { answerTool: answerTool.name }) };
}

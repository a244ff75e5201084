import { type Call, type JsonObject } from '../call';
import { type Target } from '../dialect';
import { type Receipt, ReceiptBook } from '../receipt';
import { type GenerateContentRequest } from './wire';
import { writeContents } from './write-contents';
import { writeSettings } from './write-settings';
import { writeTools } from './write-tools';

/** Writes the body of `generateContent` and `streamGenerateContent`; which of them, and the model, stand in the path. */
export function writeRequest(call: Call, target: Target): { body: JsonObject; receipt: Receipt } {
  const receipt = new ReceiptBook(call);
  const request: GenerateContentRequest = {
    ...writeContents(call, target, receipt),
    ...writeTools(call, target, receipt),
    ...writeSettings(call, target, receipt),
  };
  return { body: { ...request }, receipt: receipt.lines };
}

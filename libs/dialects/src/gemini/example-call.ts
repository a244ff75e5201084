import { type Call, type JsonObject, type Message } from '../call';
import { type Target } from '../dialect';
import { type Receipt, ReceiptBook } from '../receipt';
import { type Draft } from './draft';
import { readRequest } from './read-request';
import { type GenerateContentRequest } from './wire';
import { writeRequest } from './write-request';

/** For specs: a call with one user message, changed by `differences`. */
export function exampleCall(differences: Partial<Call> = {}): Call {
  return {
    dialect: 'openai-chat',
    model: 'google/gemini',
    stream: false,
    messages: [exampleMessage],
    tools: [],
    settings: {},
    settingPaths: {},
    extras: [],
    ...differences,
  };
}

export const exampleMessage: Message = {
  role: 'user',
  path: 'messages[0]',
  parts: [{ type: 'text', text: 'Hi', path: 'messages[0].content' }],
};

/** For specs: what is written for a call, in the terms of the wire. */
export function written(
  differences: Partial<Call>,
  target: Target = { model: 'gemini-2.5-flash' },
): { body: GenerateContentRequest; receipt: Receipt } {
  const book = new ReceiptBook();
  const { body } = writeRequest(exampleCall(differences), target, book);
  return { body: body as unknown as GenerateContentRequest, receipt: book.lines };
}

/** For specs: what the writers of a call's parts share. */
export function exampleDraft(model: string, differences: Partial<Call> = {}): Draft & { readonly book: ReceiptBook } {
  return { call: exampleCall(differences), target: { model }, book: new ReceiptBook() };
}

/** For specs: a request of this dialect, read. */
export function read(body: JsonObject): Call {
  return readRequest({ contents: [{ role: 'user', parts: [{ text: 'Hi' }] }], ...body }, { model: 'm', stream: false });
}

/** For specs: a request of this dialect, read and written again. */
export function rewritten(
  body: JsonObject,
  target: Target = { model: 'gemini-2.5-flash' },
): { body: JsonObject; receipt: Receipt } {
  const book = new ReceiptBook();
  return { body: writeRequest(read(body), target, book).body, receipt: book.lines };
}

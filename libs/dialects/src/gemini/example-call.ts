import { type Call, type Message } from '../call';
import { type Target } from '../dialect';
import { type Receipt, ReceiptBook } from '../receipt';
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

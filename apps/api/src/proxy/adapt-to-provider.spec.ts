import { anthropicMessages, openAiChat, ReceiptBook } from '@nuvra/dialects';
import { type ProviderApi } from '@nuvra/providers';
import { describe, expect, it } from 'vitest';
import { adaptToProvider } from './adapt-to-provider';

const MODEL = 'vendor-model';
/** A provider that refuses stop sequences and names. */
const API: ProviderApi = {
  dialect: openAiChat,
  path: () => '/chat/completions',
  adaptRequest({ stop: _stop, ...body }, book) {
    book.dropped('stop', 'It has none.');
    book.mapped('messages[0].role');
    return body;
  },
};
const CALL = anthropicMessages.readRequest({
  model: 'm',
  max_tokens: 9,
  stop_sequences: ['END'],
  messages: [{ role: 'user', content: 'Hi' }],
});

describe('what a provider wants said differently is told', () => {
  it('at the field that the client wrote, where the call was translated', () => {
    const { body } = openAiChat.writeRequest(CALL, { model: MODEL }, new ReceiptBook());
    expect(body).toHaveProperty('stop', ['END']);
    const book = new ReceiptBook();
    expect(adaptToProvider(body, API, MODEL, CALL, book)).not.toHaveProperty('stop');
    expect(book.lines).toEqual([
      { path: 'stop_sequences', outcome: 'dropped', why: 'It has none.' },
      { path: 'messages[0].role', outcome: 'mapped' },
    ]);
  });

  it('at the body’s own field, where it is the client’s', () => {
    const book = new ReceiptBook();
    adaptToProvider({ model: MODEL, messages: [], stop: 'END' }, API, MODEL, undefined, book);
    expect(book.lines.map(({ path }) => path)).toEqual(['stop', 'messages[0].role']);
  });

  it('not at all by a provider that takes everything', () => {
    const body = { model: MODEL };
    const { adaptRequest: _adaptRequest, ...plain } = API;
    expect(adaptToProvider(body, plain, MODEL, CALL, new ReceiptBook())).toBe(body);
  });
});

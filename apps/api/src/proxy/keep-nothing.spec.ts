import { type DialectId, type JsonObject, ReceiptBook, type ReceiptLine } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { keepNothing } from './keep-nothing';

type Outcome = ReceiptLine['outcome'] | undefined;

describe('nothing is stored at a vendor', () => {
  it.each<[what: string, client: DialectId, upstream: DialectId, sent: JsonObject, body: JsonObject, outcome: Outcome]>(
    [
      ['asked to', 'openai-chat', 'openai-chat', { store: true }, { store: false }, 'dropped'],
      ['asked not to', 'openai-chat', 'openai-chat', { store: false }, { store: false }, undefined],
      ['asked nothing', 'openai-chat', 'openai-chat', {}, {}, undefined],
      ['asked to', 'openai-responses', 'openai-responses', { store: true }, { store: false }, 'dropped'],
      ['asked not to', 'openai-responses', 'openai-responses', { store: false }, { store: false }, undefined],
      ['asked nothing', 'openai-responses', 'openai-responses', {}, { store: false }, 'approximated'],
      ['asked nothing in another dialect', 'anthropic-messages', 'openai-responses', {}, { store: false }, undefined],
      ['asked to', 'gemini', 'gemini', { store: true }, { store: false }, 'dropped'],
      ['that stores nothing', 'openai-responses', 'anthropic-messages', { store: true }, { store: true }, undefined],
    ],
  )('%s (%s → %s): %j', (_what, dialect, upstream, sent, body, outcome) => {
    const book = new ReceiptBook();
    expect(keepNothing(sent, upstream, { dialect, body: sent, reasons: false }, book)).toEqual(body);
    expect(book.lines.map((line) => [line.path, line.outcome])).toEqual(outcome ? [['store', outcome]] : []);
  });

  it.each([
    [undefined, ['reasoning.encrypted_content']],
    [null, ['reasoning.encrypted_content']],
    [['message.output_text.logprobs'], ['message.output_text.logprobs', 'reasoning.encrypted_content']],
    [['reasoning.encrypted_content'], ['reasoning.encrypted_content']],
    ['nonsense', 'nonsense'],
  ])('and the proof of a model’s reasoning comes with the reply instead: %j', (include, expected) => {
    const asked = { dialect: 'openai-responses', body: {}, reasons: true } as const;
    expect(keepNothing({ include }, 'openai-responses', asked, new ReceiptBook())).toEqual({
      store: false,
      include: expected,
    });
  });
});

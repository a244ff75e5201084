import { ReceiptBook } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { dropRoutingFields } from './routing-fields';

const ROUTING = { models: ['a', 'b'], route: 'fallback', provider: { order: ['x'] }, plugins: [{ id: 'web' }] };

describe('where a request goes', () => {
  it.each(['openai-chat', 'openai-responses'] as const)('is not for a body of %s to choose', (dialect) => {
    const [body, book] = [{ model: 'm', ...ROUTING }, new ReceiptBook()];
    dropRoutingFields(dialect, body, book);
    expect(body).toEqual({ model: 'm' });
    expect(book.lines.map(({ path, outcome }) => `${outcome} ${path}`)).toEqual(
      Object.keys(ROUTING).map((field) => `dropped ${field}`),
    );
  });

  it.each(['anthropic-messages', 'gemini'] as const)('is not what such fields of %s would mean', (dialect) => {
    const [body, book] = [{ ...ROUTING }, new ReceiptBook()];
    dropRoutingFields(dialect, body, book);
    expect(body).toEqual(ROUTING);
    expect(book.lines).toEqual([]);
  });
});

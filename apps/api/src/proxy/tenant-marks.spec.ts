import { type DialectId, type JsonObject, ReceiptBook } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { TenantMarks } from './tenant-marks';

const URL_OF_ONE = 'postgres://nuvra_app:secret@db/nuvra';

const marked = (body: JsonObject, dialect: DialectId = 'openai-chat', organization = 'org-1', url = URL_OF_ONE) => {
  const [copy, book] = [structuredClone(body), new ReceiptBook()];
  new TenantMarks(url).mark(dialect, copy, organization, book);
  return { body: copy, lines: book.lines };
};

describe('what a tenant calls its end users and caches', () => {
  it.each<[dialect: DialectId, body: JsonObject, path: string]>([
    ['openai-chat', { user: 'eve' }, 'user'],
    ['openai-chat', { safety_identifier: 'eve' }, 'safety_identifier'],
    ['openai-chat', { prompt_cache_key: 'eve' }, 'prompt_cache_key'],
    ['openai-responses', { prompt_cache_key: 'eve' }, 'prompt_cache_key'],
    ['anthropic-messages', { metadata: { user_id: 'eve' } }, 'metadata.user_id'],
  ])('never reaches a vendor of %s: %j', (dialect, body, path) => {
    const { body: sent, lines } = marked(body, dialect);
    expect(JSON.stringify(sent)).not.toContain('eve');
    // OpenAI takes 64 characters: https://developers.openai.com/api/reference/resources/responses/methods/create
    expect(JSON.stringify(sent)).toMatch(/"[\w-]{43}"/);
    expect(lines).toEqual([{ path, outcome: 'mapped' }]);
  });

  it('is the same for the same name, and another for another name, tenant or deployment', () => {
    const one = marked({ user: 'eve' }).body;
    expect(marked({ user: 'eve' }).body).toEqual(one);
    expect(marked({ user: 'adam' }).body).not.toEqual(one);
    expect(marked({ user: 'eve' }, 'openai-chat', 'org-2').body).not.toEqual(one);
    expect(marked({ user: 'eve' }, 'openai-chat', 'org-1', 'postgres://nuvra_app:other@db/nuvra').body).not.toEqual(
      one,
    );
  });

  it.each<[dialect: DialectId, body: JsonObject]>([
    ['openai-chat', { messages: [{ user: 'x' }] }],
    ['openai-chat', { user: null, metadata: { user_id: 'the client’s own note' } }],
    ['anthropic-messages', { metadata: null }],
    ['gemini', { contents: [] }],
  ])('is nothing else of %s: %j', (dialect, body) => {
    expect(marked(body, dialect)).toEqual({ body, lines: [] });
  });
});

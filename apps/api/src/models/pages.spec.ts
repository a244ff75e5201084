import { describe, expect, it } from 'vitest';
import { type AnthropicPage, anthropicPage } from './anthropic-models';
import { geminiPage } from './gemini-models';
import { callableModel } from './spec-support';

const models = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5'].map((id, day) =>
  callableModel(id, { releaseDate: `2026-01-0${day + 1}` }),
);

describe('a page in Anthropic’s shape', () => {
  it.each<[string, AnthropicPage, string[], boolean]>([
    ['has all, the newest first', {}, ['a/5', 'a/4', 'a/3', 'a/2', 'a/1'], false],
    ['has as many as asked', { limit: '2' }, ['a/5', 'a/4'], true],
    ['goes on behind a model', { limit: '2', after_id: 'a/4' }, ['a/3', 'a/2'], true],
    ['ends', { limit: '2', after_id: 'a/2' }, ['a/1'], false],
    ['is empty behind the last', { after_id: 'a/1' }, [], false],
    ['goes back before a model', { limit: '2', before_id: 'a/2' }, ['a/4', 'a/3'], true],
    ['goes back to the first', { limit: '2', before_id: 'a/4' }, ['a/5'], false],
  ])('%s', (_promise, page, ids, more) => {
    const { data, has_more, first_id, last_id } = anthropicPage(models, page);
    expect(data.map(({ id }) => id)).toEqual(ids);
    expect([has_more, first_id, last_id]).toEqual([more, ids[0] ?? null, ids.at(-1) ?? null]);
  });

  it.each<[AnthropicPage, string]>([
    [{ limit: '0' }, 'limit'],
    [{ limit: '1001' }, 'limit'],
    [{ limit: 'x' }, 'limit'],
    [{ after_id: 'b/1' }, 'after_id'],
    [{ before_id: 'b/1' }, 'before_id'],
  ])('is refused for %j', (page, param) => {
    expect(() => anthropicPage(models, page)).toThrowError(expect.objectContaining({ param }));
  });
});

describe('pages in Gemini’s shape', () => {
  it('lead through the whole list by their tokens', () => {
    const seen: string[] = [];
    let pageToken: string | undefined;
    do {
      const page = geminiPage(models, { pageSize: '2', pageToken });
      seen.push(...page.models.map(({ name }) => name));
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(seen).toEqual(['models/a/1', 'models/a/2', 'models/a/3', 'models/a/4', 'models/a/5']);
  });

  it('leave out what cannot be asked on Gemini’s paths', () => {
    const image = callableModel('a/image', { kind: 'image' });
    expect(geminiPage([image], {})).toEqual({ models: [] });
  });

  it.each([
    [{ pageSize: '-1' }, 'pageSize'],
    [{ pageSize: 'x' }, 'pageSize'],
    [{ pageToken: 'x' }, 'pageToken'],
  ])('are refused for %j', (page, param) => {
    expect(() => geminiPage(models, page)).toThrowError(expect.objectContaining({ param }));
  });
});

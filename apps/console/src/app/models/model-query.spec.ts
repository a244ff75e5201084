import { convertToParamMap } from '@angular/router';
import { countFilters, parseQuery, toParams, withoutFilters } from './model-query';

const URLS: [string, Record<string, string>][] = [
  ['nothing', {}],
  ['a search', { q: 'claude sonnet' }],
  ['several values', { provider: 'openai,groq', supports: 'tools,reasoning' }],
  ['all at once', { q: 'x', author: 'qwen', input: 'image', context: '200000', status: 'available', sort: '-context' }],
];

describe('a model query', () => {
  it.each(URLS)('survives the way through the URL: %s', (_what, params) => {
    const written = Object.entries(toParams(parseQuery(convertToParamMap(params)))).filter(
      ([, value]) => value !== null,
    );
    expect(Object.fromEntries(written.map(([key, value]) => [key, String(value)]))).toEqual(params);
  });

  it('shows everything, the newest first, when the URL says nothing', () => {
    const query = parseQuery(convertToParamMap({}));
    expect(query.sort).toEqual({ key: 'released', descending: true });
    expect(countFilters(query)).toBe(0);
  });

  it.each([{ context: 'many' }, { context: '-5' }, { sort: 'beauty' }, { status: 'sleepy' }])(
    'ignores what it does not know: %o',
    (params) => {
      expect(parseQuery(convertToParamMap(params))).toEqual(parseQuery(convertToParamMap({})));
    },
  );

  it('keeps its order when the filters are cleared', () => {
    const query = parseQuery(convertToParamMap({ q: 'x', provider: 'groq', context: '8000', sort: 'input' }));
    expect(toParams(withoutFilters(query))).toEqual({ ...toParams(parseQuery(convertToParamMap({}))), sort: 'input' });
  });
});

import { type ModelSummaryDto } from '@nuvra/api-client';
import { convertToParamMap } from '@angular/router';
import { parseQuery } from './model-query';
import { filterModels, indexModels, sortModels } from './search-models';

const model = (id: string, facts: Partial<ModelSummaryDto> = {}): ModelSummaryDto => ({
  id,
  author: id.split('/')[0] ?? '',
  name: id,
  kind: 'chat',
  family: null,
  aliases: [],
  available: false,
  providers: [],
  contextTokens: null,
  maxOutputTokens: null,
  inputModalities: ['text'],
  outputModalities: ['text'],
  capabilities: [],
  releaseDate: null,
  inputNanoUsdPerMillion: null,
  outputNanoUsdPerMillion: null,
  ...facts,
});

const MODELS = [
  model('acme/large-2', {
    name: 'Acme Large 2',
    family: 'acme-large',
    aliases: ['biggy'],
    providers: ['acme', 'cloud'],
    capabilities: ['tools', 'reasoning'],
    inputModalities: ['text', 'image'],
    contextTokens: 200_000,
    inputNanoUsdPerMillion: '10000000000',
    releaseDate: '2026-05',
    available: true,
  }),
  model('acme/large-10', {
    providers: ['cloud'],
    capabilities: ['tools'],
    contextTokens: 32_000,
    inputNanoUsdPerMillion: '9000000000',
    releaseDate: '2026-09-01',
  }),
  model('open/free', { providers: ['hub'], inputNanoUsdPerMillion: '0', releaseDate: '2025' }),
  model('open/unknown', { providers: ['hub'] }),
];

function idsFor(params: Record<string, string>): string[] {
  const query = parseQuery(convertToParamMap(params));
  return filterModels(sortModels(indexModels(MODELS), query.sort), query).map(({ id }) => id);
}

describe('searching models', () => {
  it.each([
    ['name', 'LARGE 2', ['acme/large-2']],
    ['id', 'open/free', ['open/free']],
    ['author', 'acme', ['acme/large-10', 'acme/large-2']],
    ['family', 'acme-large', ['acme/large-2']],
    ['alias', 'biggy', ['acme/large-2']],
    ['nothing there is', 'zebra', []],
  ])('finds by %s', (_what, q, ids) => {
    expect(idsFor({ q })).toEqual(ids);
  });

  it.each([
    ['any of the providers', { provider: 'acme,hub' }, ['acme/large-2', 'open/free', 'open/unknown']],
    ['the author', { author: 'open' }, ['open/free', 'open/unknown']],
    ['all of the capabilities', { supports: 'tools,reasoning' }, ['acme/large-2']],
    ['the input', { input: 'image' }, ['acme/large-2']],
    ['a context at least so large', { context: '32000' }, ['acme/large-10', 'acme/large-2']],
    ['what can be called', { status: 'available' }, ['acme/large-2']],
  ])('filters by %s', (_what, params: Record<string, string>, ids) => {
    expect(idsFor(params)).toEqual(ids);
  });

  it.each([
    ['the newest first, unless told otherwise', {}, ['acme/large-10', 'acme/large-2', 'open/free', 'open/unknown']],
    ['names as people count', { sort: 'name' }, ['acme/large-2', 'acme/large-10', 'open/free', 'open/unknown']],
    ['prices as numbers', { sort: 'input' }, ['open/free', 'acme/large-10', 'acme/large-2', 'open/unknown']],
    [
      'unknown prices last, both ways',
      { sort: '-input' },
      ['acme/large-2', 'acme/large-10', 'open/free', 'open/unknown'],
    ],
  ])('sorts %s', (_what, params: Record<string, string>, ids) => {
    expect(idsFor(params)).toEqual(ids);
  });
});

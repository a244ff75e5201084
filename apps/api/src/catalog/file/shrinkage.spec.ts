import { describe, expect, it } from 'vitest';
import { type Catalog, type CatalogModel } from './catalog';
import { refuseShrinkage } from './shrinkage';

function catalog(models: number, priced: number): Catalog {
  return {
    source: 'test',
    date: '2026-09-27',
    models: Array.from({ length: models }, (_, index) => model(index, index < priced)),
  };
}

function model(index: number, hasPrice: boolean): CatalogModel {
  return {
    id: `a/${index}`,
    author: 'a',
    name: String(index),
    aliases: [],
    kind: 'chat',
    inputModalities: [],
    outputModalities: [],
    capabilities: {},
    endpoints: [{ provider: 'p', upstreamModel: String(index), price: hasPrice ? { components: [] } : null }],
  };
}

describe('a catalogue that shrinks', () => {
  it('by a fifth is taken, by more is refused with both figures', () => {
    expect(() => refuseShrinkage(catalog(10, 10), catalog(8, 8))).not.toThrow();
    expect(() => refuseShrinkage(catalog(10, 10), catalog(7, 7))).toThrow('7 models where the last one has 10');
  });

  it('in prices alone is refused too', () => {
    expect(() => refuseShrinkage(catalog(10, 10), catalog(10, 7))).toThrow(
      '7 priced endpoints where the last one has 10',
    );
  });

  it('from nothing, or grows, is taken', () => {
    expect(() => refuseShrinkage(catalog(0, 0), catalog(0, 0))).not.toThrow();
    expect(() => refuseShrinkage(catalog(1, 1), catalog(10, 10))).not.toThrow();
  });
});

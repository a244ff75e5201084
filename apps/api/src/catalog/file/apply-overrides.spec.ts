import { describe, expect, it } from 'vitest';
import { parseUsd } from '../../pricing/nano';
import { applyOverrides } from './apply-overrides';
import { checkCatalog } from './check-catalog';
import { compilePrice } from '../../pricing/compile-price';
import { type FaultyFile } from './faulty-file';
import { readOverrides } from './overrides';
import { buildIndex } from '../model-names';
import { priceUsage } from '../../pricing/price-usage';

const price = { components: [{ unit: 'inputTokens', nanoUsdPerMillion: '1' }] };
const catalog = checkCatalog({
  source: 'test',
  date: '2026-09-27',
  models: [
    {
      id: 'acme/one',
      author: 'acme',
      name: 'One',
      aliases: ['one', 'first'],
      kind: 'chat',
      contextTokens: 1000,
      inputModalities: ['text'],
      outputModalities: ['text'],
      capabilities: { tools: true, reasoning: false },
      endpoints: [
        { provider: 'openai', upstreamModel: 'one', price },
        { provider: 'groq', upstreamModel: 'one-a', price },
        { provider: 'groq', upstreamModel: 'one-b', price: null },
      ],
    },
  ],
});
const providers = new Set(['openai', 'groq', 'ollama']);
const applyJson = (json: unknown) => applyOverrides(catalog, readOverrides(json, providers, () => undefined).models);
const apply = (...models: unknown[]) => applyJson({ models }).models;

function faultsOf(json: unknown): string {
  try {
    applyJson(json);
    return '';
  } catch (error) {
    return (error as FaultyFile).faults.join('\n');
  }
}

describe('an operator’s word', () => {
  it('on facts wins, and leaves what it does not mention', () => {
    const [model] = apply({ id: 'acme/one', name: 'Uno', contextTokens: 2000, capabilities: { reasoning: true } });
    expect(model).toMatchObject({
      name: 'Uno',
      contextTokens: 2000,
      aliases: ['one', 'first'],
      outputModalities: ['text'],
    });
    expect(model?.capabilities).toEqual({ tools: true, reasoning: true });
    expect(model?.endpoints).toEqual(catalog.models[0]?.endpoints);
  });

  it('on a price replaces the whole price of the endpoint that it names', () => {
    const [model] = apply({
      id: 'acme/one',
      endpoints: [{ provider: 'openai', price: { output: '10.50', webSearch: '0.01' } }],
    });
    expect(model?.endpoints[0]).toEqual({
      provider: 'openai',
      upstreamModel: 'one',
      price: {
        components: [
          { unit: 'outputTokens', nanoUsdPerMillion: '10500000000' },
          { unit: 'web-search', nanoUsdPerMillion: '10000000000000' },
        ],
        source: 'operator',
      },
    });
  });

  it('on endpoints puts them first and keeps the others', () => {
    const [model] = apply({
      id: 'acme/one',
      endpoints: [
        { provider: 'groq', upstreamModel: 'one-b', price: 'free' },
        { provider: 'ollama', upstreamModel: 'mine' },
      ],
    });
    expect(model?.endpoints.map(({ provider, upstreamModel }) => `${provider} ${upstreamModel}`)).toEqual([
      'groq one-b',
      'ollama mine',
      'openai one',
      'groq one-a',
    ]);
    expect(model?.endpoints[1]?.price).toBeNull();
  });

  it('can take a price away', () => {
    expect(
      apply({ id: 'acme/one', endpoints: [{ provider: 'openai', price: null }] })[0]?.endpoints[0]?.price,
    ).toBeNull();
  });

  it('on tiers, service tiers and speeds is priced as written', () => {
    const stated = {
      input: '2',
      output: '10',
      tiers: [{ inputTokensAbove: 100, input: '4' }],
      serviceTiers: { priority: { input: '5', output: '5' } },
      speeds: { fast: { input: '7', output: '7', tiers: [{ inputTokensAbove: 100, input: '8' }] } },
    };
    const [model] = apply({ id: 'acme/one', endpoints: [{ provider: 'openai', price: stated }] });
    const compiled = compilePrice(model?.endpoints[0]?.price?.components ?? []);
    const cost = (inputTokens: number, mode = {}) => priceUsage(compiled, { usage: { inputTokens }, mode }).cost;
    expect(cost(100)).toBe(parseUsd('0.0002'));
    expect(cost(1000)).toBe(parseUsd('0.004'));
    expect(cost(1000, { serviceTier: 'priority' })).toBe(parseUsd('0.005'));
    expect(cost(1000, { speed: 'fast' })).toBe(parseUsd('0.008'));
  });

  it('adds models with sensible facts', () => {
    const models = apply({
      id: 'acme/in-house',
      aliases: ['house'],
      endpoints: [{ provider: 'ollama', upstreamModel: 'llama', price: 'free' }],
    });
    expect(models[1]).toMatchObject({
      id: 'acme/in-house',
      author: 'acme',
      name: 'in-house',
      kind: 'chat',
      inputModalities: ['text'],
    });
    expect(buildIndex(models).resolve('house')).toBe('acme/in-house');
    expect(checkCatalog(JSON.parse(JSON.stringify({ ...catalog, models }))).models).toHaveLength(2);
  });

  it('gives a name to another model', () => {
    const models = apply({
      id: 'acme/two',
      aliases: ['first'],
      endpoints: [{ provider: 'ollama', upstreamModel: 'two' }],
    });
    const names = buildIndex(models);
    expect(names.resolve('first')).toBe('acme/two');
    expect(names.resolve('one')).toBe('acme/one');
  });

  it('leaves the catalogue itself unchanged', () => {
    const before = JSON.stringify(catalog);
    apply({ id: 'acme/one', name: 'Uno', endpoints: [{ provider: 'openai', price: 'free' }] });
    expect(JSON.stringify(catalog)).toBe(before);
  });
});

describe('a faulty overrides file', () => {
  const withPrice = (stated: unknown) => ({
    models: [{ id: 'acme/one', endpoints: [{ provider: 'openai', price: stated }] }],
  });

  it.each([
    [
      'a misspelt field',
      { models: [{ id: 'acme/one', contextTokes: 1 }] },
      'models[0].contextTokes: is not a known field',
    ],
    ['a broken id', { models: [{ id: 'One' }] }, 'models[0].id: "One" must be author/slug'],
    [
      'a model twice',
      { models: [{ id: 'acme/one' }, { id: 'acme/one' }] },
      'models[1].id: acme/one stands in the file twice',
    ],
    [
      'an unknown provider',
      { models: [{ id: 'acme/one', endpoints: [{ provider: 'nope' }] }] },
      '.provider: "nope" is not a provider; known are groq, ollama, openai',
    ],
    [
      'a provider with two endpoints',
      { models: [{ id: 'acme/one', endpoints: [{ provider: 'groq', price: 'free' }] }] },
      'models[0].endpoints[0].upstreamModel: is missing; groq serves it as one-a, one-b',
    ],
    [
      'a new model without endpoints',
      { models: [{ id: 'acme/new' }] },
      'acme/new: a new model needs at least one endpoint',
    ],
    [
      'an alias that is an id',
      { models: [{ id: 'acme/new', aliases: ['acme/one'], endpoints: [{ provider: 'ollama', upstreamModel: 'x' }] }] },
      'acme/one: acme/one, acme/new',
    ],
    ['a price as a number', withPrice({ input: 2 }), 'price.input: must be USD as decimal text such as "2.50", not 2'],
    ['a negative price', withPrice({ input: '-2' }), 'price.input: must be USD as decimal text'],
    ['too many decimals', withPrice({ input: '0.0000000001' }), 'price.input: "0.0000000001" has more than 9 decimals'],
    ['an empty price', withPrice({}), 'models[0].endpoints[0].price: prices nothing'],
    [
      'a tier without a threshold',
      withPrice({ input: '1', tiers: [{ input: '2' }] }),
      'price.tiers[0].inputTokensAbove: is missing',
    ],
    ['a misspelt unit', withPrice({ inputs: '1' }), 'price.inputs: is not a known field'],
    ['something that is no price', withPrice('cheap'), 'price: must be an object'],
  ])('with %s is refused, naming the place', (_, json, fault) => {
    expect(faultsOf(json)).toContain(fault);
  });

  it('tells all its faults at once', () => {
    const json = {
      models: [{ id: 'One' }, { id: 'acme/one', name: 5, endpoints: [{ provider: 'nope', price: { input: 1 } }] }],
    };
    expect(faultsOf(json).split('\n')).toHaveLength(4);
  });
});

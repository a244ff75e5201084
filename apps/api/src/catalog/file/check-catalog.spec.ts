import { describe, expect, it } from 'vitest';
import { checkCatalog } from './check-catalog';
import { FaultyFile } from './faulty-file';

const endpoint = {
  provider: 'openai',
  upstreamModel: 'x',
  price: { components: [{ unit: 'inputTokens', nanoUsdPerMillion: '1' }] },
};
const model = {
  id: 'acme/one',
  author: 'acme',
  name: 'One',
  aliases: ['one'],
  kind: 'chat',
  inputModalities: ['text'],
  outputModalities: ['text'],
  capabilities: { tools: true },
  endpoints: [endpoint],
};
const catalog = (...models: unknown[]) => ({ source: 'test', date: '2026-09-27', models });

function faultsOf(json: unknown): readonly string[] {
  try {
    checkCatalog(json);
    return [];
  } catch (error) {
    return (error as FaultyFile).faults;
  }
}

describe('a catalogue file', () => {
  it('that is right is taken as it is', () => {
    const json = catalog(model, { ...model, id: 'acme/two', aliases: [], endpoints: [{ ...endpoint, price: null }] });
    expect(checkCatalog(json)).toBe(json);
  });

  it.each([
    ['no object', [], 'the file: must be an object'],
    ['no models', { source: 'x', date: '2026-09-27' }, 'models: must be a list'],
    ['a broken date', { ...catalog(), date: 'today' }, 'date: must be a date'],
    ['a broken id', catalog({ ...model, id: 'One' }), 'models[0].id: "One" must be author/slug'],
    ['a model without endpoints', catalog({ ...model, endpoints: [] }), 'models[0].endpoints: must not be empty'],
    ['an unknown kind', catalog({ ...model, kind: 'oracle' }), 'models[0].kind: must be one of chat'],
    [
      'a broken capability',
      catalog({ ...model, capabilities: { tools: 'yes' } }),
      'models[0].capabilities.tools: must be true or false',
    ],
    ['a broken limit', catalog({ ...model, contextTokens: -1 }), 'models[0].contextTokens: must be a whole number'],
    [
      'an endpoint twice',
      catalog({ ...model, endpoints: [endpoint, endpoint] }),
      'endpoints[1].upstreamModel: openai x is listed twice',
    ],
    [
      'a missing price',
      catalog({ ...model, endpoints: [{ ...endpoint, price: undefined }] }),
      'endpoints[0].price: is missing; null',
    ],
    [
      'an empty price',
      catalog({ ...model, endpoints: [{ ...endpoint, price: { components: [] } }] }),
      'components: must not be empty',
    ],
    ['a model twice', catalog(model, { ...model, aliases: [] }), 'acme/one is listed twice'],
    [
      'a name of two models',
      catalog(model, { ...model, id: 'acme/two' }),
      'names that mean two models: one: acme/one, acme/two',
    ],
  ])('with %s is refused, naming the place', (_, json, fault) => {
    expect(faultsOf(json).join('\n')).toContain(fault);
  });

  it.each([
    [{ unit: 'tokens', nanoUsdPerMillion: '1' }, 'unit: must be one of inputTokens'],
    [{ unit: 'inputTokens', nanoUsdPerMillion: 1 }, 'nanoUsdPerMillion: must be a text'],
    [{ unit: 'inputTokens', nanoUsdPerMillion: '-1' }, 'nanoUsdPerMillion: must be a whole number as text'],
    [
      { unit: 'inputTokens', nanoUsdPerMillion: '1', condition: { region: 'eu' } },
      'condition.region: is not a known field',
    ],
  ])('with the price component %o is refused', (component, fault) => {
    const json = catalog({ ...model, endpoints: [{ ...endpoint, price: { components: [component] } }] });
    expect(faultsOf(json).join('\n')).toContain(`models[0].endpoints[0].price.components[0].${fault}`);
  });

  it('tells all its faults at once', () => {
    const json = catalog({ ...model, id: 'x', name: '', endpoints: [{ provider: 'p', price: null }] });
    expect(faultsOf(json)).toHaveLength(3);
    expect(() => checkCatalog(json)).toThrow(FaultyFile);
  });
});

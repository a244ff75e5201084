import { describe, expect, it } from 'vitest';
import { type CallableProvider } from '../callable-provider';
import { type FaultyFile } from './faulty-file';
import { readOverrides } from './overrides';

const known = new Set(['openai', 'bedrock']);
const variables: Readonly<Record<string, string>> = { IN_HOUSE_KEY: 'from-the-environment' };
const read = (json: unknown) => readOverrides(json, known, (name) => variables[name]);

const inHouse = { id: 'in-house', baseUrl: 'http://10.0.0.5:8000/v1/' };
const readOne = (entry: object): CallableProvider => read({ providers: [{ ...inHouse, ...entry }] }).providers[0]!;

function faultsOf(json: unknown): readonly string[] {
  try {
    read(json);
    return [];
  } catch (error) {
    return (error as FaultyFile).faults;
  }
}

describe('an operator’s own provider', () => {
  it('needs an id and an address, also a private one, and speaks OpenAI’s chat dialect', () => {
    const { provider, baseUrl, apiKey } = readOne({});
    expect({ id: provider.id, name: provider.name, baseUrl, apiKey }).toEqual({
      id: 'in-house',
      name: 'in-house',
      baseUrl: 'http://10.0.0.5:8000/v1',
      apiKey: undefined,
    });
    expect(provider.apis.map((api) => [api.dialect.id, api.path('m', true)])).toEqual([
      ['openai-chat', '/chat/completions'],
    ]);
    expect(provider.headers('')).toEqual({});
  });

  it('takes its key from the file', () => {
    const { provider, apiKey, keyAt } = readOne({ apiKey: 'written' });
    expect({ apiKey, keyAt }).toEqual({ apiKey: 'written', keyAt: 'providers[0].apiKey in catalog.overrides.json' });
    expect(provider.headers('written')).toEqual({ authorization: 'Bearer written' });
  });

  it('takes its key from the environment', () => {
    expect(readOne({ apiKeyVariable: 'IN_HOUSE_KEY' })).toMatchObject({
      apiKey: 'from-the-environment',
      keyAt: 'IN_HOUSE_KEY',
    });
  });

  it('gets headers of its own', () => {
    expect(readOne({ headers: { 'X-Team': 'ml' } }).provider.headers('k')).toEqual({
      'x-team': 'ml',
      authorization: 'Bearer k',
    });
  });

  it('has the other operations that the operator names', () => {
    expect(readOne({ operations: ['embeddings', 'rerank'] }).provider.passThroughPaths).toEqual({
      embeddings: '/embeddings',
      rerank: '/rerank',
    });
  });

  it('can serve models of the same file', () => {
    const { models } = read({
      providers: [inHouse],
      models: [{ id: 'acme/llm', endpoints: [{ provider: 'in-house', upstreamModel: 'llm', price: 'free' }] }],
    });
    expect(models[0]?.endpoints[0]?.provider).toBe('in-house');
  });

  it.each([
    ['a misspelt field', { apiKeys: 'x' }, 'providers[0].apiKeys: is not a known field'],
    ['no address', { baseUrl: undefined }, 'providers[0].baseUrl: is missing'],
    ['an address that is none', { baseUrl: 'llm.local/v1' }, 'providers[0].baseUrl: must be an http or https URL'],
    [
      'a credential in its address',
      { baseUrl: 'https://a:b@llm.local/v1' },
      'providers[0].baseUrl: must hold no credential',
    ],
    [
      'a query in its address',
      { baseUrl: 'https://llm.local/v1?key=a' },
      'providers[0].baseUrl: must end with its path',
    ],
    ['an id of a provider that ships', { id: 'openai' }, 'providers[0].id: "openai" is the id of a provider'],
    ['an id that cannot stand in rows and logs', { id: 'In House' }, 'providers[0].id: "In House" must be lower case'],
    [
      'a key that is not set',
      { apiKeyVariable: 'NOWHERE' },
      'providers[0].apiKeyVariable: NOWHERE is not set in the environment',
    ],
    [
      'two keys',
      { apiKey: 'a', apiKeyVariable: 'IN_HOUSE_KEY' },
      'providers[0].apiKeyVariable: stands beside an apiKey',
    ],
    [
      'a header that is ours',
      { headers: { Host: 'x' } },
      'providers[0].headers.Host: is a header that Nuvra writes itself',
    ],
    ['a header that is none', { headers: { 'a b': 'x' } }, 'providers[0].headers.a b: is not a name of a header'],
    ['a header of two lines', { headers: { a: 'x\r\nb: y' } }, 'providers[0].headers.a: must be plain text'],
    [
      'a dialect that it cannot have',
      { dialects: ['gemini'] },
      'providers[0].dialects: must be among openai-chat, openai-responses',
    ],
    ['no dialect', { dialects: [] }, 'providers[0].dialects: must not be empty'],
    [
      'an operation that there is none of',
      { operations: ['dreams'] },
      'providers[0].operations: must be among completions',
    ],
  ])('with %s is refused, naming the place', (_, entry, fault) => {
    expect(faultsOf({ providers: [{ ...inHouse, ...entry }] }).join('\n')).toContain(fault);
  });

  it('stands in the file once', () => {
    expect(faultsOf({ providers: [inHouse, inHouse] })).toEqual(['providers[1].id: in-house stands in the file twice']);
  });

  it('is told of together with the faults of models, and never with its key', () => {
    const faults = faultsOf({ providers: [{ ...inHouse, baseUrl: 1, apiKey: 'the-secret' }], models: [{ id: 'One' }] });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('the-secret');
  });
});

import { describe, expect, it } from 'vitest';
import { FaultyFile } from '../file/faulty-file';
import { type Catalog } from '../file/catalog';
import { convertModelsDev } from './convert';
import { refreshedCatalog } from './refresh';
import { SOURCES } from './sources';
import { UNLISTED } from './unlisted-models';

type Listed = Record<string, Record<string, Record<string, unknown>>>;

/** A catalogue in the shape of models.dev's with the given models by provider, every other provider empty. */
function modelsDev(listed: Listed): unknown {
  return Object.fromEntries(
    SOURCES.map(({ key }) => [
      key,
      {
        models: Object.fromEntries(
          Object.entries(listed[key] ?? {}).map(([id, more]) => [id, { ...listing(id), ...more }]),
        ),
      },
    ]),
  );
}

const listing = (id: string) => ({
  id,
  name: id,
  release_date: '2026-01-01',
  modalities: { input: ['text'], output: ['text'] },
  limit: { context: 1000, output: 100 },
  cost: { input: 1, output: 2 },
});
const convert = (listed: Listed) => convertModelsDev(modelsDev(listed), '2026-09-27');
const componentsOf = (catalog: Catalog, provider: string) =>
  catalog.models.flatMap(({ endpoints }) => endpoints).find((endpoint) => endpoint.provider === provider)?.price
    ?.components;

describe('copies of a model', () => {
  it('are endpoints of the author’s model: the author’s own API first, OpenRouter last', () => {
    const { catalog } = convert({
      openrouter: { 'anthropic/claude-opus-4.5': {} },
      anthropic: { 'claude-opus-4-5': {} },
      'amazon-bedrock': {
        'anthropic.claude-opus-4-5-20251101-v1:0': {},
        'global.anthropic.claude-opus-4-5-20251101-v1:0': {},
      },
      azure: { 'claude-opus-4-5': { provider: { npm: '@ai-sdk/anthropic' } } },
    });
    expect(catalog.models.map(({ id }) => id)).toEqual(['anthropic/claude-opus-4.5']);
    expect(catalog.models[0]?.aliases).toEqual(['claude-opus-4.5', 'claude-opus-4-5', 'anthropic/claude-opus-4-5']);
    expect(catalog.models[0]?.endpoints).toMatchObject([
      { provider: 'anthropic', upstreamModel: 'claude-opus-4-5' },
      { provider: 'azure', dialect: 'anthropic-messages' },
      { provider: 'bedrock', upstreamModel: 'global.anthropic.claude-opus-4-5-20251101-v1:0' },
      { provider: 'bedrock', upstreamModel: 'anthropic.claude-opus-4-5-20251101-v1:0' },
      { provider: 'openrouter', upstreamModel: 'anthropic/claude-opus-4.5' },
    ]);
  });

  it('a dated snapshot that the author lists is a model of its own, and a host’s pinned copy serves both', () => {
    const { catalog } = convert({
      anthropic: { 'claude-opus-4-5': {}, 'claude-opus-4-5-20251101': {} },
      'google-vertex': { 'claude-opus-4-5@20251101': {} },
    });
    expect(
      catalog.models.map(({ id, endpoints }) => [id, endpoints.map(({ upstreamModel }) => upstreamModel)]),
    ).toEqual([
      ['anthropic/claude-opus-4-5', ['claude-opus-4-5', 'claude-opus-4-5@20251101']],
      ['anthropic/claude-opus-4-5-20251101', ['claude-opus-4-5-20251101', 'claude-opus-4-5@20251101']],
    ]);
  });

  it('a next version that nobody else lists yet is not taken for the last one', () => {
    const { catalog } = convert({
      anthropic: { 'claude-fable-5': {} },
      'amazon-bedrock': { 'us.anthropic.claude-fable-5-1': {} },
    });
    expect(catalog.models.map(({ id }) => id)).toEqual(['anthropic/claude-fable-5', 'anthropic/claude-fable-5-1']);
  });

  it('OpenRouter’s variants and floating names stay models of their own', () => {
    const { catalog, report } = convert({
      openrouter: { 'acme/one': {}, 'acme/one:free': { cost: { input: 0, output: 0 } }, '~acme/one-latest': {} },
    });
    expect(catalog.models.map(({ id, aliases }) => [id, aliases])).toEqual([
      ['acme/one', ['one']],
      ['acme/one:free', ['one:free']],
      ['~acme/one-latest', []],
    ]);
    expect(report).toMatchObject({ priced: 3, free: ['openrouter acme/one:free'], unpriced: [] });
  });

  it('that neither their author nor OpenRouter lists are told', () => {
    const { report } = convert({
      groq: { 'openai/gpt-oss-120b': {} },
      azure: { 'phi-9': {} },
      openai: { 'gpt-9': {} },
    });
    expect(report.unmapped).toEqual([
      'azure phi-9 → microsoft/phi-9',
      'groq openai/gpt-oss-120b → openai/gpt-oss-120b',
    ]);
  });

  it('that would give one name to two models stop the import', () => {
    expect(() => convert({ openrouter: { 'acme/one': {}, 'other/one': {} } })).toThrow('one: acme/one, other/one');
  });
});

describe('prices', () => {
  const priceOf = (cost: unknown, more: Record<string, unknown> = {}, provider = 'openai', id = 'gpt-9') => {
    const { catalog, report } = convert({ [provider]: { [id]: { ...more, cost } } });
    return { components: catalog.models[0]?.endpoints[0]?.price?.components ?? null, report };
  };

  it('keep every digit', () => {
    const { components } = priceOf({
      input: 0.083333,
      output: 1e-7,
      cache_read: 0.28375,
      reasoning: 3,
      input_audio: 4.44,
    });
    expect(components).toEqual([
      { unit: 'inputTokens', nanoUsdPerMillion: '83333000' },
      { unit: 'outputTokens', nanoUsdPerMillion: '100' },
      { unit: 'cacheReadTokens', nanoUsdPerMillion: '283750000' },
      { unit: 'reasoningTokens', nanoUsdPerMillion: '3000000000' },
      { unit: 'inputAudioTokens', nanoUsdPerMillion: '4440000000' },
    ]);
  });

  it('have context tiers and modes; reasoning that costs what output costs does so in the tier', () => {
    const { components } = priceOf(
      { input: 1, output: 2, reasoning: 2, tiers: [{ input: 3, output: 4, tier: { type: 'context', size: 200000 } }] },
      {
        experimental: {
          modes: {
            fast: { cost: { input: 5, output: 6 }, provider: { body: { service_tier: 'priority' } } },
            pro: { provider: { body: {} } },
          },
        },
      },
    );
    const tier = { inputTokensAbove: 200000 };
    const mode = { serviceTier: 'priority' };
    expect(components?.slice(3)).toEqual([
      { unit: 'inputTokens', nanoUsdPerMillion: '3000000000', condition: tier },
      { unit: 'outputTokens', nanoUsdPerMillion: '4000000000', condition: tier },
      { unit: 'reasoningTokens', nanoUsdPerMillion: '4000000000', condition: tier },
      { unit: 'inputTokens', nanoUsdPerMillion: '5000000000', condition: mode },
      { unit: 'outputTokens', nanoUsdPerMillion: '6000000000', condition: mode },
    ]);
  });

  it.each([
    ['absent', undefined, 'the source has no price'],
    ['zero, of what is not known to be free', { input: 0, output: 0 }, 'zero, and not known to be free'],
    ['zero on one side', { input: 0.14, output: 0 }, 'input 0.14, output 0: one of them is a gap'],
    ['no number', { input: '1', output: 2 }, 'cost.input: must be a number of USD'],
    ['negative', { input: -1, output: 2 }, 'cost.input: must be a number of USD'],
    ['half there', { input: 1 }, 'cost.output: is missing'],
    ['finer than a nano-dollar a million', { input: 1e-10, output: 2 }, 'more than 9 decimals'],
    [
      'of an unknown tier',
      { input: 1, output: 2, tiers: [{ input: 1, output: 2, tier: { type: 'weekday' } }] },
      'must be a context tier',
    ],
    [
      'zero in a tier',
      { input: 1, output: 2, tiers: [{ input: 0, output: 2, tier: { type: 'context', size: 5 } }] },
      'which is a gap',
    ],
  ])('that are %s are none, and told', (_, cost, reason) => {
    const { components, report } = priceOf(cost);
    expect(components).toBeNull();
    expect(report.priced).toBe(0);
    expect(report.unpriced.join()).toContain(reason);
  });

  it('embeddings have no output to pay', () => {
    const { components } = priceOf({ input: 1, output: 0 }, {}, 'openai', 'text-embedding-9');
    expect(components).toContainEqual({ unit: 'outputTokens', nanoUsdPerMillion: '0' });
  });

  it('a zero beside real prices is dropped and told, not taken for free', () => {
    const { components, report } = priceOf({ input: 1, output: 2, cache_read: 0 });
    expect(components).toHaveLength(2);
    expect(report.droppedZeros).toEqual(['openai gpt-9: cache_read']);
  });

  it('of output that is only images are the price of image tokens', () => {
    const { components } = priceOf({ input: 1, output: 30 }, { modalities: { input: ['text'], output: ['image'] } });
    expect(components).toContainEqual({ unit: 'outputImageTokens', nanoUsdPerMillion: '30000000000' });
  });

  it('get what was read by hand, with its page and date', () => {
    const { catalog } = convert({
      anthropic: {
        'claude-opus-9': {
          cost: { input: 5, output: 25, cache_write: 6.25 },
          experimental: { modes: { fast: { cost: { input: 10, output: 50 }, provider: { body: { speed: 'fast' } } } } },
        },
      },
      google: { 'gemini-3-pro-image': { cost: { input: 2, output: 120 } } },
    });
    const page = { source: 'https://platform.claude.com/docs/en/about-claude/pricing', date: '2026-09-27' };
    expect(componentsOf(catalog, 'anthropic')).toEqual(
      expect.arrayContaining([
        { unit: 'cacheWrite1hTokens', nanoUsdPerMillion: '10000000000', ...page },
        { unit: 'cacheWrite1hTokens', nanoUsdPerMillion: '20000000000', condition: { speed: 'fast' }, ...page },
        expect.objectContaining({ unit: 'web-search', nanoUsdPerMillion: '10000000000000' }),
      ]),
    );
    expect(componentsOf(catalog, 'gemini')).toMatchObject([
      { unit: 'inputTokens', nanoUsdPerMillion: '2000000000' },
      { unit: 'web-search', nanoUsdPerMillion: '14000000000000' },
      { unit: 'outputTokens', nanoUsdPerMillion: '12000000000' },
      { unit: 'outputImageTokens', nanoUsdPerMillion: '120000000000' },
    ]);
  });
});

describe('the source', () => {
  it('that is not models.dev’s catalogue is refused', () => {
    expect(() => convertModelsDev({}, '2026-09-27')).toThrow('openai.models is missing');
    expect(() => convertModelsDev([], '2026-09-27')).toThrow(RangeError);
    expect(() => refreshedCatalog({ text: '<html>', date: '2026-09-27' }, undefined)).toThrow(SyntaxError);
  });

  it('with a fault in one model loses that model, and says where', () => {
    const { catalog, report } = convert({
      openai: {
        'gpt-9': {},
        'gpt-8': { modalities: { input: 'text', output: [] } },
        'gpt-7': { limit: { context: 'big' } },
      },
    });
    expect(catalog.models.map(({ id }) => id)).toEqual(['openai/gpt-9']);
    expect(report.faults).toEqual([
      'openai.models["gpt-8"].modalities.input: must be a list of texts',
      'openai.models["gpt-7"].limit.context: must be a whole number',
    ]);
  });

  it('that lost more than a fifth is not taken over', () => {
    const text = (count: number) =>
      JSON.stringify(
        modelsDev({ openai: Object.fromEntries(Array.from({ length: count }, (_, index) => [`gpt-${index}0`, {}])) }),
      );
    const total = 100;
    const listed = total - UNLISTED.length;
    const { catalog } = refreshedCatalog({ text: text(listed), date: '2026-09-27' }, undefined);
    expect(refreshedCatalog({ text: text(listed - 20), date: '2026-09-28' }, catalog).catalog).toMatchObject({
      date: '2026-09-28',
      models: { length: 80 },
    });
    expect(() => refreshedCatalog({ text: text(listed - 21), date: '2026-09-28' }, catalog)).toThrow(
      '79 models where the last one has 100',
    );
  });

  it('is completed by what it does not list, and is believed once it does', () => {
    const unlisted = UNLISTED.filter(({ upstreamModel }) => upstreamModel === 'whisper-1');
    const priceIn = (source: unknown) =>
      convertModelsDev(source, '2026-09-27', unlisted).catalog.models.map(({ id, kind, endpoints }) => ({
        id,
        kind,
        units: endpoints[0]?.price?.components.map(({ unit }) => unit),
      }));
    expect(priceIn(modelsDev({}))).toEqual([{ id: 'openai/whisper-1', kind: 'transcription', units: ['second'] }]);
    expect(priceIn(modelsDev({ openai: { 'whisper-1': {} } }))).toEqual([
      { id: 'openai/whisper-1', kind: 'transcription', units: ['inputTokens', 'outputTokens', 'second'] },
    ]);
  });

  it('whose result would be no catalogue is refused', () => {
    const text = JSON.stringify(modelsDev({ openrouter: { 'no-author': {} } }));
    expect(() => refreshedCatalog({ text, date: '2026-09-27' }, undefined)).toThrow(FaultyFile);
  });
});

import { providers } from '@nuvra/providers';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeModelsDev, modelsDevSnapshot, MODELS_DEV_DATE } from '../../../../../tools/testing/models-dev';
import { parseUsd, toUsdNumber, type Nano } from '../../pricing/nano';
import { readCatalog } from './catalog-file';
import { type CatalogEndpoint } from './catalog';
import { compilePrice, missingPrices, rateTier } from '../../pricing/compile-price';
import { refreshedCatalog } from '../import/refresh';
import { SOURCE_PROVIDERS, SOURCES } from '../import/sources';
import { buildIndex } from '../model-names';
import { type PriceUnit } from '../../pricing/price';

const catalog = readCatalog(resolve(import.meta.dirname, '../../../assets/catalog.json'));
const names = buildIndex(catalog.models);
const byId = new Map(catalog.models.map((model) => [model.id, model]));

function endpointOf(name: string, provider: string): CatalogEndpoint {
  const model = byId.get(names.resolve(name) ?? '') ?? expect.fail(`${name} is unknown`);
  return (
    model.endpoints.find((endpoint) => endpoint.provider === provider) ??
    expect.fail(`${provider} does not serve ${name}`)
  );
}

/** USD per million, at a request of so many input tokens. */
function usdOf(endpoint: CatalogEndpoint, unit: PriceUnit, inputTokens = 1, mode = {}): number | undefined {
  const rate = rateTier(compilePrice(endpoint.price?.components ?? []), mode, inputTokens)?.rates.get(unit);
  return rate === undefined ? undefined : toUsdNumber(rate as Nano);
}

describe('the shipped catalogue', () => {
  it('has more than 300 models, of known providers, most with a price', () => {
    const endpoints = catalog.models.flatMap((model) => model.endpoints);
    expect(catalog.models.length).toBeGreaterThan(300);
    expect(endpoints.filter(({ price }) => price !== null).length).toBeGreaterThan(endpoints.length * 0.9);
    expect(endpoints.filter(({ provider }) => !SOURCE_PROVIDERS.includes(provider))).toEqual([]);
  });

  it('can be called at every provider that it knows, but for two clouds with framing and signing of their own', () => {
    const adapters = new Set(providers.map(({ id }) => id));
    expect(SOURCE_PROVIDERS.filter((id) => !adapters.has(id))).toEqual(['vertex', 'bedrock']);
  });

  it.each(providers.flatMap(({ id, exampleModel }) => (exampleModel ? [[id, exampleModel] as const] : [])))(
    'has at %s the model to try first, %s, with a price',
    (id, exampleModel) => {
      const price = compilePrice(endpointOf(exampleModel, id).price?.components ?? []);
      expect(missingPrices(price, ['inputTokens', 'outputTokens'])).toEqual([]);
    },
  );

  it.each([
    ['gpt-4o', 'openai/gpt-4o', 'openai', 'gpt-4o'],
    ['gpt-4o-2024-08-06', 'openai/gpt-4o-2024-08-06', 'openai', 'gpt-4o-2024-08-06'],
    ['gpt-5.4', 'openai/gpt-5.4', 'openai', 'gpt-5.4'],
    ['o3', 'openai/o3', 'openai', 'o3'],
    ['claude-sonnet-5', 'anthropic/claude-sonnet-5', 'anthropic', 'claude-sonnet-5'],
    ['claude-sonnet-4-5', 'anthropic/claude-sonnet-4.5', 'anthropic', 'claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4-5', 'anthropic/claude-sonnet-4.5', 'anthropic', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-5-20250929', 'anthropic/claude-sonnet-4-5-20250929', 'anthropic', 'claude-sonnet-4-5-20250929'],
    ['claude-opus-5-5', 'anthropic/claude-opus-5.5', 'anthropic', 'claude-opus-5-5'],
    ['models/gemini-2.5-flash', 'google/gemini-2.5-flash', 'gemini', 'gemini-2.5-flash'],
    ['gemini-flash-latest', 'google/gemini-flash-latest', 'gemini', 'gemini-flash-latest'],
    ['google/gemini-3-flash-preview', 'google/gemini-3-flash-preview', 'gemini', 'gemini-3-flash-preview'],
    ['deepseek-v4-pro', 'deepseek/deepseek-v4-pro', 'deepseek', 'deepseek-v4-pro'],
    ['grok-4.7', 'x-ai/grok-4.7', 'xai', 'grok-4.7'],
    ['mistral-large-latest', 'mistralai/mistral-large-latest', 'mistral', 'mistral-large-latest'],
    ['mistral-medium-2508', 'mistralai/mistral-medium-3.1', 'mistral', 'mistral-medium-2508'],
    ['qwen3-max', 'qwen/qwen3-max', 'alibaba', 'qwen3-max'],
    ['kimi-k3', 'moonshotai/kimi-k3', 'moonshot', 'kimi-k3'],
    ['glm-5.3', 'z-ai/glm-5.3', 'zai', 'glm-5.3'],
    ['MiniMax-M3', 'minimax/minimax-m3', 'minimax', 'MiniMax-M3'],
    ['command-a-03-2025', 'cohere/command-a', 'cohere', 'command-a-03-2025'],
    ['sonar-pro', 'perplexity/sonar-pro', 'perplexity', 'sonar-pro'],
    ['llama-3.3-70b-versatile', 'meta-llama/llama-3.3-70b-instruct', 'groq', 'llama-3.3-70b-versatile'],
    ['text-embedding-3-small', 'openai/text-embedding-3-small', 'openai', 'text-embedding-3-small'],
    ['openai/gpt-oss-120b', 'openai/gpt-oss-120b', 'groq', 'openai/gpt-oss-120b'],
    [
      '~anthropic/claude-sonnet-latest',
      '~anthropic/claude-sonnet-latest',
      'openrouter',
      '~anthropic/claude-sonnet-latest',
    ],
  ])('knows %s as %s, first served by %s as %s', (name, id, provider, upstreamModel) => {
    expect(names.resolve(name)).toBe(id);
    expect(byId.get(id)?.endpoints[0]).toMatchObject({ provider, upstreamModel });
  });

  it('tries OpenRouter last', () => {
    const late = catalog.models.filter(({ endpoints }) =>
      endpoints.slice(0, -1).some(({ provider }) => provider === 'openrouter'),
    );
    expect(late.map(({ id }) => id)).toEqual([]);
  });

  it('has the prices that the vendors publish', () => {
    const sonnet = endpointOf('claude-sonnet-5', 'anthropic');
    const units = [
      'inputTokens',
      'outputTokens',
      'cacheReadTokens',
      'cacheWrite5mTokens',
      'cacheWrite1hTokens',
    ] as const;
    expect(units.map((unit) => usdOf(sonnet, unit))).toEqual([2, 10, 0.2, 2.5, 4]);
    const gemini = endpointOf('gemini-2.5-pro', 'gemini');
    expect([200_000, 200_001].map((tokens) => usdOf(gemini, 'inputTokens', tokens))).toEqual([1.25, 2.5]);
    expect([200_000, 200_001].map((tokens) => usdOf(gemini, 'outputTokens', tokens))).toEqual([10, 15]);
    const fast = endpointOf('claude-opus-5', 'anthropic');
    expect(usdOf(fast, 'cacheWrite1hTokens', 1, { speed: 'fast' })).toBe(20);
    expect(usdOf(endpointOf('gpt-5.4', 'openai'), 'outputTokens', 1, { serviceTier: 'priority' })).toBe(30);
  });

  it('can price input and output of every chat model that has a price', () => {
    const holes = catalog.models
      .filter(({ kind }) => kind === 'chat')
      .flatMap(({ id, endpoints }) => endpoints.map((endpoint) => ({ id, endpoint })))
      .filter(({ endpoint: { price } }) => price !== null && missingPrices(compilePrice(price.components)).length > 0);
    expect(holes).toEqual([]);
  });
});

describeModelsDev('the snapshot of models.dev', () => {
  const { catalog: converted, report } = refreshedCatalog(
    { text: JSON.stringify(modelsDevSnapshot()), date: MODELS_DEV_DATE },
    catalog,
  );

  it('converts to the shipped catalogue, without a fault', () => {
    expect(report.faults).toEqual([]);
    expect(converted).toEqual(catalog);
  });

  it('has each of its prices in the catalogue to the last digit, but for zeros that are gaps and prices corrected by hand', () => {
    const told = [...report.unpriced, ...report.droppedZeros].map((line) => line.slice(0, line.indexOf(': ')));
    let compared = 0;
    for (const { provider, id, word, usd, inputTokens } of sourcePrices()) {
      const endpoints = converted.models
        .flatMap((model) => model.endpoints)
        .filter((endpoint) => endpoint.provider === provider && endpoint.upstreamModel === id);
      if (endpoints.length === 0) expect.fail(`${provider} ${id} is not in the catalogue`);
      for (const { price } of endpoints) {
        const isTold = told.includes(`${provider} ${id}`);
        if (isTold && (price === null || usd === 0)) continue;
        const corrected = price?.components.some(({ unit, source }) => unit === WORDS[word] && source !== undefined);
        const unit = corrected ? 'outputImageTokens' : WORDS[word];
        const rate = rateTier(compilePrice(price?.components ?? []), {}, inputTokens)?.rates.get(unit);
        if (rate !== parseUsd(String(usd))) expect.fail(`${provider} ${id} ${word}: ${rate} instead of ${usd} USD`);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(3_000);
  });
});

const WORDS = {
  input: 'inputTokens',
  output: 'outputTokens',
  cache_read: 'cacheReadTokens',
  cache_write: 'cacheWrite5mTokens',
  reasoning: 'reasoningTokens',
  input_audio: 'inputAudioTokens',
  output_audio: 'outputAudioTokens',
} as const satisfies Record<string, PriceUnit>;
type Word = keyof typeof WORDS;
type Listed = Partial<Record<Word, number>>;
type Source = Record<
  string,
  { models: Record<string, { id: string; cost?: Listed & { tiers?: (Listed & { tier: { size: number } })[] } }> }
>;

/** Each price of the snapshot, with how many input tokens a request must have for it to apply. */
function sourcePrices(): { provider: string; id: string; word: Word; usd: number; inputTokens: number }[] {
  const source = modelsDevSnapshot() as Source;
  return SOURCES.flatMap(({ key, provider }) =>
    Object.values(source[key]?.models ?? {}).flatMap(({ id, cost = {} }) =>
      [{ ...cost, tier: { size: 0 } }, ...(cost.tiers ?? [])].flatMap((listed) =>
        (Object.keys(WORDS) as Word[]).flatMap((word) => {
          const usd = listed[word];
          return usd === undefined ? [] : [{ provider, id, word, usd, inputTokens: listed.tier.size + 1 }];
        }),
      ),
    ),
  );
}

import { providers } from '@nuvra/providers';
import { describe, expect, it } from 'vitest';
import { compilePrice } from '../pricing/compile-price';
import { type PriceUnit } from '../pricing/price';
import { MODEL_KINDS, type ModelKind } from './file/catalog';
import { hasOperation, kindAt, pathsOf, unpricedUnits } from './model-kinds';

const providerOf = (id: string) => providers.find((provider) => provider.id === id)!;
const priceOf = (...units: PriceUnit[]) => compilePrice(units.map((unit) => ({ unit, nanoUsdPerMillion: '1' })));

describe('a provider serves a model', () => {
  it.each<[ModelKind, string, ModelKind]>([
    ['chat', 'openai', 'chat'],
    ['speech', 'openai', 'speech'],
    ['speech', 'gemini', 'chat'],
    ['completion', 'openai', 'completion'],
    ['completion', 'anthropic', 'chat'],
    ['image', 'gemini', 'image'],
  ])('of the kind %s, at %s, as one for %s', (kind, provider, served) => {
    expect(kindAt(kind, providerOf(provider))).toBe(served);
  });

  it.each<[ModelKind, string, boolean]>([
    ['chat', 'anthropic', true],
    ['embedding', 'openai', true],
    ['embedding', 'gemini', true],
    ['embedding', 'anthropic', false],
    ['image', 'openai', true],
    ['image', 'gemini', false],
    ['rerank', 'cohere', true],
    ['rerank', 'openai', false],
    ['video', 'openai', false],
  ])('of the kind %s at all, at %s: %s', (kind, provider, has) => {
    expect(hasOperation(kind, providerOf(provider))).toBe(has);
  });
});

describe('a model can be charged', () => {
  it.each<[ModelKind, PriceUnit[], PriceUnit[]]>([
    ['chat', ['inputTokens', 'outputTokens'], []],
    ['chat', ['inputTokens'], ['outputTokens']],
    ['image', ['image'], []],
    ['image', ['inputTokens', 'outputImageTokens'], []],
    ['image', ['inputTokens', 'outputTokens'], ['outputImageTokens']],
    ['speech', ['character'], []],
    ['transcription', ['second'], []],
    ['transcription', ['inputTokens', 'outputTokens'], []],
    ['moderation', ['request'], []],
    ['rerank', [], ['request']],
  ])('of the kind %s with prices for %j, or lacks %j', (kind, priced, lacked) => {
    expect(unpricedUnits(kind, priceOf(...priced), {})).toEqual(lacked);
  });

  it('not without any price', () => {
    expect(unpricedUnits('speech', undefined, {})).toEqual(['inputTokens', 'outputAudioTokens']);
  });
});

it('every kind but those that cannot be called yet has its paths', () => {
  const pathless = MODEL_KINDS.filter((kind) => pathsOf(kind).length === 0);
  expect(pathless).toEqual(['video', 'realtime']);
});

import { type PassThroughOperation, type Provider } from '@nuvra/providers';
import { missingPrices, type CompiledPrice, type PriceMode } from '../pricing/compile-price';
import { type PriceUnit } from '../pricing/price';
import { type ModelKind } from './file/catalog';

interface KindFacts {
  /** The paths under `/v1` at which models of the kind are called; none: they cannot be called yet. */
  readonly operations: readonly (PassThroughOperation | 'chat/completions')[];
  /** What must have a price before such a model can be called: one list of these, whole. */
  readonly pricedBy: readonly (readonly PriceUnit[])[];
}

const KINDS: Readonly<Record<ModelKind, KindFacts>> = {
  chat: { operations: ['chat/completions'], pricedBy: [['inputTokens', 'outputTokens']] },
  completion: { operations: ['completions'], pricedBy: [['inputTokens', 'outputTokens']] },
  embedding: { operations: ['embeddings'], pricedBy: [['inputTokens']] },
  image: {
    operations: ['images/generations', 'images/edits'],
    pricedBy: [['inputTokens', 'outputImageTokens'], ['image']],
  },
  speech: { operations: ['audio/speech'], pricedBy: [['inputTokens', 'outputAudioTokens'], ['character']] },
  transcription: { operations: ['audio/transcriptions'], pricedBy: [['inputAudioTokens', 'outputTokens'], ['second']] },
  moderation: { operations: ['moderations'], pricedBy: [['request'], ['inputTokens']] },
  rerank: { operations: ['rerank'], pricedBy: [['request'], ['inputTokens']] },
  video: { operations: [], pricedBy: [] },
  realtime: { operations: [], pricedBy: [] },
};

/** Kinds that some providers serve by their completions, for want of an operation of its own (Gemini's speech). */
const ALSO_COMPLETIONS: readonly ModelKind[] = ['speech', 'completion'];

/** As what a provider serves a model: of the model's own kind, or as one for completions. */
export function kindAt(kind: ModelKind, provider: Provider): ModelKind {
  return ALSO_COMPLETIONS.includes(kind) && !hasOperation(kind, provider) ? 'chat' : kind;
}

/** Whether the provider has an operation for models of the kind. */
export function hasOperation(kind: ModelKind, { apis, passThroughPaths = {} }: Provider): boolean {
  if (kind === 'chat') return true;
  if (kind === 'embedding' && apis.some((api) => 'embeddingsPath' in api)) return true;
  return KINDS[kind].operations.some((operation) => operation in passThroughPaths);
}

/** Where models of the kind are called, for an error that says so. */
export function pathsOf(kind: ModelKind): readonly string[] {
  return KINDS[kind].operations.map((operation) => `/v1/${operation}`);
}

/** What a model of the kind lacks a price for in `mode`: nothing where it can be called. */
export function unpricedUnits(
  kind: ModelKind,
  price: CompiledPrice | undefined,
  mode: PriceMode,
): readonly PriceUnit[] {
  const { pricedBy } = KINDS[kind];
  const missing = pricedBy.map((units) => (price ? missingPrices(price, units, mode) : units));
  return missing.some((units) => units.length === 0) ? [] : (missing[0] ?? []);
}

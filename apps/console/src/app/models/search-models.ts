import { type ModelSummaryDto } from '@nuvra/api-client';
import { type ModelQuery, type Sort, type SortKey } from './model-query';

/** A model made ready for searching, once, so that a keystroke costs no more than a look at each text. */
export interface IndexedModel {
  readonly model: ModelSummaryDto;
  readonly text: string;
  readonly sortValues: Readonly<Record<SortKey, SortValue>>;
}

/** Undefined: unknown, and always last. */
type SortValue = string | number | bigint | undefined;

export function indexModels(models: readonly ModelSummaryDto[]): IndexedModel[] {
  return models.map((model) => ({
    model,
    text: [model.id, model.name, model.author, model.family ?? '', ...model.aliases].join('\n').toLowerCase(),
    sortValues: {
      released: model.releaseDate ?? undefined,
      name: model.id,
      input: toBigInt(model.inputNanoUsdPerMillion),
      output: toBigInt(model.outputNanoUsdPerMillion),
      context: model.contextTokens ?? undefined,
      'max-output': model.maxOutputTokens ?? undefined,
      providers: new Set(model.providers).size,
      status: model.available ? 0 : 1,
    },
  }));
}

/** The models that a query means, in its order. */
export function searchModels(index: readonly IndexedModel[], query: ModelQuery): ModelSummaryDto[] {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  return index
    .filter(({ model, text }) => words.every((word) => text.includes(word)) && matches(model, query))
    .sort((left, right) => compare(left, right, query.sort))
    .map(({ model }) => model);
}

function matches(model: ModelSummaryDto, { values, contextAtLeast, availableOnly }: ModelQuery): boolean {
  const { provider, author, supports, input } = values;
  return (
    (provider.length === 0 || provider.some((one) => model.providers.includes(one))) &&
    (author.length === 0 || author.includes(model.author)) &&
    supports.every((one) => model.capabilities.includes(one)) &&
    input.every((one) => model.inputModalities.includes(one)) &&
    (contextAtLeast === undefined || (model.contextTokens ?? 0) >= contextAtLeast) &&
    (!availableOnly || model.available)
  );
}

const byName = new Intl.Collator('en', { numeric: true });

function compare(left: IndexedModel, right: IndexedModel, { key, descending }: Sort): number {
  const [one, other] = [left.sortValues[key], right.sortValues[key]];
  const tie = byName.compare(left.model.id, right.model.id);
  if (one === undefined || other === undefined) {
    return one === other ? tie : one === undefined ? 1 : -1;
  }
  const order = key === 'name' ? tie : one < other ? -1 : one > other ? 1 : 0;
  return (descending ? -order : order) || tie;
}

function toBigInt(digits: string | null): bigint | undefined {
  return digits === null ? undefined : BigInt(digits);
}

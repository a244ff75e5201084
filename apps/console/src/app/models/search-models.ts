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

const byName = new Intl.Collator('en', { numeric: true });

/** Makes models ready for searching, in the order of their ids as people count: 2 before 10. */
export function indexModels(models: readonly ModelSummaryDto[]): IndexedModel[] {
  const named = [...models].sort((left, right) => byName.compare(left.id, right.id));
  return named.map((model, position) => ({
    model,
    text: [model.id, model.name, model.author, model.family ?? '', ...model.aliases].join('\n').toLowerCase(),
    sortValues: {
      released: model.releaseDate ?? undefined,
      name: position,
      input: toBigInt(model.inputNanoUsdPerMillion),
      output: toBigInt(model.outputNanoUsdPerMillion),
      context: model.contextTokens ?? undefined,
      'max-output': model.maxOutputTokens ?? undefined,
      providers: new Set(model.providers).size,
      status: model.available ? 0 : 1,
    },
  }));
}

/** The models in an order; what is equal in it keeps its order by id. */
export function sortModels(index: readonly IndexedModel[], sort: Sort): IndexedModel[] {
  return [...index].sort((left, right) => compare(left.sortValues[sort.key], right.sortValues[sort.key], sort));
}

/** Those of the sorted models that a query means. */
export function filterModels(sorted: readonly IndexedModel[], query: ModelQuery): ModelSummaryDto[] {
  const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
  return sorted
    .filter(({ model, text }) => words.every((word) => text.includes(word)) && matches(model, query))
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

function compare(left: SortValue, right: SortValue, { descending }: Sort): number {
  if (left === right) return 0;
  if (left === undefined) return 1;
  if (right === undefined) return -1;
  return left < right === descending ? 1 : -1;
}

function toBigInt(digits: string | null): bigint | undefined {
  return digits === null ? undefined : BigInt(digits);
}

import { type ModelSummaryDto } from '@nuvra/api-client';
import { formatTokens } from './amounts';
import { FILTER_KEYS, type FilterKey, type ModelQuery } from './model-query';

/** A value that a filter may take. */
export interface FilterOption {
  readonly label: string;
  /** The query with this value set. */
  readonly query: ModelQuery;
}

/** A filter with the values that are not set yet. */
export interface Filter {
  readonly name: string;
  readonly options: readonly FilterOption[];
}

/** A value that is set. */
export interface SetFilter {
  readonly name: string;
  readonly label: string;
  /** The query without it. */
  readonly query: ModelQuery;
}

const NAMES: Readonly<Record<FilterKey, string>> = {
  provider: 'Provider',
  author: 'Author',
  supports: 'Supports',
  input: 'Input',
};

const CAPABILITY_LABELS: Readonly<Record<string, string>> = { structuredOutput: 'structured output' };
const CONTEXTS = [32_000, 128_000, 200_000, 400_000, 1_000_000];

/** What is set, in the order of the filters. */
export function setFilters(query: ModelQuery): SetFilter[] {
  const several = FILTER_KEYS.flatMap((key) =>
    query.values[key].map((value) => ({
      name: NAMES[key],
      label: labelOf(value),
      query: withValues(
        query,
        key,
        query.values[key].filter((one) => one !== value),
      ),
    })),
  );
  return [
    ...several,
    ...(query.contextAtLeast === undefined
      ? []
      : [{ name: 'Context', label: atLeast(query.contextAtLeast), query: { ...query, contextAtLeast: undefined } }]),
    ...(query.availableOnly ? [{ name: 'Status', label: 'available', query: { ...query, availableOnly: false } }] : []),
  ];
}

/** What could be set besides, from what the models have. Before there are models, all filters stand where they will be. */
export function openFilters(models: readonly ModelSummaryDto[], query: ModelQuery): Filter[] {
  const found: Readonly<Record<FilterKey, Iterable<string>>> = {
    provider: models.flatMap(({ providers }) => providers),
    author: models.map(({ author }) => author),
    supports: ['tools', 'reasoning', 'structuredOutput'],
    input: models.flatMap(({ inputModalities }) => inputModalities),
  };
  const several = FILTER_KEYS.map((key) => ({
    name: NAMES[key],
    options: [...new Set(found[key])]
      .filter((value) => !query.values[key].includes(value))
      .sort(key === 'supports' ? () => 0 : undefined)
      .map((value) => ({ label: labelOf(value), query: withValues(query, key, [...query.values[key], value]) })),
  }));
  const contexts = CONTEXTS.filter((tokens) => tokens !== query.contextAtLeast);
  return [
    ...several,
    {
      name: 'Context',
      options: contexts.map((tokens) => ({ label: atLeast(tokens), query: { ...query, contextAtLeast: tokens } })),
    },
    {
      name: 'Status',
      options: query.availableOnly ? [] : [{ label: 'available', query: { ...query, availableOnly: true } }],
    },
  ].filter(({ options }) => options.length > 0 || models.length === 0);
}

function withValues(query: ModelQuery, key: FilterKey, values: readonly string[]): ModelQuery {
  return { ...query, values: { ...query.values, [key]: values } };
}

function labelOf(value: string): string {
  return CAPABILITY_LABELS[value] ?? value;
}

function atLeast(tokens: number): string {
  const { value, unit } = formatTokens(tokens);
  return `${value.replace('.00', '')} ${unit} or more`;
}

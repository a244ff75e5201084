import { type Params, type ParamMap } from '@angular/router';

export const SORT_KEYS = [
  'released',
  'name',
  'input',
  'output',
  'context',
  'max-output',
  'providers',
  'status',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** The filters that take several values, in the order in which they are offered. */
export const FILTER_KEYS = ['provider', 'author', 'supports', 'input'] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

/** Which models are shown, and in which order. All of it lives in the URL. */
export interface ModelQuery {
  /** Words, all of which a model's name, id, author, family or aliases must contain. */
  readonly text: string;
  /** Any of the providers and authors, all of the capabilities and input modalities. */
  readonly values: Readonly<Record<FilterKey, readonly string[]>>;
  /** Tokens. */
  readonly contextAtLeast: number | undefined;
  readonly availableOnly: boolean;
  readonly sort: Sort;
}

const DEFAULT_SORT: Sort = { key: 'released', descending: true };

export function parseQuery(params: ParamMap): ModelQuery {
  const listOf = (key: FilterKey): string[] => (params.get(key) ?? '').split(',').filter(Boolean);
  const context = Number(params.get('context'));
  return {
    text: params.get('q') ?? '',
    values: {
      provider: listOf('provider'),
      author: listOf('author'),
      supports: listOf('supports'),
      input: listOf('input'),
    },
    contextAtLeast: Number.isSafeInteger(context) && context > 0 ? context : undefined,
    availableOnly: params.get('status') === 'available',
    sort: parseSort(params.get('sort')),
  };
}

/** The query parameters of a query; null takes one out of the URL. */
export function toParams({ text, values, contextAtLeast, availableOnly, sort }: ModelQuery): Params {
  const { key, descending } = sort;
  const isDefault = key === DEFAULT_SORT.key && descending === DEFAULT_SORT.descending;
  return {
    q: text || null,
    ...Object.fromEntries(FILTER_KEYS.map((filter) => [filter, values[filter].join(',') || null])),
    context: contextAtLeast ?? null,
    status: availableOnly ? 'available' : null,
    sort: isDefault ? null : `${descending ? '-' : ''}${key}`,
  };
}

/** The query that shows everything, in the same order. */
export function withoutFilters({ sort }: ModelQuery): ModelQuery {
  return {
    text: '',
    values: { provider: [], author: [], supports: [], input: [] },
    contextAtLeast: undefined,
    availableOnly: false,
    sort,
  };
}

/** How many filters are set, the text not counted. */
export function countFilters({ values, contextAtLeast, availableOnly }: ModelQuery): number {
  const several = FILTER_KEYS.reduce((sum, key) => sum + values[key].length, 0);
  return several + (contextAtLeast === undefined ? 0 : 1) + (availableOnly ? 1 : 0);
}

/** Names and prices start with the first and the cheapest, sizes and dates with the largest and the latest. */
export function firstSortOf(key: SortKey): Sort {
  return { key, descending: key !== 'name' && key !== 'input' && key !== 'output' && key !== 'status' };
}

function parseSort(text: string | null): Sort {
  const descending = text?.startsWith('-') ?? false;
  const key = SORT_KEYS.find((one) => one === text?.slice(descending ? 1 : 0));
  return key ? { key, descending } : DEFAULT_SORT;
}

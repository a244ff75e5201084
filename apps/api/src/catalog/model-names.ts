/** What the resolver must know of a model. */
export interface NamedModel {
  readonly id: string;
  readonly aliases: readonly string[];
}

export interface ModelNames {
  /** The id of the model that `name` means: its id, an alias, with or without Gemini's `models/` before it, in any case. */
  resolve(name: string): string | undefined;
  /** Up to three ids whose names look like `name`, the likeliest first: for the message about an unknown model. */
  suggest(name: string): string[];
}

const SUGGESTIONS = 3;
/** Less than this share of letter pairs in common is no likeness. */
const LIKENESS = 0.4;
/** No model's name is longer; a client's may be. */
const LONGEST_NAME = 100;

/**
 * Names that two models claim, as `name: id, id`. Case does not tell models apart.
 */
export function ambiguousNames(models: readonly NamedModel[]): string[] {
  const claims = new Map<string, Set<string>>();
  for (const { id, aliases } of models) {
    for (const name of [id, ...aliases]) {
      const key = name.toLowerCase();
      claims.set(key, (claims.get(key) ?? new Set<string>()).add(id));
    }
  }
  return [...claims].filter(([, ids]) => ids.size > 1).map(([name, ids]) => `${name}: ${[...ids].join(', ')}`);
}

/**
 * Indexes the names of all models; `resolve` is one or two look-ups in a map.
 * @throws {RangeError} listing the names that two models claim
 */
export function buildIndex(models: readonly NamedModel[]): ModelNames {
  const ambiguous = ambiguousNames(models);
  if (ambiguous.length > 0) throw new RangeError(`Names that mean two models: ${ambiguous.join('; ')}`);
  const ids = new Map<string, string>();
  for (const { id, aliases } of models) {
    for (const name of [id, ...aliases]) ids.set(name, id).set(name.toLowerCase(), id);
  }
  // Made at the first unknown name: most processes never need them.
  let pairs: readonly NamePairs[] | undefined;
  return {
    resolve: (name) => {
      const bare = name.startsWith('models/') ? name.slice('models/'.length) : name;
      return ids.get(bare) ?? ids.get(bare.toLowerCase());
    },
    suggest: (name) => {
      pairs ??= [...ids].map(([candidate, id]) => ({ id, letters: letterPairs(candidate.toLowerCase()) }));
      return suggest(name, pairs);
    },
  };
}

interface NamePairs {
  readonly id: string;
  readonly letters: ReadonlySet<string>;
}

function suggest(name: string, pairs: readonly NamePairs[]): string[] {
  const wanted = letterPairs(name.slice(0, LONGEST_NAME).toLowerCase());
  const best = new Map<string, number>();
  for (const { id, letters } of pairs) {
    const likeness = shareInCommon(wanted, letters);
    if (likeness > Math.max(LIKENESS, best.get(id) ?? 0)) best.set(id, likeness);
  }
  return [...best]
    .sort(([leftId, left], [rightId, right]) => right - left || leftId.localeCompare(rightId))
    .slice(0, SUGGESTIONS)
    .map(([id]) => id);
}

function letterPairs(name: string): Set<string> {
  const pairs = new Set<string>();
  for (let index = 0; index < name.length - 1; index += 1) pairs.add(name.slice(index, index + 2));
  return pairs;
}

/** Dice's coefficient: 1 when the sets are equal, 0 when they share nothing. */
function shareInCommon(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let common = 0;
  for (const pair of left) if (right.has(pair)) common += 1;
  return left.size + right.size === 0 ? 0 : (2 * common) / (left.size + right.size);
}

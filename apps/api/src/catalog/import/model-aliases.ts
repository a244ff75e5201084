import { familyAuthor } from './authors';
import type { AssignedModel } from './assign-models';
import { homeOf } from './sources';

/** Clouds' names are deployments and regions, not names by which a client of one of our dialects asks for a model. */
const CLOUDS = new Set(['azure', 'bedrock', 'vertex']);

/**
 * The names besides its id that mean this model:
 * - the slug alone, if its author is the one whose models are called so (a host's `kimi-latest` is not Moonshot's);
 * - the name in the author's own API, alone and with the author before it;
 * - the name at a host of open weights, so that its users change only the base URL.
 */
export function modelAliases({ id, author, copies }: AssignedModel): string[] {
  const names = new Set<string>();
  const slug = id.slice(id.indexOf('/') + 1);
  if (!id.startsWith('~') && isOwnName(slug, author)) names.add(slug);
  for (const { provider, upstreamModel } of copies) {
    if (CLOUDS.has(provider)) continue;
    names.add(upstreamModel);
    if (provider === homeOf(author)) names.add(`${author}/${upstreamModel}`);
  }
  const taken = new Set([id.toLowerCase()]);
  return [...names].filter((name) => {
    const key = name.toLowerCase();
    return taken.has(key) ? false : taken.add(key);
  });
}

function isOwnName(slug: string, author: string): boolean {
  const family = familyAuthor(slug.toLowerCase());
  return family === undefined || family === author;
}

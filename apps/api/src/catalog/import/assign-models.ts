import type { Copy } from './models-dev';
import { sameModel } from './same-models';
import { homeOf } from './sources';
import { spellingKey } from './spelling';
import { readUpstreamName } from './upstream-names';

/** A model and every copy of it that providers list. */
export interface AssignedModel {
  readonly id: string;
  readonly author: string;
  readonly copies: readonly Copy[];
}

const SNAPSHOT = /-\d{8}$/;

/**
 * Decides which copies are the same model, and the model's id:
 * 1. OpenRouter's ids stand as they are; so do its variants (`…:free`) and floating names (`~author/…-latest`), which are models of
 *    their own, since they are served and billed apart.
 * 2. An author's own model takes OpenRouter's id where only the spelling differs or the table of same models says so, else
 *    `author/` and the author's name. **A dated snapshot that the author lists beside the undated name is a model of its own**: who
 *    asks for a snapshot must get that snapshot, and the undated name may move on.
 * 3. A host's copy joins the author's model likewise. A copy that is pinned to a snapshot (Bedrock, Vertex) serves the undated model
 *    and the snapshot.
 */
export function assignModels(copies: readonly Copy[]): AssignedModel[] {
  const models = new Models();
  const fromOpenRouter = copies.filter(({ provider }) => provider === 'openrouter');
  const others = copies
    .filter(({ provider }) => provider !== 'openrouter')
    .map((copy) => ({ copy, ...authorOf(copy) }));
  for (const copy of fromOpenRouter) models.add(copy.upstreamModel, copy);
  for (const { copy, author, slugs, own } of others) if (own) models.join(copy, author, slugs);
  for (const { copy, author, slugs, own } of others) if (!own) models.joinAnySnapshot(copy, author, slugs);
  return models.all();
}

function authorOf(copy: Copy): { author: string; slugs: readonly string[]; own: boolean } {
  const { author, slugs } = readUpstreamName(copy.provider, copy.upstreamModel);
  return { author, slugs, own: homeOf(author) === copy.provider };
}

class Models {
  private readonly copies = new Map<string, Copy[]>();
  /** Ids by author and spelling. */
  private readonly spellings = new Map<string, string>();

  add(id: string, copy: Copy): void {
    const [author = '', slug = ''] = id.split('/');
    if (!/^~|:/.test(id)) this.spellings.set(`${author}/${spellingKey(slug)}`, id);
    this.copies.set(id, [...(this.copies.get(id) ?? []), copy]);
  }

  join(copy: Copy, author: string, slugs: readonly string[]): void {
    this.add(this.find(copy.provider, author, slugs) ?? `${author}/${slugs.at(-1)}`, copy);
  }

  joinAnySnapshot(copy: Copy, author: string, slugs: readonly string[]): void {
    const undated = slugs.map((slug) => slug.replace(SNAPSHOT, ''));
    const snapshot = slugs.some((slug) => SNAPSHOT.test(slug)) ? this.find(copy.provider, author, slugs) : undefined;
    this.join(copy, author, undated);
    if (snapshot !== undefined) this.add(snapshot, copy);
  }

  all(): AssignedModel[] {
    return [...this.copies]
      .map(([id, copies]) => ({ id, author: id.replace(/^~/, '').split('/')[0] ?? '', copies }))
      .sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  private find(provider: string, author: string, slugs: readonly string[]): string | undefined {
    for (const slug of slugs) {
      const id = sameModel(provider, author, slug) ?? this.spellings.get(`${author}/${spellingKey(slug)}`);
      if (id !== undefined) return id;
    }
    return undefined;
  }
}

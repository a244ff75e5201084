import { type CacheControl, type JsonObject } from '../call';
import { type Fields } from '../fields';
import { isObject } from '../json';
import { type Draft, isOurs } from './draft';

/*
 * `cache_control` is Anthropic's mark behind what is to be cached, which OpenRouter takes on parts, tools, messages and at the top of the body:
 * https://openrouter.ai/docs/features/prompt-caching
 */

interface Marked {
  readonly path: string;
  readonly cacheControl?: CacheControl;
}

/** Reads the mark on a part, tool, message or body; one of a type that nobody knows stays unknown. */
export function readCacheControl(owner: Fields): { readonly cacheControl?: CacheControl } {
  const raw = owner.raw['cache_control'];
  if (!isObject(raw) || raw['type'] !== 'ephemeral') return {};
  const mark = owner.required('cache_control', owner.fields('cache_control'));
  mark.any('type');
  const ttl = mark.word('ttl', ['5m', '1h']);
  return mark.close({ cacheControl: ttl === undefined ? {} : { ttl } });
}

/** Writes the mark where the client of this dialect had it; `dropMarks` tells of all others. */
export function writeCacheControl(
  { cacheControl }: Omit<Marked, 'path'>,
  draft: Draft,
): { cache_control?: JsonObject } {
  return cacheControl && isOurs(draft) ? { cache_control: { type: 'ephemeral', ...cacheControl } } : {};
}

/** Tells of every mark of a client of another dialect: OpenAI and most who speak its format cache by themselves. */
export function dropMarks({ call, book }: Draft): void {
  for (const marked of [...call.tools, ...call.messages]) {
    drop(marked);
    for (const part of 'parts' in marked ? marked.parts : []) {
      drop(part);
      if (part.type === 'tool-result') part.content.forEach(drop);
    }
  }
  function drop({ path, cacheControl }: Marked): void {
    if (cacheControl) book.approximated(`${path}.cache_control`, 'The provider decides itself what it caches.');
  }
}

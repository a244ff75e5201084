import { type CacheControlEphemeral } from '@anthropic-ai/sdk/resources/messages/messages';
import { type CacheControl, type JsonObject } from '../call';
import { type Fields } from '../fields';
import { asObject } from '../json';

interface Marked {
  readonly cacheControl?: CacheControl;
}

const TTLS = ['5m', '1h'] as const;

/** The mark up to which a prompt is to be cached, if `owner` carries one that we know. */
export function cacheControlOf(owner: JsonObject): Marked {
  const mark = asObject(owner['cache_control']);
  if (mark?.['type'] !== 'ephemeral') return {};
  const ttl = TTLS.find((known) => known === mark['ttl']);
  return { cacheControl: ttl === undefined ? {} : { ttl } };
}

/** Reads the mark; what else it says, and what is no mark that we know, stays an extra field. */
export function readCacheControl(owner: Fields): Marked {
  const marked = cacheControlOf(owner.raw);
  if (marked.cacheControl === undefined) return marked;
  const mark = owner.fields('cache_control');
  mark?.any('type');
  mark?.word('ttl', TTLS);
  mark?.close(undefined);
  return marked;
}

/** The field that carries the mark of a part, a tool or the whole request. */
export function writeCacheControl(mark: CacheControl | undefined): { cache_control?: CacheControlEphemeral } {
  return mark === undefined ? {} : { cache_control: { type: 'ephemeral', ...mark } };
}

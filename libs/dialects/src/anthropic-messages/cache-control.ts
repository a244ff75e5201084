import { type CacheControlEphemeral } from '@anthropic-ai/sdk/resources/messages/messages';
import { type CacheControl } from '../call';
import { type Fields } from '../fields';
import { isObject } from '../json';

const TTLS = ['5m', '1h'] as const;

/** Reads the mark up to which a prompt is to be cached; what is no mark that we know stays an extra field. */
export function readCacheControl(owner: Fields): { readonly cacheControl?: CacheControl } {
  const { cache_control: mark } = owner.raw;
  if (!isObject(mark) || mark['type'] !== 'ephemeral') return {};
  const fields = owner.required('cache_control', owner.fields('cache_control'));
  fields.any('type');
  const ttl = fields.word('ttl', TTLS);
  return fields.close({ cacheControl: ttl === undefined ? {} : { ttl } });
}

/** The field that carries the mark of a part, a tool or the whole request. */
export function writeCacheControl(mark: CacheControl | undefined): { cache_control?: CacheControlEphemeral } {
  return mark === undefined ? {} : { cache_control: { type: 'ephemeral', ...mark } };
}

import { type Base64Source, type MediaSource } from './call';

/** Media type of a base64 file whose sender did not say: it came, and goes, without a data URL around it. */
const UNTOLD_MEDIA_TYPE = 'application/octet-stream';

/** A `data:` URL of base64 (RFC 2397) is bytes inline; any other is a place to fetch from. Images are large: no regex. */
export function readUrl(url: string): Base64Source | { readonly kind: 'url'; readonly url: string } {
  const comma = url.startsWith('data:') ? url.indexOf(',') : -1;
  const head = comma < 0 ? '' : url.slice('data:'.length, comma);
  return head.endsWith(';base64')
    ? { kind: 'base64', mediaType: head.slice(0, -';base64'.length), data: url.slice(comma + 1) }
    : { kind: 'url', url };
}

/** `file_data`: a data URL, or base64 alone. */
export function readFileData(text: string): MediaSource {
  const source = readUrl(text);
  return source.kind === 'base64' ? source : { kind: 'base64', mediaType: UNTOLD_MEDIA_TYPE, data: text };
}

export function writeUrl({ mediaType, data }: Base64Source): string {
  return `data:${mediaType};base64,${data}`;
}

export function writeFileData(source: Base64Source): string {
  return source.mediaType === UNTOLD_MEDIA_TYPE ? source.data : writeUrl(source);
}

import { type MediaToFetch } from '@nuvra/dialects';

export type MediaKind = MediaToFetch['type'];

/** What a model may be shown as. A server's page that says "not found" is none of an image's. */
const ALLOWED: Readonly<Record<MediaKind, RegExp>> = {
  image: /^image\//,
  audio: /^(audio|video)\//,
  file: /^(image|audio|video|text)\/|^application\/(pdf|json)$/,
};

/** Servers that do not know say so in these words, or say nothing. */
const UNKNOWN = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

/** Each format's first bytes, in Latin-1: https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern */
const SIGNATURES: readonly (readonly [bytes: RegExp, mediaType: string])[] = [
  [/^\x89PNG\r\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF....WEBPVP/s, 'image/webp'],
  [/^RIFF....WAVE/s, 'audio/wav'],
  [/^ID3/, 'audio/mpeg'],
  [/^%PDF-/, 'application/pdf'],
];
const SIGNATURE_LENGTH = 16;

/**
 * The IANA type of media that was fetched: as its server says, else as its first bytes tell. Undefined where that is nothing that a part of
 * this kind may be.
 */
export function mediaTypeOf(kind: MediaKind, served: string, bytes: Buffer): string | undefined {
  const said = served.split(';', 1)[0]!.trim().toLowerCase();
  const type = UNKNOWN.has(said) ? sniff(bytes) : said;
  return type !== undefined && ALLOWED[kind].test(type) ? type : undefined;
}

function sniff(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, SIGNATURE_LENGTH);
  return SIGNATURES.find(([signature]) => signature.test(head))?.[1];
}

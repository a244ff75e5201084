import { type AudioPart, type FilePart, type ImagePart, type MediaSource } from '../call';
import { type Target } from '../dialect';
import { type Draft, isOwn } from './draft';
import { generationOf } from './model-generation';
import { type WirePart } from './wire';

type MediaPart = ImagePart | AudioPart | FilePart;

/** Before the name of a file that is stored with the vendor, `files/…`, to which the API gives this URI. */
export const FILES_API = 'https://generativelanguage.googleapis.com/v1beta/';

const FOREIGN_FILE = 'Gemini cannot read a file stored with another provider; its content must be sent inline.';
const UNFETCHABLE = 'Gemini cannot fetch this URL for this model; its content must be sent inline.';

/** The types the vendor fetches, by the name's ending: https://ai.google.dev/gemini-api/docs/file-input-methods */
const TYPE_OF_ENDING: Readonly<Record<string, string>> = {
  bmp: 'image/bmp',
  gif: 'image/gif',
  heic: 'image/heic',
  heif: 'image/heif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  aac: 'audio/aac',
  flac: 'audio/flac',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  '3gp': 'video/3gpp',
  mov: 'video/quicktime',
  mp4: 'video/mp4',
  mpeg: 'video/mpeg',
  mpg: 'video/mpg',
  webm: 'video/webm',
  css: 'text/css',
  csv: 'text/csv',
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
  pdf: 'application/pdf',
  rtf: 'text/rtf',
  txt: 'text/plain',
  xml: 'text/xml',
};

/** Writes an image, a recording or a file; undefined where Gemini cannot take it, and then the receipt says so. */
export function writeMedia(part: MediaPart, draft: Draft): WirePart | undefined {
  const { book, target } = draft;
  if (isOwn(draft)) return writeOwnMedia(part);
  const written = writeSource(part.source, target.model);
  if (!written) {
    book.dropped(part.path, part.source.kind === 'file-id' ? FOREIGN_FILE : UNFETCHABLE);
    return undefined;
  }
  if (part.type === 'image' && part.detail !== undefined && part.detail !== 'auto') {
    book.approximated(part.path, 'Gemini decides the resolution of an image itself.');
  }
  if (part.type === 'file' && part.filename !== undefined) {
    book.approximated(part.path, 'Gemini takes the file without its name.');
  }
  return written;
}

/** As the client of this dialect wrote it, whatever the vendor will say to it. */
function writeOwnMedia(part: MediaPart): WirePart {
  const { source } = part;
  const displayName = part.type === 'file' && part.filename !== undefined && { displayName: part.filename };
  if (source.kind === 'base64' || source.kind === 'text')
    return { inlineData: { ...writeInline(source), ...displayName } };
  const fileUri = source.kind === 'url' ? source.url : FILES_API + source.id;
  const mimeType = source.mediaType !== undefined && { mimeType: source.mediaType };
  return { fileData: { fileUri, ...mimeType, ...displayName } };
}

/** Whether the vendor itself fetches what stands at the part's URL. */
export function fetchesMedia({ source }: MediaPart, { model }: Target): boolean {
  return source.kind !== 'url' || fetchesMediaUrl(source.url, model);
}

function fetchesMediaUrl(url: string, model: string): boolean {
  if (url.startsWith('gs://') || url.startsWith(`${FILES_API}files/`) || isYouTube(url)) return true;
  // Models of 2.0 and before cannot: https://ai.google.dev/gemini-api/docs/file-input-methods#external-urls
  return url.startsWith('https://') && generationOf(model) > 2;
}

function writeSource(source: MediaSource, model: string): WirePart | undefined {
  switch (source.kind) {
    case 'base64':
    case 'text':
      return { inlineData: writeInline(source) };
    case 'url':
      if (!fetchesMediaUrl(source.url, model)) return undefined;
      return { fileData: { fileUri: source.url, ...mimeTypeOf(source) } };
    case 'file-id':
      // Gemini's own files are named so; another vendor's id means nothing here.
      if (!source.id.startsWith('files/')) return undefined;
      return { fileData: { fileUri: FILES_API + source.id, ...(source.mediaType && { mimeType: source.mediaType }) } };
  }
}

function writeInline(source: Extract<MediaSource, { kind: 'base64' | 'text' }>): { mimeType: string; data: string } {
  const data = source.kind === 'text' ? Buffer.from(source.text).toString('base64') : source.data;
  return { mimeType: source.mediaType, data };
}

function isYouTube(url: string): boolean {
  return /^https:\/\/(?:(?:www\.|m\.)?youtube\.com|youtu\.be)\//.test(url);
}

/** The type as told, else by the URL's ending. Where neither tells it is left out, and the vendor goes by what it fetches. */
function mimeTypeOf({ url, mediaType }: { url: string; mediaType?: string }): { mimeType?: string } {
  const type = mediaType ?? typeOfUrl(url);
  return type === undefined ? {} : { mimeType: type };
}

/** The type that a URL's ending tells. */
export function typeOfUrl(url: string): string | undefined {
  if (isYouTube(url)) return 'video/mp4';
  const ending = /\.(\w+)(?:[?#].*)?$/.exec(url)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(TYPE_OF_ENDING, ending) ? TYPE_OF_ENDING[ending] : undefined;
}

import { type AudioPart, type FilePart, type ImagePart, type MediaSource } from '../call';
import { type ReceiptBook } from '../receipt';
import { generationOf } from './model-generation';
import { type WirePart } from './wire';

type MediaPart = ImagePart | AudioPart | FilePart;

const FILES_API = 'https://generativelanguage.googleapis.com/v1beta/';

const FOREIGN_FILE = 'Gemini cannot read a file stored with another provider; its content must be sent inline';
const UNFETCHABLE = 'Gemini cannot fetch this URL for this model; its content must be sent inline';

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
export function writeMedia(part: MediaPart, model: string, receipt: ReceiptBook): WirePart | undefined {
  const written = writeSource(part.source, model);
  if (!written) {
    receipt.dropped(part.path, part.source.kind === 'file-id' ? FOREIGN_FILE : UNFETCHABLE);
    return undefined;
  }
  if (part.type === 'image' && part.detail !== undefined && part.detail !== 'auto') {
    receipt.approximated(part.path, 'Gemini decides the resolution of an image itself');
  }
  if (part.type === 'file' && part.filename !== undefined) {
    receipt.approximated(part.path, 'Gemini takes the file without its name');
  }
  return written;
}

/** Whether the vendor itself fetches what stands at `url`; anything else must be sent inline. */
export function fetchesMediaUrl(url: string, model: string): boolean {
  if (url.startsWith('gs://') || url.startsWith(`${FILES_API}files/`) || isYouTube(url)) return true;
  // Models of 2.0 and before cannot: https://ai.google.dev/gemini-api/docs/file-input-methods#external-urls
  return url.startsWith('https://') && generationOf(model) > 2;
}

function writeSource(source: MediaSource, model: string): WirePart | undefined {
  switch (source.kind) {
    case 'base64':
      return { inlineData: { mimeType: source.mediaType, data: source.data } };
    case 'url':
      return fetchesMediaUrl(source.url, model)
        ? { fileData: { fileUri: source.url, ...mimeTypeOf(source.url) } }
        : undefined;
    case 'file-id':
      // Gemini's own files are named so; another vendor's id means nothing here.
      return source.id.startsWith('files/') ? { fileData: { fileUri: FILES_API + source.id } } : undefined;
  }
}

function isYouTube(url: string): boolean {
  return /^https:\/\/(?:(?:www\.|m\.)?youtube\.com|youtu\.be)\//.test(url);
}

/** The type by the URL's ending. Where that tells nothing it is left out, and the vendor goes by what it fetches. */
function mimeTypeOf(uri: string): { mimeType?: string } {
  if (isYouTube(uri)) return { mimeType: 'video/mp4' };
  const ending = /\.(\w+)(?:[?#].*)?$/.exec(uri)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(TYPE_OF_ENDING, ending) ? { mimeType: TYPE_OF_ENDING[ending] } : {};
}

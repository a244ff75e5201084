import {
  type Base64ImageSource,
  type DocumentBlockParam,
  type ImageBlockParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { type AudioPart, type Base64Source, type FilePart, type ImagePart } from '../call';
import { type Target } from '../dialect';
import { type ReceiptBook } from '../receipt';
import { writeCacheControl } from './cache-control';
import { traitsOf } from './model-traits';

// https://platform.claude.com/docs/en/build-with-claude/vision
const IMAGE_TYPES = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
] as const satisfies readonly Base64ImageSource['media_type'][];

const FOREIGN_FILE = 'The file was uploaded to another provider; Anthropic cannot open it.';

type Marked<Block> = Omit<Block, 'cache_control'>;

/**
 * Whether Anthropic fetches what the part's URL names: images and PDFs, for its own models.
 * Sources: https://platform.claude.com/docs/en/build-with-claude/vision, https://platform.claude.com/docs/en/build-with-claude/pdf-support
 */
export function fetchesMedia(part: ImagePart | AudioPart | FilePart, target: Target): boolean {
  const { source, type } = part;
  if (type === 'audio' || source.kind !== 'url' || !traitsOf(target).genuine) return false;
  return type === 'image' || source.mediaType === undefined || /^(application\/pdf|image\/)/i.test(source.mediaType);
}

/** An image, or nothing (and a line in the receipt) where Anthropic takes none of its kind. */
export function writeImage(part: ImagePart, book: ReceiptBook): ImageBlockParam[] {
  // `auto` is what Anthropic does anyway.
  if (part.detail !== undefined && part.detail !== 'auto') {
    book.approximated(
      part.path,
      `Sent without detail '${part.detail}': Anthropic chooses the resolution of an image itself.`,
    );
  }
  return imageFrom(part, book).map((image) => ({ ...image, ...writeCacheControl(part.cacheControl) }));
}

/**
 * A document: PDF as it stands, text of any kind as plain text, an image as an image; nothing else can be read.
 * Source: https://platform.claude.com/docs/en/build-with-claude/pdf-support
 */
export function writeFile(part: FilePart, book: ReceiptBook): (DocumentBlockParam | ImageBlockParam)[] {
  const mark = writeCacheControl(part.cacheControl);
  const { source } = part;
  const mediaType = source.kind === 'file-id' ? undefined : source.mediaType?.toLowerCase();
  if (mediaType?.startsWith('image/')) return imageFrom(part, book).map((image) => ({ ...image, ...mark }));
  const title = part.filename ? { title: part.filename } : {};
  return documentFrom(part, mediaType, book).map((document) => ({ ...document, ...title, ...mark }));
}

function imageFrom({ source, path }: ImagePart | FilePart, book: ReceiptBook): Marked<ImageBlockParam>[] {
  switch (source.kind) {
    case 'url':
      return [{ type: 'image', source: { type: 'url', url: source.url } }];
    case 'base64':
      return inlineImage(source, path, book);
    case 'text':
      book.dropped(path, `Anthropic reads JPEG, PNG, GIF and WebP images, not ${source.mediaType}.`);
      return [];
    case 'file-id':
      book.dropped(path, FOREIGN_FILE);
      return [];
  }
}

function inlineImage(source: Base64Source, path: string, book: ReceiptBook): Marked<ImageBlockParam>[] {
  const mediaType = IMAGE_TYPES.find((type) => type === source.mediaType.toLowerCase());
  if (mediaType === undefined) {
    book.dropped(path, `Anthropic reads JPEG, PNG, GIF and WebP images, not ${source.mediaType}.`);
    return [];
  }
  return [{ type: 'image', source: { type: 'base64', media_type: mediaType, data: source.data } }];
}

function documentFrom(
  { source, path }: FilePart,
  mediaType: string | undefined,
  book: ReceiptBook,
): Marked<DocumentBlockParam>[] {
  if (source.kind === 'file-id') {
    book.dropped(path, FOREIGN_FILE);
    return [];
  }
  if (source.kind === 'url') return [{ type: 'document', source: { type: 'url', url: source.url } }];
  if (mediaType === 'application/pdf' && source.kind === 'base64') {
    return [{ type: 'document', source: { type: 'base64', media_type: mediaType, data: source.data } }];
  }
  if (source.kind === 'base64' && !isText(mediaType)) {
    book.dropped(path, `Anthropic reads PDF and text files, not ${source.mediaType}.`);
    return [];
  }
  if (mediaType !== 'text/plain') book.approximated(path, `Sent as plain text instead of ${source.mediaType}.`);
  const text = source.kind === 'text' ? source.text : Buffer.from(source.data, 'base64').toString('utf8');
  return [{ type: 'document', source: { type: 'text', media_type: 'text/plain', data: text } }];
}

function isText(mediaType = ''): boolean {
  return mediaType.startsWith('text/') || mediaType === 'application/json' || mediaType === 'application/xml';
}

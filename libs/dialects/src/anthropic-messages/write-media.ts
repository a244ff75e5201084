import {
  type Base64ImageSource,
  type DocumentBlockParam,
  type ImageBlockParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { type Base64Source, type FilePart, type ImagePart } from '../call';
import { type ReceiptBook } from '../receipt';

// https://platform.claude.com/docs/en/build-with-claude/vision
const IMAGE_TYPES = [
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
] as const satisfies readonly Base64ImageSource['media_type'][];

const FOREIGN_FILE = 'The file was uploaded to another provider; Anthropic cannot open it';

/** An image, or nothing (and a line in the receipt) where Anthropic takes none of its kind. */
export function writeImage(part: ImagePart, receipt: ReceiptBook): ImageBlockParam[] {
  const { source, path } = part;
  // `auto` is what Anthropic does anyway.
  if (part.detail !== undefined && part.detail !== 'auto') {
    receipt.approximated(
      path,
      `Sent without detail '${part.detail}': Anthropic chooses the resolution of an image itself`,
    );
  }
  switch (source.kind) {
    case 'url':
      return [{ type: 'image', source: { type: 'url', url: source.url } }];
    case 'base64':
      return writeInlineImage(source, path, receipt);
    case 'file-id':
      receipt.dropped(path, FOREIGN_FILE);
      return [];
  }
}

function writeInlineImage(source: Base64Source, path: string, receipt: ReceiptBook): ImageBlockParam[] {
  const mediaType = IMAGE_TYPES.find((type) => type === source.mediaType.toLowerCase());
  if (mediaType === undefined) {
    receipt.dropped(path, `Anthropic reads JPEG, PNG, GIF and WebP images, not ${source.mediaType}`);
    return [];
  }
  return [{ type: 'image', source: { type: 'base64', media_type: mediaType, data: source.data } }];
}

/**
 * A document: PDF as it stands, text of any kind as plain text, an image as an image; nothing else can be read.
 * Source: https://platform.claude.com/docs/en/build-with-claude/pdf-support
 */
export function writeFile(part: FilePart, receipt: ReceiptBook): (DocumentBlockParam | ImageBlockParam)[] {
  const { source, path, filename } = part;
  if (source.kind === 'file-id') {
    receipt.dropped(path, FOREIGN_FILE);
    return [];
  }
  const title = filename ? { title: filename } : {};
  if (source.kind === 'url') {
    return [{ type: 'document', source: { type: 'url', url: source.url }, ...title }];
  }
  const { data } = source;
  const mediaType = source.mediaType.toLowerCase();
  if (mediaType === 'application/pdf') {
    return [{ type: 'document', source: { type: 'base64', media_type: mediaType, data }, ...title }];
  }
  if (mediaType.startsWith('image/')) return writeInlineImage(source, path, receipt);
  if (!isText(mediaType)) {
    receipt.dropped(path, `Anthropic reads PDF and text files, not ${source.mediaType}`);
    return [];
  }
  if (mediaType !== 'text/plain') receipt.approximated(path, `Sent as plain text instead of ${source.mediaType}`);
  const decoded = Buffer.from(data, 'base64').toString('utf8');
  return [{ type: 'document', source: { type: 'text', media_type: 'text/plain', data: decoded }, ...title }];
}

function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/') || mediaType === 'application/json' || mediaType === 'application/xml';
}

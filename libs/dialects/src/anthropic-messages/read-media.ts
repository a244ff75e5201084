import { type FilePart, type ImagePart, type MediaSource } from '../call';
import { type Fields } from '../fields';
import { readCacheControl } from './cache-control';

/** An image; undefined where its source is of a kind that is not known. */
export function readImage(block: Fields): ImagePart | undefined {
  const source = readSource(block);
  return source && block.close({ type: 'image', path: block.path, source, ...readCacheControl(block) });
}

/** A document; undefined where its source is a list of blocks, or of a kind that is not known. */
export function readDocument(block: Fields): FilePart | undefined {
  const source = readSource(block);
  if (source === undefined) return undefined;
  const filename = block.string('title');
  return block.close({
    type: 'file',
    path: block.path,
    source: source.kind === 'url' ? { ...source, mediaType: 'application/pdf' } : source,
    ...(filename !== undefined && { filename }),
    ...readCacheControl(block),
  });
}

function readSource(block: Fields): MediaSource | undefined {
  const source = block.required('source', block.fields('source'));
  switch (source.any('type')) {
    case 'base64': {
      const mediaType = source.required('media_type', source.string('media_type'));
      return source.close({ kind: 'base64', mediaType, data: source.required('data', source.string('data')) });
    }
    case 'text': {
      const mediaType = source.string('media_type') ?? 'text/plain';
      return source.close({ kind: 'text', mediaType, text: source.required('data', source.string('data')) });
    }
    case 'url':
      return source.close({ kind: 'url', url: source.required('url', source.string('url')) });
    case 'file':
      return source.close({ kind: 'file-id', id: source.required('file_id', source.string('file_id')) });
    default:
      return undefined;
  }
}

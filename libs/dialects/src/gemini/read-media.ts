import { type AudioPart, type FilePart, type ImagePart, type MediaSource } from '../call';
import { type Fields } from '../fields';
import { FILES_API, typeOfUrl } from './write-media';

/**
 * Reads bytes (`inlineData`) or the place of a file (`fileData`); undefined where the part has neither. Its media type tells an image and
 * a recording from any other file.
 */
export function readMedia(part: Fields): ImagePart | AudioPart | FilePart | undefined {
  const { inlineData, fileData } = part.raw;
  const holder = (inlineData ?? undefined) !== undefined ? 'inlineData' : 'fileData';
  if ((inlineData ?? fileData ?? undefined) === undefined) return undefined;
  const media = part.required(holder, part.fields(holder));
  const source = holder === 'inlineData' ? readBytes(media) : readPlace(media);
  const [kind] = (source.mediaType ?? typeOfUrl(source.kind === 'url' ? source.url : '') ?? '').split('/');
  const type = kind === 'image' || kind === 'audio' ? kind : 'file';
  const filename = type === 'file' ? media.string('displayName') : undefined;
  media.close(undefined);
  const { path } = part;
  return part.close({ type, path, source, ...(type === 'file' && filename !== undefined && { filename }) });
}

/** The vendor takes base64 in the alphabet for URLs too (its Python SDK writes it); no other does. */
function readBytes(media: Fields): MediaSource {
  const mediaType = media.required('mimeType', media.string('mimeType'));
  const data = media.required('data', media.string('data'));
  const isPlain = !data.includes('-') && !data.includes('_');
  return { kind: 'base64', mediaType, data: isPlain ? data : data.replaceAll('-', '+').replaceAll('_', '/') };
}

function readPlace(media: Fields): MediaSource {
  const uri = media.required('fileUri', media.string('fileUri'));
  const mediaType = media.string('mimeType');
  const told = mediaType !== undefined && { mediaType };
  if (!uri.startsWith(`${FILES_API}files/`)) return { kind: 'url', url: uri, ...told };
  return { kind: 'file-id', id: uri.slice(FILES_API.length), ...told };
}

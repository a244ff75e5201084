import {
  type AudioPart,
  type FilePart,
  type ImagePart,
  type MediaSource,
  type NativePart,
  type RefusalPart,
  type TextPart,
} from '../call';
import { readFileData, readUrl } from '../data-url';
import { type Fields, missing, wrongType } from '../fields';
import { asText } from '../json';
import { readCacheControl } from './cache-control';

/** Reads one content part; undefined when it is of a type that this place does not know. */
export type PartReader<Part> = (part: Fields) => Part | undefined;

/**
 * Reads `content`: a string, or a list of parts. No content is no parts: whether that is a message is for the vendor to say.
 * @throws {InvalidRequest} when it is neither
 */
export function readContent<Part>(message: Fields, readPart: PartReader<Part>): (Part | TextPart | NativePart)[] {
  const path = message.pathOf('content');
  const content = message.any('content');
  if (content === undefined) return [];
  if (typeof content === 'string') return [{ type: 'text', path, text: content }];
  if (!Array.isArray(content)) throw wrongType(path, 'a string or an array of parts');
  return message.objects('content').map((part) => {
    const mark = readCacheControl(part);
    const read = readPart(part);
    return read === undefined ? part.native('openai-chat', asText(part.raw['text'])) : { ...read, ...mark };
  });
}

/** Reads content where the vocabulary has texts alone. What is none is kept as an extra; its place stays free (`writeTexts`). */
export function readTexts(message: Fields): TextPart[] {
  return readContent(message, readTextPart).flatMap((part) => {
    if (part.type === 'text') return part;
    message.extras.push({ path: part.path, value: part.value });
    return [];
  });
}

export const readTextPart: PartReader<TextPart> = (part) => {
  if (part.any('type') !== 'text') return undefined;
  return part.close({ type: 'text', path: part.path, text: part.required('text', part.string('text')) });
};

export const readAssistantPart: PartReader<TextPart | RefusalPart> = (part) => {
  if (part.any('type') !== 'refusal') return readTextPart(part);
  return part.close({ type: 'refusal', path: part.path, text: part.required('refusal', part.string('refusal')) });
};

/** Of users, and of tools where a vendor takes more than the text that OpenAI does. */
export const readUserPart: PartReader<TextPart | ImagePart | AudioPart | FilePart> = (part) => {
  switch (part.any('type')) {
    case 'image_url':
      return readImage(part);
    case 'input_audio':
      return readAudio(part);
    case 'file':
      return readFile(part);
    default:
      return readTextPart(part);
  }
};

export function readImage(part: Fields): ImagePart {
  const { path } = part;
  part.any('type');
  // Mistral's short form: `image_url` as the URL itself.
  if (typeof part.any('image_url') === 'string') {
    return part.close({ type: 'image', path, source: readUrl(part.required('image_url', part.string('image_url'))) });
  }
  const image = part.required('image_url', part.fields('image_url'));
  const source = readUrl(image.required('url', image.string('url')));
  const detail = image.word('detail', ['auto', 'low', 'high', 'original']);
  image.close(undefined);
  return part.close({ type: 'image', path, source, ...(detail && { detail }) });
}

function readAudio(part: Fields): AudioPart {
  const audio = part.required('input_audio', part.fields('input_audio'));
  const data = audio.required('data', audio.string('data'));
  const format = audio.required('format', audio.string('format'));
  audio.close(undefined);
  const mediaType = format === 'mp3' ? 'audio/mpeg' : `audio/${format}`;
  return part.close({ type: 'audio', path: part.path, source: { kind: 'base64', mediaType, data } });
}

function readFile(part: Fields): FilePart {
  const file = part.required('file', part.fields('file'));
  const data = file.string('file_data');
  const id = data === undefined ? file.string('file_id') : undefined;
  const filename = file.string('filename');
  if (data === undefined && id === undefined) throw missing(file.pathOf('file_data'));
  file.close(undefined);
  const source: MediaSource = data === undefined ? { kind: 'file-id', id: id ?? '' } : readFileSource(data);
  return part.close({ type: 'file', path: part.path, source, ...(filename !== undefined && { filename }) });
}

/** `file_data`: some vendors take the address too. */
function readFileSource(data: string): MediaSource {
  return /^https?:/i.test(data) ? { kind: 'url', url: data } : readFileData(data);
}

import {
  type AudioPart,
  type CacheControl,
  type FilePart,
  type ImagePart,
  type MediaSource,
  type NativePart,
  type RefusalPart,
  type TextPart,
} from '../call';
import { type Fields, missing, wrongType } from '../fields';
import { asObject } from '../json';
import { readAnnotation } from './annotations';
import { readFileData, readUrl } from '../data-url';
import { OWN } from './own';

/** Reads one part; undefined when it is of a type that this place does not know. */
type PartReader<Part> = (part: Fields) => Part | undefined;

/**
 * Reads `content`, or the `output` of a call: a string, or a list of parts. Nothing there is no parts: whether that is a message is
 * for the vendor to say.
 * @throws {InvalidRequest} when it is neither
 */
export function readContent<Part>(
  item: Fields,
  key: string,
  readPart: PartReader<Part>,
): (Part | TextPart | NativePart)[] {
  const path = item.pathOf(key);
  const content = item.any(key);
  if (content === undefined) return [];
  if (typeof content === 'string') return [{ type: 'text', path, text: content }];
  if (!Array.isArray(content)) throw wrongType(path, 'a string or an array of parts');
  return item.objects(key).map((part) => readPart(part) ?? part.native(OWN));
}

export const readResultPart: PartReader<TextPart | ImagePart | FilePart> = (part) => {
  switch (part.raw['type']) {
    case 'input_image':
      return readImage(part);
    case 'input_file':
      return readFile(part);
    default:
      return readText(part, 'input_text');
  }
};

export const readUserPart: PartReader<TextPart | ImagePart | AudioPart | FilePart> = (part) =>
  part.raw['type'] === 'input_audio' ? readAudio(part) : readResultPart(part);

export const readAssistantPart: PartReader<TextPart | RefusalPart> = (part) => {
  if (part.raw['type'] !== 'refusal') return readText(part, 'output_text');
  part.any('type');
  return part.close({ type: 'refusal', path: part.path, text: part.required('refusal', part.string('refusal')) });
};

/** The names of text: the one for what is put in, the one for what the model said, and a common slip. */
const TEXT_TYPES: readonly unknown[] = ['input_text', 'output_text', 'text'];

/** Whether a part is text. */
export function isText(part: unknown): boolean {
  return TEXT_TYPES.includes(asObject(part)?.['type']);
}

/** Text by the name that belongs here; by another name it is text too, and the name stays with what the vocabulary lacks. */
function readText(part: Fields, type: 'input_text' | 'output_text'): TextPart | undefined {
  if (!isText(part.raw)) return undefined;
  if (part.raw['type'] === type) part.any('type');
  const text = part.required('text', part.string('text'));
  const citations = part.objects('annotations').map(({ raw }) => readAnnotation(raw));
  return part.close({
    type: 'text',
    path: part.path,
    text,
    ...(citations.length > 0 && { citations }),
    ...readBreakpoint(part),
  });
}

function readImage(part: Fields): ImagePart {
  part.any('type');
  const url = part.string('image_url');
  const id = url === undefined ? part.string('file_id') : undefined;
  if (url === undefined && id === undefined) throw missing(part.pathOf('image_url'));
  const source: MediaSource = url === undefined ? { kind: 'file-id', id: id ?? '' } : readUrl(url);
  const detail = part.word('detail', ['auto', 'low', 'high', 'original']);
  return part.close({ type: 'image', path: part.path, source, ...(detail && { detail }), ...readBreakpoint(part) });
}

function readFile(part: Fields): FilePart {
  part.any('type');
  const source = part.required('file_data', readFileSource(part));
  const filename = part.string('filename');
  return part.close({
    type: 'file',
    path: part.path,
    source,
    ...(filename !== undefined && { filename }),
    ...readBreakpoint(part),
  });
}

/** Inline, by URL or by id: of several the first counts. */
function readFileSource(part: Fields): MediaSource | undefined {
  const data = part.string('file_data');
  if (data !== undefined) return readFileData(data);
  const url = part.string('file_url');
  if (url !== undefined) return { kind: 'url', url };
  const id = part.string('file_id');
  return id === undefined ? undefined : { kind: 'file-id', id };
}

function readAudio(part: Fields): AudioPart {
  part.any('type');
  const audio = part.required('input_audio', part.fields('input_audio'));
  const data = audio.required('data', audio.string('data'));
  const format = audio.required('format', audio.string('format'));
  audio.close(undefined);
  const mediaType = format === 'mp3' ? 'audio/mpeg' : `audio/${format}`;
  return part.close({ type: 'audio', path: part.path, source: { kind: 'base64', mediaType, data } });
}

/** https://developers.openai.com/api/docs/guides/prompt-caching: how long it lives (30 minutes or 12 hours) is OpenAI's own. */
function readBreakpoint(part: Fields): { cacheControl?: CacheControl } {
  const told = asObject(part.raw['prompt_cache_breakpoint']);
  if (told?.['mode'] !== 'explicit') return {};
  const breakpoint = part.fields('prompt_cache_breakpoint');
  breakpoint?.any('mode');
  breakpoint?.close(undefined);
  return { cacheControl: told['ttl'] === '12h' ? { ttl: '1h' } : {} };
}

import {
  type ChatCompletionContentPart,
  type ChatCompletionContentPartInputAudio,
} from 'openai/resources/chat/completions';
import {
  type AudioPart,
  type FilePart,
  type ImagePart,
  type JsonObject,
  type NativePart,
  type TextPart,
  type UserPart,
} from '../call';
import { writeFileData, writeUrl } from '../data-url';
import { keysOf } from '../json-path';
import { writeCacheControl } from './cache-control';
import { type Draft, isOurs } from './draft';

/**
 * Writes parts as `content`. Text that stood there as a string, and text from elsewhere that is one part, is a string: that is
 * what every vendor takes.
 */
export function writeContent<Written>(
  parts: readonly { readonly type: string; readonly path: string }[],
  written: readonly Written[],
  draft: Draft,
): string | Written[] {
  if (written.length === 0) return '';
  const [only] = written as readonly { type?: string; text?: string }[];
  const stoodAlone = !isOurs(draft) || parts[0]?.path.endsWith('.content');
  if (written.length === 1 && only?.type === 'text' && only.text !== undefined && stoodAlone) return only.text;
  return [...written];
}

/** Writes content that holds texts alone; parts that are none, kept as extras, find their places free. */
export function writeTexts(parts: readonly TextPart[], draft: Draft): string | ReturnType<typeof writeText>[] {
  const written = parts.map((part) => writeText(part, draft));
  const content = writeContent(parts, written, draft);
  if (typeof content === 'string' || !isOurs(draft)) return content;
  const placed: typeof written = [];
  for (const [at, part] of parts.entries()) placed[Number(keysOf(part.path).at(-1))] = written[at]!;
  return placed;
}

/** Writes one part of a user's message; undefined, with a line on the receipt, when the format cannot hold it. */
export function writePart(part: UserPart, draft: Draft): ChatCompletionContentPart | undefined {
  switch (part.type) {
    case 'text':
      return writeText(part, draft);
    case 'image':
      return writeImage(part, draft);
    case 'audio':
      return writeAudio(part, draft);
    case 'file':
      return writeFile(part, draft);
    case 'native':
      return writeNative(part, draft);
  }
}

export function writeText(part: TextPart, draft: Draft): { type: 'text'; text: string; cache_control?: JsonObject } {
  return { type: 'text', text: part.text, ...writeCacheControl(part, draft) };
}

/** A part of this dialect as it was; of another's what it says in words. */
export function writeNative(part: NativePart, { book }: Draft): ChatCompletionContentPart | undefined {
  // The types know OpenAI's parts; what the client wrote for its vendor goes there as it is.
  if (part.dialect === 'openai-chat') return part.value as unknown as ChatCompletionContentPart;
  const kind = typeof part.value['type'] === 'string' ? part.value['type'] : 'part';
  if (part.text === undefined) {
    book.dropped(part.path, `Only providers of the client's own format know '${kind}'.`);
    return undefined;
  }
  book.approximated(part.path, `Sent as its text: only providers of the client's own format know '${kind}'.`);
  return { type: 'text', text: part.text };
}

export function writeImage(part: ImagePart, draft: Draft): ChatCompletionContentPart | undefined {
  const { source } = part;
  if (source.kind === 'file-id' || source.kind === 'text') {
    draft.book.dropped(part.path, 'Images go by URL or as bytes; a file id of another vendor means nothing here.');
    return undefined;
  }
  const url = source.kind === 'url' ? source.url : writeUrl(source);
  return {
    type: 'image_url',
    image_url: { url, ...(part.detail && { detail: part.detail }) },
    ...writeCacheControl(part, draft),
  };
}

/** OpenAI takes wav and mp3; vendors of this dialect take more, by the same kind of name. */
function writeAudio(part: AudioPart, draft: Draft): ChatCompletionContentPart | undefined {
  const { source } = part;
  if (source.kind !== 'base64') {
    draft.book.dropped(part.path, 'Audio goes as bytes; neither a URL nor a file id can be read here.');
    return undefined;
  }
  const subtype = source.mediaType.replace(/^audio\//, '').replace(/;.*$/, '');
  const format = (AUDIO_FORMATS[subtype] ?? subtype) as ChatCompletionContentPartInputAudio.InputAudio['format'];
  return { type: 'input_audio', input_audio: { data: source.data, format }, ...writeCacheControl(part, draft) };
}

const AUDIO_FORMATS: Readonly<Record<string, string>> = { mpeg: 'mp3', 'x-wav': 'wav', wave: 'wav' };

function writeFile(part: FilePart, draft: Draft): ChatCompletionContentPart | undefined {
  const { source } = part;
  const filename = part.filename === undefined ? {} : { filename: part.filename };
  const mark = writeCacheControl(part, draft);
  if (isOurs(draft) && source.kind !== 'text') {
    if (source.kind === 'file-id') return { type: 'file', file: { file_id: source.id, ...filename }, ...mark };
    const data = source.kind === 'url' ? source.url : writeFileData(source);
    return { type: 'file', file: { file_data: data, ...filename }, ...mark };
  }
  const text = textOf(part);
  if (text !== undefined) {
    draft.book.approximated(part.path, 'Sent as plain text, since a file can only be a PDF.');
    return { type: 'text', text };
  }
  if (source.kind !== 'base64') {
    draft.book.dropped(part.path, 'Files go as bytes; neither a URL nor another vendor’s file id can be read here.');
    return undefined;
  }
  // OpenAI wants a name with inline data.
  return { type: 'file', file: { file_data: writeUrl(source), filename: part.filename ?? 'file.pdf' } };
}

/** What a file of text says. */
function textOf({ source }: FilePart): string | undefined {
  if (source.kind === 'text') return source.text;
  const isText = source.kind === 'base64' && source.mediaType.startsWith('text/');
  return isText ? Buffer.from(source.data, 'base64').toString('utf8') : undefined;
}

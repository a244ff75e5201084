import {
  type ChatCompletionContentPart,
  type ChatCompletionContentPartInputAudio,
} from 'openai/resources/chat/completions';
import { type AudioPart, type FilePart, type ImagePart, type TextPart, type UserPart } from '../call';
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

/** Writes one part of a user's message; undefined, with a line on the receipt, when the format cannot hold it. */
export function writePart(part: UserPart, draft: Draft): ChatCompletionContentPart | undefined {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return writeImage(part, draft);
    case 'audio':
      return { type: 'input_audio', input_audio: writeAudio(part) };
    case 'file':
      return writeFile(part, draft);
  }
}

export function writeText(part: TextPart): { type: 'text'; text: string } {
  return { type: 'text', text: part.text };
}

function writeImage(part: ImagePart, draft: Draft): ChatCompletionContentPart | undefined {
  if (part.source.kind === 'file-id') {
    draft.book.dropped(part.path, 'Images go by URL or inline; a file id means nothing here.');
    return undefined;
  }
  const url = part.source.kind === 'url' ? part.source.url : dataUrl(part.source);
  return { type: 'image_url', image_url: { url, ...(part.detail && { detail: part.detail }) } };
}

/** OpenAI takes wav and mp3; vendors of this dialect take more, by the same kind of name. */
function writeAudio({ source }: AudioPart): ChatCompletionContentPartInputAudio.InputAudio {
  const subtype = source.mediaType.replace(/^audio\//, '');
  const format = AUDIO_FORMATS[subtype] ?? subtype;
  return { data: source.data, format: format as 'wav' | 'mp3' };
}

const AUDIO_FORMATS: Readonly<Record<string, string>> = { mpeg: 'mp3', 'x-wav': 'wav', wave: 'wav' };

function writeFile(part: FilePart, draft: Draft): ChatCompletionContentPart | undefined {
  const { source } = part;
  const filename = part.filename === undefined ? {} : { filename: part.filename };
  if (isOurs(draft)) {
    if (source.kind === 'file-id') return { type: 'file', file: { file_id: source.id, ...filename } };
    const data = source.kind === 'url' ? source.url : dataUrl(source);
    return { type: 'file', file: { file_data: data, ...filename } };
  }
  if (source.kind !== 'base64') {
    draft.book.dropped(part.path, 'Files go inline; neither a URL nor another vendor’s file id can be read here.');
    return undefined;
  }
  if (source.mediaType.startsWith('text/')) {
    draft.book.approximated(part.path, 'Sent as plain text, since a file can only be a PDF.');
    return { type: 'text', text: Buffer.from(source.data, 'base64').toString('utf8') };
  }
  // OpenAI wants a name with inline data.
  return { type: 'file', file: { file_data: dataUrl(source), filename: part.filename ?? 'file.pdf' } };
}

function dataUrl({ mediaType, data }: { mediaType: string; data: string }): string {
  return `data:${mediaType};base64,${data}`;
}

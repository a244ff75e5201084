import {
  type ResponseInputAudio,
  type ResponseInputContent,
  type ResponseInputText,
  type ResponseOutputMessage,
} from 'openai/resources/responses/responses';
import {
  type AssistantPart,
  type AudioPart,
  type CacheControl,
  type NativePart,
  type TextPart,
  type UserPart,
} from '../call';
import { type Annotation, writeAnnotation } from './annotations';
import { type Draft, isOurs } from './draft';
import { OWN } from './own';
import { writeFile, writeImage } from './write-media';

type SaidContent = ResponseOutputMessage['content'][number];

/** The parts of a message before they are written, for the form in which they stood. */
type Parts = readonly { readonly type: string; readonly path: string }[];

/**
 * Writes parts as `content` or `output`. Text that stood there as a string is one again; so is text from elsewhere that is alone and
 * names no sources.
 */
export function writeContent<Written extends object>(
  parts: Parts,
  written: readonly Written[],
  draft: Draft,
): string | Written[] {
  const only: Partial<ResponseInputText & { annotations: readonly unknown[] }> | undefined = written[0];
  if (written.length !== 1 || only?.text === undefined) return [...written];
  const isBare = isOurs(draft) ? /\.(content|output)$/.test(parts[0]?.path ?? '') : !only.annotations?.length;
  return isBare ? only.text : [...written];
}

/** Writes what is said to the model; undefined, with a line on the receipt, where the format cannot hold it. */
export function writeInputPart(part: UserPart, draft: Draft): ResponseInputContent | undefined {
  noteCacheMark(part, draft);
  const written = writeInput(part, draft);
  return written && isOurs(draft) && part.cacheControl
    ? { ...written, prompt_cache_breakpoint: { mode: 'explicit' } }
    : written;
}

function writeInput(part: UserPart, draft: Draft): ResponseInputContent | undefined {
  switch (part.type) {
    case 'text': {
      const annotations = writeCitations(part, draft);
      return { type: 'input_text', text: part.text, ...(annotations.length > 0 && { annotations }) };
    }
    case 'image':
      return writeImage(part, draft);
    case 'file':
      return writeFile(part, draft);
    case 'audio':
      return writeAudio(part, draft);
    case 'native':
      return writeNative(part, draft, (text) => ({ type: 'input_text', text }));
  }
}

/** Writes what the model said; reasoning and calls are items of their own. */
export function writeAssistantPart(part: AssistantPart, draft: Draft): SaidContent | undefined {
  noteCacheMark(part, draft);
  switch (part.type) {
    case 'text':
      // Clients that put a stream together write one with calls alone as an empty text.
      if (part.text === '' && !isOurs(draft)) return undefined;
      return { type: 'output_text', text: part.text, annotations: writeCitations(part, draft) };
    case 'refusal':
      return { type: 'refusal', refusal: part.text };
    case 'native':
      return writeNative(part, draft, (text) => ({ type: 'output_text', text, annotations: [] }));
    case 'image':
    case 'audio':
    case 'file':
      draft.book.dropped(part.path, 'Media that a model made cannot be sent back as its own words.');
      return undefined;
    case 'reasoning':
    case 'tool-call':
      return undefined;
  }
}

function writeCitations({ citations = [], text, path }: TextPart, draft: Draft): Annotation[] {
  const annotations = citations.flatMap((citation) => writeAnnotation(citation, text.length) ?? []);
  if (annotations.length < citations.length) {
    draft.book.dropped(`${path}.citations`, 'A source without an address cannot be cited; the text is sent.');
  }
  return annotations;
}

/** A part of this dialect as it came; of another what it says in words. */
function writeNative<Written>(part: NativePart, draft: Draft, asText: (text: string) => Written): Written | undefined {
  // What this dialect's client wrote is what it takes, also where the types do not know it yet.
  if (part.dialect === OWN) return part.value as Written;
  if (part.text === undefined) {
    draft.book.dropped(part.path, "Only providers of the client's own format can read this part.");
    return undefined;
  }
  draft.book.approximated(part.path, "Sent as text: only providers of the client's own format know such a part.");
  return asText(part.text);
}

const AUDIO_FORMATS: Readonly<Record<string, ResponseInputAudio.InputAudio['format']>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
};

function writeAudio({ source, path }: AudioPart, draft: Draft): ResponseInputContent | undefined {
  const format = source.kind === 'base64' ? AUDIO_FORMATS[source.mediaType] : undefined;
  if (source.kind !== 'base64' || (format === undefined && !isOurs(draft))) {
    draft.book.dropped(path, 'Audio goes inline, as MP3 or WAV.');
    return undefined;
  }
  const input_audio = { data: source.data, format: format ?? source.mediaType.replace(/^audio\//, '') };
  // The types have the part (`ResponseInputAudio`) but forget it in the union of contents.
  return { type: 'input_audio', input_audio } as unknown as ResponseInputContent;
}

/** OpenAI caches by itself; breakpoints exist for its newest models alone, which the others refuse. */
export function noteCacheMark(
  marked: { readonly path: string; readonly cacheControl?: CacheControl },
  draft: Draft,
): void {
  if (marked.cacheControl === undefined || isOurs(draft)) return;
  draft.book.approximated(`${marked.path}.cache_control`, 'The chosen model finds by itself what it can cache.');
}

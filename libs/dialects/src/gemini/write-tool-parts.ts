import { type ToolCallPart, type ToolResultContent, type ToolResultPart } from '../call';
import { asObject } from '../json';
import { type ReceiptBook } from '../receipt';
import { type Draft, isOwn } from './draft';
import { generationOf } from './model-generation';
import { holdsUnsafeNumber, parseJson } from './read-json';
import { writeMedia } from './write-media';
import { writeNative } from './write-native';
import { type WirePart } from './wire';

/**
 * Stands in for the thought signature of a call that another model made: Gemini 3 refuses a turn whose first call has none, and
 * names this value for conversations that come from elsewhere. https://ai.google.dev/gemini-api/docs/thought-signatures#faqs
 */
export const FOREIGN_CALL_SIGNATURE = 'skip_thought_signature_validator';

/** Writes a call the model made. `first`: it is the turn's first, the one that must carry a signature. */
export function writeToolCall(part: ToolCallPart, first: boolean, draft: Draft): WirePart {
  const signature = signatureFor(part, first, draft);
  // A client of this dialect may leave out the id, and the arguments where there are none; the path tells of the former.
  const id = isOwn(draft) && !part.path.endsWith('.functionCall') ? {} : { id: part.id };
  return {
    functionCall: { ...id, name: part.name, ...writeArguments(part, draft) },
    ...(signature !== undefined && { thoughtSignature: signature }),
  };
}

/** What a client of this dialect wrote was parsed once already: it is carried as it came then. */
function writeArguments(part: ToolCallPart, draft: Draft): { args?: Record<string, unknown> } {
  if (!isOwn(draft)) return { args: readArguments(part, part.path, draft.book) };
  const args = asObject(parseJson(part.argumentsText));
  return args ? { args } : {};
}

function signatureFor(part: ToolCallPart, first: boolean, draft: Draft): string | undefined {
  const { book, target } = draft;
  if (part.state?.dialect === 'gemini') return part.state.data;
  if (first && generationOf(target.model) >= 3 && !(isOwn(draft) && !part.state)) {
    book.approximated(part.path, 'The call has no Gemini thought signature; the value that skips its check stands in.');
    return FOREIGN_CALL_SIGNATURE;
  }
  if (part.state)
    book.approximated(part.path, 'Only the vendor that issued the reasoning state of this call can read it.');
  return undefined;
}

/** The arguments of a call as the object that Gemini wants, with a line in the book for what is none. */
export function readArguments(
  { argumentsText }: Pick<ToolCallPart, 'argumentsText'>,
  path: string,
  book: ReceiptBook,
): Record<string, unknown> {
  if (argumentsText.trim() === '') return {};
  const parsed = asObject(parseJson(argumentsText));
  if (!parsed) {
    book.approximated(path, 'The arguments are no JSON object; Gemini gets their text as one argument.');
    return { arguments: argumentsText };
  }
  if (holdsUnsafeNumber(argumentsText)) {
    book.approximated(path, 'A number in the arguments is too large to be carried exactly.');
  }
  return parsed;
}

/**
 * Writes what the client's function gave back: one part, and behind it the media that an older model takes only beside the
 * result. `names` are the functions by call id, since Gemini wants the name again.
 */
export function writeToolResult(part: ToolResultPart, names: ReadonlyMap<string, string>, draft: Draft): WirePart[] {
  const { book, target } = draft;
  const name = names.get(part.toolCallId);
  if (name === undefined && !isOwn(draft))
    book.approximated(part.path, 'No earlier call has this id; it stands in for the function name.');
  const media = part.content.flatMap((entry) => writeBeside(entry, draft) ?? []);
  // Media inside a function response: https://ai.google.dev/gemini-api/docs/function-calling#multimodal
  const inside = media.length > 0 && (isOwn(draft) || generationOf(target.model) >= 3);
  if (media.length > 0 && !inside)
    book.approximated(part.path, 'Images and files go beside the result, not inside it.');
  const functionResponse = {
    ...(isOwn(draft) && !part.path.endsWith('.functionResponse') ? {} : { id: part.toolCallId }),
    name: name ?? part.toolCallId,
    ...writeResponse(part, draft),
    ...(inside && { parts: media }),
  };
  return [{ functionResponse }, ...(inside ? [] : media)];
}

function writeBeside(entry: ToolResultContent, draft: Draft): WirePart | undefined {
  if (entry.type === 'native') return entry.dialect === 'gemini' ? entry.value : undefined;
  return entry.type === 'text' ? undefined : writeMedia(entry, draft);
}

/** A response must be an object: `error` and `output` are the vendor's names for what is none. */
function writeResponse(part: ToolResultPart, draft: Draft): { response?: Record<string, unknown> } {
  if (isOwn(draft) && part.content.every(({ type }) => type !== 'text')) return {};
  const text = part.content.flatMap((entry) => textOf(entry, draft.book) ?? []).join('\n');
  // What a client of this dialect wrote was parsed once already.
  const parsed = !isOwn(draft) && holdsUnsafeNumber(text) ? undefined : asObject(parseJson(text));
  if (part.isError) return { response: parsed && 'error' in parsed ? parsed : { error: text } };
  return { response: parsed ?? { output: text } };
}

function textOf(entry: ToolResultContent, book: ReceiptBook): string | undefined {
  if (entry.type === 'native') return entry.dialect === 'gemini' ? undefined : writeNative(entry, book)?.text;
  return entry.type === 'text' ? entry.text : undefined;
}

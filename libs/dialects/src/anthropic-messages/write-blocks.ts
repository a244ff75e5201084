import {
  type ContentBlockParam,
  type DocumentBlockParam,
  type ImageBlockParam,
  type TextBlockParam,
  type ToolResultBlockParam,
  type ToolUseBlockParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import {
  type AssistantPart,
  type JsonObject,
  type NativePart,
  type ReasoningPart,
  type TextPart,
  type ToolCallPart,
  type ToolResultContent,
  type ToolResultPart,
  type UserPart,
} from '../call';
import { type ReceiptBook } from '../receipt';
import { writeCacheControl } from './cache-control';
import { type BlockParam, type Draft, OWN } from './draft';
import { readInput } from './tool-input';
import { writeFile, writeImage } from './write-media';

const ISSUER_ALONE = 'which only the provider that issued it can read';

/** The blocks of one part of what the model said. */
export function writeAssistantPart(part: AssistantPart, draft: Draft): BlockParam[] {
  const { book } = draft;
  switch (part.type) {
    case 'refusal':
      // A refusal is text like any other here.
      return writeText({ ...part, type: 'text' }, book);
    case 'reasoning':
      return writeReasoning(part, draft);
    case 'tool-call':
      return [writeToolCall(part, book)];
    default:
      return writeUserPart(part, book);
  }
}

export function writeToolResult(part: ToolResultPart, book: ReceiptBook): ToolResultBlockParam {
  const content = part.content.flatMap((item) => writeUserPart(item, book));
  return {
    type: 'tool_result',
    tool_use_id: writeToolCallId(part.toolCallId),
    // What may stand in a user's turn may stand in a result.
    ...(content.length > 0 ? { content: content as ToolResultBlockParam['content'] } : {}),
    ...(part.isError === undefined ? {} : { is_error: part.isError }),
    ...writeCacheControl(part.cacheControl),
  };
}

/** The blocks of one part of a user's message: none, where Anthropic takes nothing of the kind. */
export function writeUserPart(
  part: UserPart | ToolResultContent,
  book: ReceiptBook,
): (TextBlockParam | ImageBlockParam | DocumentBlockParam | JsonObject)[] {
  switch (part.type) {
    case 'text':
      return writeText(part, book);
    case 'image':
      return writeImage(part, book);
    case 'file':
      return writeFile(part, book);
    case 'native':
      return writeNative(part, book);
    case 'audio':
      book.dropped(part.path, 'Anthropic takes no audio.');
      return [];
  }
}

/** Anthropic refuses text blocks that are empty or blank. An empty one says nothing, so nothing is lost with it. */
export function writeText(part: TextPart, book: ReceiptBook): TextBlockParam[] {
  if (part.text.trim() !== '') {
    return [{ type: 'text', text: part.text, ...writeCitations(part, book), ...writeCacheControl(part.cacheControl) }];
  }
  if (part.text !== '') book.dropped(part.path, 'Anthropic takes no text of white space alone.');
  return [];
}

/** Anthropic takes back the citations that it gave, whose sources it can check. */
export function writeCitations(
  { citations = [], path }: TextPart,
  book: ReceiptBook,
): Pick<TextBlockParam, 'citations'> {
  const own = citations.flatMap(({ native }) => (native?.dialect === OWN ? [native.value] : []));
  if (own.length < citations.length) {
    book.approximated(path, 'Sent without citations that Anthropic did not give itself.');
  }
  // What Anthropic wrote is in its form.
  return own.length === 0 ? {} : { citations: own as unknown as TextBlockParam['citations'] };
}

function writeNative(part: NativePart, book: ReceiptBook): (TextBlockParam | JsonObject)[] {
  if (part.dialect === OWN) return [part.value];
  if (part.text === undefined) {
    book.dropped(part.path, "Only providers of the client's own format know parts of this kind.");
    return [];
  }
  book.approximated(part.path, 'Sent as the text that it says.');
  return writeText({ ...part, type: 'text', text: part.text }, book);
}

/** Anthropic takes only thinking that it signed, byte for byte: anything else is a 400. Who imitates it signs nothing. */
export function writeReasoning({ text, state, path }: ReasoningPart, { traits, book }: Draft): ContentBlockParam[] {
  const own = state?.dialect === OWN ? state : undefined;
  if (own?.kind === 'signature') return [{ type: 'thinking', thinking: text ?? '', signature: own.data }];
  if (own?.kind === 'redacted') return [{ type: 'redacted_thinking', data: own.data }];
  if (traits.genuine || !text) {
    book.dropped(path, 'Anthropic takes back only reasoning that it signed itself.');
    return [];
  }
  if (state !== undefined) book.approximated(path, `Sent without its proof, ${ISSUER_ALONE}.`);
  return [{ type: 'thinking', thinking: text, signature: '' }];
}

function writeToolCall(part: ToolCallPart, book: ReceiptBook): ToolUseBlockParam {
  const { path, state, name, argumentsText } = part;
  if (state !== undefined) {
    book.approximated(path, `Sent without its reasoning state, ${ISSUER_ALONE}.`);
  }
  const { input, isExact } = readInput(argumentsText);
  if (!isExact) {
    book.approximated(path, 'The arguments are not a JSON object; they go as one string in the field `arguments`.');
  }
  return { type: 'tool_use', id: writeToolCallId(part.id), name, input, ...writeCacheControl(part.cacheControl) };
}

/**
 * Anthropic refuses ids outside `[a-zA-Z0-9_-]`, and others make such (`functions.weather:0`). Each foreign character becomes
 * its code, so that different ids stay different and call and result still match.
 */
function writeToolCallId(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`);
}

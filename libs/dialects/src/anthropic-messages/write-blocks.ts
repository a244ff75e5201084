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
  type FilePart,
  type ImagePart,
  type ReasoningPart,
  type TextPart,
  type ToolCallPart,
  type ToolResultPart,
  type UserPart,
} from '../call';
import { type ReceiptBook } from '../receipt';
import { isObject } from '../json';
import { writeFile, writeImage } from './write-media';

/** The blocks of one part of a user's message: none, where Anthropic takes nothing of the kind. */
export function writeUserPart(part: UserPart, receipt: ReceiptBook): ContentBlockParam[] {
  if (part.type !== 'audio') return writeReadable(part, receipt);
  receipt.dropped(part.path, 'Anthropic takes no audio');
  return [];
}

/** The blocks of one part of what the model said. */
export function writeAssistantPart(part: AssistantPart, receipt: ReceiptBook): ContentBlockParam[] {
  switch (part.type) {
    case 'text':
    case 'refusal':
      // A refusal is text like any other here.
      return writeText({ ...part, type: 'text' }, receipt);
    case 'reasoning':
      return writeReasoning(part, receipt);
    case 'tool-call':
      return [writeToolCall(part, receipt)];
  }
}

export function writeToolResult(part: ToolResultPart, receipt: ReceiptBook): ToolResultBlockParam {
  const content = part.content.flatMap((item) => writeReadable(item, receipt));
  return {
    type: 'tool_result',
    tool_use_id: writeToolCallId(part.toolCallId),
    ...(content.length > 0 ? { content } : {}),
    ...(part.isError === undefined ? {} : { is_error: part.isError }),
  };
}

/** Anthropic refuses text blocks that are empty or blank. An empty one says nothing, so nothing is lost with it. */
export function writeText(part: TextPart, receipt: ReceiptBook): TextBlockParam[] {
  if (part.text.trim() !== '') return [{ type: 'text', text: part.text }];
  if (part.text !== '') receipt.dropped(part.path, 'Anthropic takes no text of white space alone');
  return [];
}

function writeReadable(
  part: TextPart | ImagePart | FilePart,
  receipt: ReceiptBook,
): (TextBlockParam | ImageBlockParam | DocumentBlockParam)[] {
  switch (part.type) {
    case 'text':
      return writeText(part, receipt);
    case 'image':
      return writeImage(part, receipt);
    case 'file':
      return writeFile(part, receipt);
  }
}

/** Only thinking that Anthropic signed may return, byte for byte: anything else is a 400. */
function writeReasoning({ text, state, path }: ReasoningPart, receipt: ReceiptBook): ContentBlockParam[] {
  if (state?.dialect === 'anthropic-messages' && state.kind === 'signature') {
    return [{ type: 'thinking', thinking: text ?? '', signature: state.data }];
  }
  if (state?.dialect === 'anthropic-messages' && state.kind === 'redacted') {
    return [{ type: 'redacted_thinking', data: state.data }];
  }
  receipt.dropped(path, 'Anthropic takes back only reasoning that it signed itself');
  return [];
}

function writeToolCall(part: ToolCallPart, receipt: ReceiptBook): ToolUseBlockParam {
  if (part.state !== undefined) {
    receipt.approximated(
      part.path,
      'Sent without its reasoning state, which only the provider that issued it can read',
    );
  }
  return {
    type: 'tool_use',
    id: writeToolCallId(part.id),
    name: part.name,
    input: writeInput(part, receipt),
  };
}

/** The API refuses an input that is not an object, so arguments that are none go along as a string under `arguments`. */
function writeInput({ argumentsText, path }: ToolCallPart, receipt: ReceiptBook): unknown {
  if (argumentsText.trim() === '') return {};
  try {
    const input: unknown = JSON.parse(argumentsText);
    if (isObject(input)) return input;
  } catch {
    // Models do write invalid JSON, and clients send it back as history.
  }
  receipt.approximated(path, 'The arguments are not a JSON object; they go as one string in the field `arguments`');
  return { arguments: argumentsText };
}

/**
 * Anthropic refuses ids outside `[a-zA-Z0-9_-]`, and others make such (`functions.weather:0`). Each foreign character becomes
 * its code, so that different ids stay different and call and result still match.
 */
function writeToolCallId(id: string): string {
  return id.replace(/[^a-zA-Z0-9_-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`);
}

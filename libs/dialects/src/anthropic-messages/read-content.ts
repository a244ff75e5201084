import {
  type FilePart,
  type ImagePart,
  type NativePart,
  type ReasoningPart,
  type ReasoningState,
  type TextPart,
  type ToolCallPart,
  type ToolResultPart,
} from '../call';
import { type Fields, wrongType } from '../fields';
import { asObject } from '../json';
import { type OpenedState, openState } from '../reasoning-state';
import { cacheControlOf, readCacheControl } from './cache-control';
import { readCitation } from './citations';
import { OWN } from './draft';
import { wordsOf } from './native-words';
import { readDocument, readImage } from './read-media';

/** Reads one block; undefined when it is of a type that this place does not know. */
type BlockReader<Part> = (block: Fields) => Part | undefined;

/**
 * Reads `content`: a string, or a list of blocks. A block that the vocabulary has no word for is kept whole.
 * @throws {InvalidRequest} when it is neither, or a block lacks what makes it one
 */
export function readContent<Part>(owner: Fields, readBlock: BlockReader<Part>): (Part | TextPart | NativePart)[] {
  const path = owner.pathOf('content');
  const content = owner.any('content');
  if (content === undefined) return [];
  if (typeof content === 'string') return [{ type: 'text', path, text: content }];
  if (!Array.isArray(content)) throw wrongType(path, 'a string or an array of blocks');
  return owner.objects('content').map((block) => {
    block.required('type', block.string('type'));
    return readBlock(block) ?? { ...block.native(OWN, wordsOf(block.raw)), ...cacheControlOf(block.raw) };
  });
}

export function readText(block: Fields): TextPart {
  const text = block.required('text', block.string('text'));
  const citations = block.objects('citations').map(({ raw }) => readCitation(raw));
  return block.close({
    type: 'text',
    path: block.path,
    text,
    ...(citations.length > 0 && { citations }),
    ...readCacheControl(block),
  });
}

/** What may stand anywhere: in a turn of either side and in a tool's result. */
function readShown(block: Fields): TextPart | ImagePart | FilePart | undefined {
  switch (block.any('type')) {
    case 'text':
      return readText(block);
    case 'image':
      return readImage(block);
    case 'document':
      return readDocument(block);
    default:
      return undefined;
  }
}

export function readUserBlock(block: Fields): TextPart | ImagePart | FilePart | ToolResultPart | undefined {
  return block.any('type') === 'tool_result' ? readToolResult(block) : readShown(block);
}

/** @param riders gets the proofs that ride on a tool call, with the call's id */
export function readAssistantBlock(
  block: Fields,
  riders: Map<ReasoningPart, string>,
): TextPart | ImagePart | FilePart | ToolCallPart | ReasoningPart | undefined {
  switch (block.any('type')) {
    case 'thinking':
    case 'redacted_thinking': {
      const { callId, ...part } = readReasoning(block);
      if (callId !== undefined) riders.set(part, callId);
      return part;
    }
    case 'tool_use':
      return readToolUse(block);
    default:
      return readShown(block);
  }
}

function readReasoning(block: Fields): ReasoningPart & Pick<OpenedState, 'callId'> {
  const { path } = block;
  if (block.any('type') === 'redacted_thinking') {
    const data = block.required('data', block.string('data'));
    return block.close({ type: 'reasoning', path, ...readState('redacted', data) });
  }
  const text = block.required('thinking', block.string('thinking'));
  const signature = block.string('signature') ?? '';
  return block.close({ type: 'reasoning', path, text, ...(signature !== '' && readState('signature', signature)) });
}

/** A proof that Anthropic issued, or one of another dialect that travels sealed. */
function readState(kind: ReasoningState['kind'], data: string): OpenedState {
  return openState(data) ?? { state: { dialect: OWN, kind, data } };
}

function readToolUse(block: Fields): ToolCallPart {
  const input = block.any('input');
  // The model itself is who calls where nobody else is named.
  if (asObject(block.raw['caller'])?.['type'] === 'direct') block.any('caller');
  return block.close({
    type: 'tool-call',
    path: block.path,
    id: block.required('id', block.string('id')),
    name: block.required('name', block.string('name')),
    argumentsText: input === undefined ? '' : JSON.stringify(input),
    ...readCacheControl(block),
  });
}

function readToolResult(block: Fields): ToolResultPart {
  const isError = block.boolean('is_error');
  return block.close({
    type: 'tool-result',
    path: block.path,
    toolCallId: block.required('tool_use_id', block.string('tool_use_id')),
    content: readContent(block, readShown),
    ...(isError !== undefined && { isError }),
    ...readCacheControl(block),
  });
}

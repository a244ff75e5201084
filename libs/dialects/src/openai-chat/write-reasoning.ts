import { type JsonObject, type ReasoningPart, type ToolCallPart } from '../call';
import { type Draft, isOurs } from './draft';
import { writeDetailState, writeDetailText } from './reasoning-details';

/** How vendors of this dialect take reasoning back. */
export interface ReturnedReasoningFields {
  reasoning_content?: string;
  reasoning?: string;
  reasoning_details?: JsonObject[];
}

/**
 * Writes the reasoning of an assistant message. Text returns as `reasoning_content`, which DeepSeek demands in a tool loop, or
 * by the name under which the client had it. A proof returns only to the dialect that issued it: here to this one, and, for a
 * client of this dialect, whatever its `reasoning_details` carried.
 */
export function writeReasoning(
  parts: readonly (ReasoningPart | ToolCallPart)[],
  draft: Draft,
): ReturnedReasoningFields {
  if (draft.target.reasoning === false) return dropAll(parts, draft);
  const details: JsonObject[] = [];
  const plain: ReasoningPart[] = [];
  for (const part of parts) {
    const detail = writeDetail(part, details.length, draft);
    if (detail !== undefined) details.push(detail);
    else if (part.type === 'reasoning' && part.text !== undefined) plain.push(part);
  }
  const name = plain[0]?.path.endsWith('.reasoning') ? 'reasoning' : 'reasoning_content';
  return {
    ...(plain.length > 0 && { [name]: plain.map((part) => part.text).join('\n\n') }),
    ...(details.length > 0 && { reasoning_details: details }),
  };
}

/** The part as an entry of `reasoning_details`; undefined when it is none, with a line on the receipt for a lost proof. */
function writeDetail(part: ReasoningPart | ToolCallPart, index: number, draft: Draft): JsonObject | undefined {
  const { state } = part;
  const text = part.type === 'reasoning' ? part.text : undefined;
  if (state === undefined) {
    const wasDetail = part.type === 'reasoning' && part.path.includes('.reasoning_details[');
    return wasDetail && text !== undefined ? writeDetailText(text, index) : undefined;
  }
  const returns = state.dialect === 'openai-chat' || isOurs(draft);
  const entry = returns ? writeDetailState(state, index, part.type === 'tool-call' ? part.id : undefined) : undefined;
  if (entry !== undefined) return text === undefined ? entry : { ...entry, text };
  const why = 'Only the vendor that issued this proof of reasoning can read it';
  if (text === undefined) draft.book.dropped(part.path, `${why}.`);
  else draft.book.approximated(part.path, `${why}; the text is sent without it.`);
  return undefined;
}

function dropAll(parts: readonly (ReasoningPart | ToolCallPart)[], draft: Draft): ReturnedReasoningFields {
  for (const part of parts) {
    if (part.type === 'reasoning' || part.state) draft.book.dropped(part.path, 'The chosen model does not reason.');
  }
  return {};
}

import { type AssistantPart, type JsonObject, type ReasoningPart, type ToolCallPart } from '../call';
import { type Draft, isOurs } from './draft';
import { hasEntry, writeCallProof, writeDetail, writeDetailText } from './reasoning-details';

/** How vendors of this dialect take reasoning back. */
export interface ReturnedReasoningFields {
  reasoning_content?: string;
  reasoning?: string;
  reasoning_details?: JsonObject[];
}

/**
 * Writes the reasoning of an assistant message. Text returns as `reasoning_content`, which DeepSeek demands in a tool loop, or
 * by the name under which the client had it. A proof returns only to the dialect that issued it: here to this one, and, for a
 * client of this dialect, in whatever format its `reasoning_details` had it, but for those that we sealed.
 */
export function writeReasoning(parts: readonly AssistantPart[], draft: Draft): ReturnedReasoningFields {
  const dropsAll = draft.target.reasoning === false && !isOurs(draft);
  const details: JsonObject[] = [];
  const plain: ReasoningPart[] = [];
  let items = 0;
  for (const part of parts) {
    if (isUnknownDetail(part)) {
      details.push(part.value);
      items++;
    }
    if (part.type !== 'reasoning' && (part.type !== 'tool-call' || !part.state || writeCallProof(part.state))) continue;
    if (dropsAll) {
      draft.book.dropped(part.path, 'The chosen model does not reason.');
      continue;
    }
    const entries = writeEntries(part, items, draft);
    if (entries.length > 0) items++;
    else if (part.type === 'reasoning' && part.text !== undefined) plain.push(part);
    details.push(...entries);
  }
  const name = plain[0]?.path.endsWith('.reasoning') ? 'reasoning' : 'reasoning_content';
  return {
    ...(plain.length > 0 && { [name]: plain.map((part) => part.text).join('\n\n') }),
    ...(details.length > 0 && { reasoning_details: details }),
  };
}

/** Whether the client had the part in this dialect's list of details. */
function wasDetail({ path }: AssistantPart): boolean {
  return /\.reasoning_details\[\d+\]$/.test(path);
}

function isUnknownDetail(part: AssistantPart): part is AssistantPart & { type: 'native' } {
  return part.type === 'native' && part.dialect === 'openai-chat' && wasDetail(part);
}

/** The part as entries of `reasoning_details`; none when it is no such, with a line on the receipt for a lost proof. */
function writeEntries(part: ReasoningPart | ToolCallPart, index: number, draft: Draft): JsonObject[] {
  const { state } = part;
  const text = part.type === 'reasoning' ? part.text : undefined;
  if (state === undefined) return wasDetail(part) && text !== undefined ? [writeDetailText(text, index)] : [];
  const callId = part.type === 'tool-call' ? part.id : undefined;
  const returns = state.dialect === 'openai-chat' || (isOurs(draft) && hasEntry(state, callId));
  const entries = returns ? writeDetail({ text, state, callId }, index) : [];
  if (entries.length > 0) return entries;
  const why = 'Only the vendor that issued this proof of reasoning can read it';
  if (text === undefined) draft.book.dropped(part.path, `${why}.`);
  else draft.book.approximated(part.path, `${why}; the text is sent without it.`);
  return [];
}

import { type ResponseInputItem, type ResponseReasoningItem } from 'openai/resources/responses/responses';
import { type ReasoningPart } from '../call';
import { type Draft, isOurs } from './draft';
import { OWN } from './own';
import { noteCacheMark } from './write-content';

/**
 * Writes the parts of one reasoning item. Only reasoning of this dialect's own vendor returns: it refuses items that it did not make.
 * A proof takes the summary along; an item that the vendor knows by id alone has its text in full.
 */
export function writeReasoningItem(parts: readonly ReasoningPart[], draft: Draft): ResponseInputItem | undefined {
  const state = parts.find((part) => part.state !== undefined)?.state;
  for (const part of parts) noteCacheMark(part, draft);
  const isOwn = state === undefined ? isOurs(draft) && parts.some(isFullText) : state.dialect === OWN;
  if (!isOwn || (draft.target.reasoning === false && !isOurs(draft))) {
    for (const { path } of parts) draft.book.dropped(path, isOwn ? 'The chosen model does not reason.' : FOREIGN);
    return undefined;
  }
  const summary: ResponseReasoningItem.Summary[] = [];
  const content: ResponseReasoningItem.Content[] = [];
  for (const part of parts) {
    const isFull = isOurs(draft) ? isFullText(part) : state?.kind === 'reference';
    for (const text of part.paragraphs ?? (part.text ? [part.text] : [])) {
      if (isFull) content.push({ type: 'reasoning_text', text });
      else summary.push({ type: 'summary_text', text });
    }
  }
  const id = state?.kind === 'reference' ? state.data : state?.id;
  const item: Omit<ResponseReasoningItem, 'id'> & { id?: string } = {
    type: 'reasoning',
    ...(id !== undefined && { id }),
    summary,
    ...(content.length > 0 && { content }),
    ...(state?.kind === 'encrypted' && { encrypted_content: state.data }),
  };
  // A proof without its id, which the types demand, is the vendor's to judge.
  return item as ResponseInputItem;
}

/** Whether a part of this dialect's client is the text in full, and no summary. */
function isFullText({ path }: ReasoningPart): boolean {
  return path.endsWith('.content');
}

const FOREIGN = 'Only the vendor that did this reasoning can take it back.';

import { type ResponseInputItem, type ResponseOutputMessage } from 'openai/resources/responses/responses';
import { type AssistantPart, type Message, type ReasoningPart, type ToolCallPart, type ToolResultPart } from '../call';
import { type Draft, isOurs } from './draft';
import { OWN } from './own';
import { noteCacheMark, writeAssistantPart, writeContent, writeInputPart } from './write-content';
import { writeReasoningItem } from './write-reasoning-item';

/** Writes a message as the items that say it; none where the format can say nothing of it, with a line on the receipt. */
export function writeItems(message: Message, draft: Draft): ResponseInputItem[] {
  const [first] = message.parts;
  if (first?.type === 'native' && first.dialect === OWN && first.path === message.path) {
    return [first.value as unknown as ResponseInputItem];
  }
  noteCacheMark(message, draft);
  if ('name' in message && message.name !== undefined) {
    draft.book.dropped(`${message.path}.name`, 'Participants have no names here.');
  }
  switch (message.role) {
    case 'system':
    case 'developer':
    case 'user': {
      const { role, parts } = message;
      const content = parts.flatMap((part) => writeInputPart(part, draft) ?? []);
      return isNothing(content, draft) ? [] : [{ role, content: writeContent(parts, content, draft) }];
    }
    case 'assistant':
      return writeAssistant(message.parts, draft);
    case 'tool':
      return message.parts.map((result) => writeCallOutput(result, draft));
  }
}

/** A client of this dialect that wrote an empty message is answered by the vendor itself. */
function isNothing(content: readonly unknown[], draft: Draft): boolean {
  return content.length === 0 && !isOurs(draft);
}

/** In the order in which the model spoke: neighbouring texts are one message, all else is an item of its own. */
function writeAssistant(parts: readonly AssistantPart[], draft: Draft): ResponseInputItem[] {
  if (parts.length === 0) return isNothing(parts, draft) ? [] : [writeAssistantMessage([])];
  const groups: AssistantPart[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (last?.[0] && areOneItem(last[0], part, draft)) last.push(part);
    else groups.push([part]);
  }
  return groups.flatMap((group) => writeGroup(group, draft) ?? []);
}

function areOneItem(one: AssistantPart, next: AssistantPart, draft: Draft): boolean {
  // The summary and the full text of one item are two parts.
  if (one.type === 'reasoning') return next.type === 'reasoning' && isOurs(draft);
  return one.type !== 'tool-call' && next.type !== 'reasoning' && next.type !== 'tool-call';
}

function writeGroup(group: readonly AssistantPart[], draft: Draft): ResponseInputItem | undefined {
  const [first] = group;
  if (first?.type === 'tool-call') return writeCall(first, draft);
  if (first?.type === 'reasoning') return writeReasoningItem(group.filter(isReasoning), draft);
  const content = group.flatMap((part) => writeAssistantPart(part, draft) ?? []);
  return isNothing(content, draft) ? undefined : writeAssistantMessage(writeContent(group, content, draft));
}

function isReasoning(part: AssistantPart): part is ReasoningPart {
  return part.type === 'reasoning';
}

/** The types demand id and status of what the model said; the API does not, and clients seldom keep them. */
function writeAssistantMessage(content: string | ResponseOutputMessage['content']): ResponseInputItem {
  return { role: 'assistant', content } as ResponseInputItem;
}

function writeCall(call: ToolCallPart, draft: Draft): ResponseInputItem {
  noteCacheMark(call, draft);
  if (call.state !== undefined) {
    draft.book.approximated(
      call.path,
      'The proof of reasoning on this call is for the vendor that issued it; the call is sent without.',
    );
  }
  return { type: 'function_call', call_id: call.id, name: call.name, arguments: call.argumentsText };
}

function writeCallOutput(result: ToolResultPart, draft: Draft): ResponseInputItem {
  noteCacheMark(result, draft);
  if (result.isError) draft.book.dropped(result.path, 'Outputs of calls have no error flag; the content is sent.');
  const content = result.content.flatMap((part) => writeInputPart(part, draft) ?? []);
  const output = isNothing(content, draft) ? '' : writeContent(result.content, content, draft);
  return { type: 'function_call_output', call_id: result.toolCallId, output };
}

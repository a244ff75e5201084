import {
  type ChatCompletionContentPart,
  type ChatCompletionMessageParam,
  type ChatCompletionToolMessageParam,
} from 'openai/resources/chat/completions';
import { type Message, type ToolResultPart } from '../call';
import { writeCacheControl } from './cache-control';
import { type Draft, isOurs } from './draft';
import { writeAssistant } from './write-assistant';
import { writeContent, writePart, writeTexts } from './write-content';

/** Writes the conversation. Media in a tool's result moves into a user message behind the results: tool messages hold text. */
export function writeMessages(draft: Draft): ChatCompletionMessageParam[] {
  const written: ChatCompletionMessageParam[] = [];
  let moved: ChatCompletionContentPart[] = [];
  for (const message of isOurs(draft) ? draft.call.messages : mergeTurns(draft.call.messages)) {
    if (message.role === 'tool') {
      for (const result of message.parts) {
        written.push({ ...writeToolResult(result, moved, draft), ...writeCacheControl(message, draft) });
      }
      continue;
    }
    if (moved.length > 0) written.push({ role: 'user', content: moved });
    moved = [];
    written.push(writeMessage(message, draft));
  }
  if (moved.length > 0) written.push({ role: 'user', content: moved });
  return written;
}

/** A turn of the model is one message here; a dialect that has an item for each thing said makes several. */
function mergeTurns(messages: readonly Message[]): Message[] {
  const merged: Message[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role !== 'assistant' || message.role !== 'assistant') merged.push(message);
    else merged[merged.length - 1] = { ...last, parts: [...last.parts, ...message.parts] };
  }
  return merged;
}

function writeMessage(message: Exclude<Message, { role: 'tool' }>, draft: Draft): ChatCompletionMessageParam {
  const mark = writeCacheControl(message, draft);
  switch (message.role) {
    case 'system':
    case 'developer':
      return { role: writeRole(message, draft), content: writeTexts(message.parts, draft), ...mark };
    case 'user': {
      const [part] = message.parts;
      // The message as a whole is one that only its dialect knows.
      if (part?.type === 'native' && part.path === message.path && part.dialect === 'openai-chat') {
        return part.value as unknown as ChatCompletionMessageParam;
      }
      const parts = message.parts.flatMap((one) => writePart(one, draft) ?? []);
      return { role: 'user', content: writeContent(message.parts, parts, draft), ...nameOf(message), ...mark };
    }
    case 'assistant':
      return { ...writeAssistant(message.parts, draft), ...nameOf(message), ...mark };
  }
}

/** Not every vendor, nor every model of OpenAI, knows the developer; all know the system, which ranks the same. */
function writeRole(message: Message & { role: 'system' | 'developer' }, draft: Draft): 'system' | 'developer' {
  if (message.role === 'system' || isOurs(draft)) return message.role;
  draft.book.mapped(`${message.path}.role`);
  return 'system';
}

function nameOf(message: { readonly name?: string }): { name?: string } {
  return message.name === undefined ? {} : { name: message.name };
}

/** A client of this dialect that put an image here knows a vendor that takes it; the types know text only. */
function writeToolResult(
  result: ToolResultPart,
  moved: ChatCompletionContentPart[],
  draft: Draft,
): ChatCompletionToolMessageParam {
  if (result.isError) draft.book.dropped(result.path, 'Tool messages have no error flag; the content is sent.');
  const kept: ChatCompletionContentPart[] = [];
  for (const part of result.content) {
    const written = writePart(part, draft);
    if (written === undefined) continue;
    if (written.type === 'text' || isOurs(draft)) {
      kept.push(written);
    } else {
      draft.book.approximated(part.path, 'Sent in a user message after the tool results, since those hold text only.');
      moved.push(written);
    }
  }
  const content = writeContent(result.content, kept, draft);
  return {
    role: 'tool',
    tool_call_id: result.toolCallId,
    content: content as ChatCompletionToolMessageParam['content'],
  };
}

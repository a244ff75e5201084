import {
  type ChatCompletionAssistantMessageParam,
  type ChatCompletionContentPart,
  type ChatCompletionMessageParam,
  type ChatCompletionMessageToolCall,
  type ChatCompletionToolMessageParam,
} from 'openai/resources/chat/completions';
import { type Message, type ToolCallPart, type ToolResultPart } from '../call';
import { type Draft, isOurs } from './draft';
import { writeContent, writePart, writeText } from './write-content';
import { writeReasoning } from './write-reasoning';

/** Writes the conversation. Media in a tool's result moves into a user message behind the results: tool messages hold text. */
export function writeMessages(draft: Draft): ChatCompletionMessageParam[] {
  const written: ChatCompletionMessageParam[] = [];
  let moved: ChatCompletionContentPart[] = [];
  for (const message of draft.call.messages) {
    if (message.role === 'tool') {
      for (const result of message.parts) written.push(writeToolResult(result, moved, draft));
      continue;
    }
    if (moved.length > 0) written.push({ role: 'user', content: moved });
    moved = [];
    written.push(writeMessage(message, draft));
  }
  if (moved.length > 0) written.push({ role: 'user', content: moved });
  return written;
}

function writeMessage(message: Exclude<Message, { role: 'tool' }>, draft: Draft): ChatCompletionMessageParam {
  switch (message.role) {
    case 'system':
    case 'developer':
      return {
        role: writeRole(message, draft),
        content: writeContent(message.parts, message.parts.map(writeText), draft),
      };
    case 'user': {
      const parts = message.parts.flatMap((part) => writePart(part, draft) ?? []);
      return { role: 'user', content: writeContent(message.parts, parts, draft), ...nameOf(message) };
    }
    case 'assistant':
      return writeAssistant(message, draft);
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

function writeAssistant(message: Message & { role: 'assistant' }, draft: Draft): ChatCompletionAssistantMessageParam {
  const { parts } = message;
  const calls = parts.filter((part) => part.type === 'tool-call');
  const reasoning = writeReasoning(
    parts.filter((part) => part.type === 'reasoning' || part.type === 'tool-call'),
    draft,
  );
  // A refusal is a field of the message, or a part among texts where the client wrote it so.
  const refusal = parts.find((part) => part.type === 'refusal' && !part.path.endsWith(']'));
  const content = parts.flatMap((part) => {
    if (part.type === 'text') return writeText(part);
    return part.type === 'refusal' && part !== refusal ? { type: 'refusal' as const, refusal: part.text } : [];
  });
  const said = parts.filter((part) => part.type === 'text' || part.type === 'refusal');
  return {
    role: 'assistant',
    content: content.length === 0 ? null : writeContent(said, content, draft),
    ...(refusal?.type === 'refusal' && { refusal: refusal.text }),
    ...reasoning,
    ...(calls.length > 0 && { tool_calls: calls.map(writeToolCall) }),
    ...nameOf(message),
  };
}

function writeToolCall(call: ToolCallPart): ChatCompletionMessageToolCall {
  return { id: call.id, type: 'function', function: { name: call.name, arguments: call.argumentsText } };
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
    if (part.type === 'text' || isOurs(draft)) {
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

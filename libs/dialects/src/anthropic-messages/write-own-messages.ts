import { type JsonObject, type MediaSource, type Message } from '../call';
import { keysOf } from '../json-path';
import { writeCacheControl } from './cache-control';
import { type BlockParam, type Draft, type MessagesBody, type Turn } from './draft';
import { writeCitations, writeReasoning } from './write-blocks';

type Part = Message['parts'][number];

/** Writes messages back into the turns that they were read from: what shares a path stood in one. */
export function writeOwnMessages(draft: Draft): void {
  const turns = new Map<string, Turn | JsonObject>();
  for (const { role, path, parts } of draft.call.messages) {
    const [whole] = parts;
    if (whole?.type === 'native' && whole.path === path) {
      turns.set(path, whole.value);
      continue;
    }
    const turn = turns.get(path) ?? { role: role === 'tool' ? 'user' : role, content: [] };
    turn.content = writeContent(parts, turn.content as BlockParam[], draft);
    turns.set(path, turn);
  }
  const system = turns.get('system');
  if (system !== undefined) draft.body.system = system.content as MessagesBody['system'];
  turns.delete('system');
  draft.body.messages = [...turns.values()];
}

/** Closes the gaps that dropped blocks left, now that extra fields have found the others at their places. */
export function closeGaps({ messages }: MessagesBody): void {
  for (const turn of messages) if (Array.isArray(turn.content)) turn.content = turn.content.filter(() => true);
}

/** A text that was the whole content is it again; a block returns to its place in the list. */
function writeContent(parts: readonly Part[], content: BlockParam[], draft: Draft): string | BlockParam[] {
  for (const part of parts) {
    const place = keysOf(part.path).at(-1);
    if (typeof place !== 'number') return part.type === 'text' ? part.text : content;
    const block = writeBlock(part, draft);
    if (block !== undefined) content[place] = block;
  }
  return content;
}

function writeBlock(part: Part, draft: Draft): BlockParam | undefined {
  switch (part.type) {
    case 'text':
      return {
        type: 'text',
        text: part.text,
        ...writeCitations(part, draft.book),
        ...writeCacheControl(part.cacheControl),
      };
    case 'image':
      return { type: 'image', source: writeSource(part.source), ...writeCacheControl(part.cacheControl) };
    case 'file':
      return {
        type: 'document',
        source: writeSource(part.source),
        ...(part.filename !== undefined && { title: part.filename }),
        ...writeCacheControl(part.cacheControl),
      };
    case 'tool-call': {
      const { id, name, argumentsText } = part;
      const input: unknown = argumentsText === '' ? {} : JSON.parse(argumentsText);
      return { type: 'tool_use', id, name, input, ...writeCacheControl(part.cacheControl) };
    }
    case 'tool-result': {
      const content = writeContent(part.content, [], draft);
      return {
        type: 'tool_result',
        tool_use_id: part.toolCallId,
        ...(part.content.length > 0 && { content }),
        ...(part.isError !== undefined && { is_error: part.isError }),
        ...writeCacheControl(part.cacheControl),
      };
    }
    case 'reasoning':
      return part.state === undefined
        ? { type: 'thinking', thinking: part.text ?? '', signature: '' }
        : writeReasoning(part, draft)[0];
    case 'native':
      return part.value;
    case 'audio':
    case 'refusal':
      // No request of this dialect has them.
      return undefined;
  }
}

function writeSource(source: MediaSource): JsonObject {
  switch (source.kind) {
    case 'base64':
      return { type: 'base64', media_type: source.mediaType, data: source.data };
    case 'text':
      return { type: 'text', media_type: source.mediaType, data: source.text };
    case 'url':
      return { type: 'url', url: source.url };
    case 'file-id':
      return { type: 'file', file_id: source.id };
  }
}

import { type Message, type ReasoningState, type ToolCallPart } from '../call';
import { InvalidRequest } from '../dialect';
import { type Fields } from '../fields';
import { OWN } from './own';
import { textOfContent, textOfItem } from './native-text';
import { isText, readAssistantPart, readContent, readResultPart, readUserPart } from './read-content';
import { readReasoningItem } from './read-reasoning-item';

/**
 * Reads the items of `input`, one message each, so that each keeps its place. Proofs of reasoning that ride on a tool call travel
 * in a reasoning item before it, and are put back on the call.
 * @throws {InvalidRequest} for a role that no vendor has, or a call that cannot be answered
 */
export function readItems(items: readonly Fields[]): Message[] {
  const callStates = new Map<string, ReasoningState>();
  const messages = items.flatMap((item) => readItem(item, callStates) ?? []);
  return callStates.size === 0 ? messages : messages.map((message) => withCallState(message, callStates));
}

function readItem(item: Fields, callStates: Map<string, ReasoningState>): Message | undefined {
  switch (typeOf(item)) {
    case 'message':
      return readMessage(item);
    case 'function_call':
      return readCall(item);
    case 'function_call_output':
      return readCallOutput(item);
    case 'reasoning':
      return readReasoningItem(item, callStates);
    default:
      return readNative(item);
  }
}

/** Messages and references to items may go without a type. */
function typeOf(item: Fields): string {
  const { type, role, id } = item.raw;
  if (typeof type === 'string') return type;
  if (type === undefined || type === null) {
    if (role !== undefined) return 'message';
    if (typeof id === 'string') return 'item_reference';
  }
  return item.required('type', item.string('type'));
}

/** What names an item and says that it is whole: its vendor gets it back, and no other misses it. `type: 'message'` may be left out. */
function keepNames(item: Fields): void {
  if (item.raw['type'] === 'message') item.echo('type');
  item.echo('id');
  if (item.raw['status'] === 'completed') item.echo('status');
}

function readMessage(item: Fields): Message {
  const { path } = item;
  keepNames(item);
  const role = item.required('role', item.string('role'));
  switch (role) {
    case 'system':
    case 'developer':
      return readInstruction(item, role);
    case 'user':
      return item.close({ role, path, parts: readContent(item, 'content', readUserPart) });
    case 'assistant':
      return item.close({ role, path, parts: readContent(item, 'content', readAssistantPart) });
    default:
      throw new InvalidRequest(
        `'${item.pathOf('role')}' must be one of user, assistant, system, developer; it is '${role}'.`,
        item.pathOf('role'),
        'invalid_value',
      );
  }
}

/** Instructions of text alone; with images or files among them the item stays whole, for the vocabulary has none such. */
function readInstruction(item: Fields, role: 'system' | 'developer'): Message {
  const { path, raw } = item;
  const content = raw['content'];
  if (Array.isArray(content) && !content.every(isText)) {
    return { role: 'user', path, parts: [item.native(OWN, textOfContent(content))] };
  }
  const parts = readContent(item, 'content', readUserPart);
  return item.close({ role, path, parts: parts.filter((part) => part.type === 'text') });
}

function readCall(item: Fields): Message {
  item.any('type');
  keepNames(item);
  const call: ToolCallPart = {
    type: 'tool-call',
    path: item.path,
    id: item.required('call_id', item.string('call_id')),
    name: item.required('name', item.string('name')),
    argumentsText: item.string('arguments') ?? '',
  };
  return item.close({ role: 'assistant', path: item.path, parts: [call] });
}

/** An output that answers no call (the vendor's own, by name) stays whole. */
function readCallOutput(item: Fields): Message {
  const { path, raw } = item;
  if ((raw['call_id'] ?? undefined) === undefined) return readNative(item);
  item.any('type');
  keepNames(item);
  const toolCallId = item.required('call_id', item.string('call_id'));
  const content = readContent(item, 'output', readResultPart);
  return item.close({ role: 'tool', path, parts: [{ type: 'tool-result', path, toolCallId, content }] });
}

/** What the vendor's tools were asked and did, references, and what may come: the model's part where it called something. */
function readNative(item: Fields): Message {
  const { path, raw } = item;
  const native = item.native(OWN, textOfItem(raw));
  const isCall = typeof raw['type'] === 'string' && raw['type'].endsWith('_call');
  return { role: isCall ? 'assistant' : 'user', path, parts: [native] };
}

function withCallState(message: Message, states: ReadonlyMap<string, ReasoningState>): Message {
  if (message.role !== 'assistant') return message;
  const parts = message.parts.map((part) => {
    const state = part.type === 'tool-call' ? states.get(part.id) : undefined;
    return state === undefined ? part : { ...part, state };
  });
  return { ...message, parts };
}

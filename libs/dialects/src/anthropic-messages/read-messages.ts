import {
  type AssistantPart,
  type Message,
  type ReasoningPart,
  type ReasoningState,
  type TextPart,
  type ToolResultPart,
  type UserPart,
} from '../call';
import { InvalidRequest } from '../dialect';
import { type Fields, wrongType } from '../fields';
import { asObject } from '../json';
import { OWN } from './draft';
import { wordsOf } from './native-words';
import { readAssistantBlock, readContent, readText, readUserBlock } from './read-content';

/**
 * Reads `system` and `messages`: the instructions first, then the turns in order.
 * @throws {InvalidRequest} naming the field at fault
 */
export function readMessages(body: Fields): Message[] {
  const turns = body.required('messages', body.list('messages'));
  if (turns.length === 0) {
    throw new InvalidRequest("'messages' must have at least one message.", 'messages', 'invalid_value');
  }
  const riders = new Map<ReasoningPart, string>();
  const messages = [...readSystem(body), ...body.objects('messages').flatMap((turn) => readTurn(turn, riders))];
  return riders.size === 0 ? messages : mount(messages, riders);
}

function readSystem(body: Fields): Message[] {
  if (body.any('system') === undefined) return [];
  const path = body.pathOf('system');
  const parts = readTexts(body, 'system');
  if (parts === undefined) throw wrongType(path, 'a string or an array of text blocks');
  return parts.length === 0 ? [] : [{ role: 'system', path, parts }];
}

/** A string, or a list of text blocks; undefined for anything else. */
function readTexts(owner: Fields, key: string): TextPart[] | undefined {
  const value = owner.any(key);
  if (typeof value === 'string') return [{ type: 'text', path: owner.pathOf(key), text: value }];
  if (!Array.isArray(value) || value.some((block) => asObject(block)?.['type'] !== 'text')) return undefined;
  return owner.objects(key).map((block) => {
    block.any('type');
    return readText(block);
  });
}

/** @param riders gets the proofs of reasoning that ride on a tool call, with the call's id */
function readTurn(turn: Fields, riders: Map<ReasoningPart, string>): Message[] {
  const role = turn.required('role', turn.string('role'));
  if (role === 'system') return [readSystemTurn(turn)];
  turn.required('content', turn.any('content'));
  switch (role) {
    case 'user':
      return turn.close(readUserTurn(turn));
    case 'assistant':
      return turn.close([
        { role, path: turn.path, parts: readContent(turn, (block) => readAssistantBlock(block, riders)) },
      ]);
    default:
      throw new InvalidRequest(
        `'${turn.pathOf('role')}' must be one of user, assistant, system; it is '${role}'.`,
        turn.pathOf('role'),
        'invalid_value',
      );
  }
}

/** Instructions between turns are text. A turn that does something else, such as adding tools, is this dialect's own. */
function readSystemTurn(turn: Fields): Message {
  const { path, raw } = turn;
  const parts = readTexts(turn, 'content');
  return parts === undefined
    ? { role: 'user', path, parts: [turn.native(OWN, wordsOf(raw))] }
    : turn.close({ role: 'system', path, parts });
}

type Run = { role: 'user'; path: string; parts: UserPart[] } | { role: 'tool'; path: string; parts: ToolResultPart[] };

/** A user's turn holds the results of tools and what the user says: messages of their own, one after the other. */
function readUserTurn(turn: Fields): Message[] {
  const { path } = turn;
  const runs: Run[] = [];
  for (const part of readContent(turn, readUserBlock)) {
    const last = runs.at(-1);
    if (part.type === 'tool-result') {
      if (last?.role === 'tool') last.parts.push(part);
      else runs.push({ role: 'tool', path, parts: [part] });
    } else if (last?.role === 'user') last.parts.push(part);
    else runs.push({ role: 'user', path, parts: [part] });
  }
  return runs.length > 0 ? runs : [{ role: 'user', path, parts: [] }];
}

/** Proofs that ride on a tool call return to it, from whichever turn; one whose call is gone stays where it stands. */
function mount(messages: readonly Message[], riders: ReadonlyMap<ReasoningPart, string>): Message[] {
  const parts = messages.flatMap((message): readonly AssistantPart[] =>
    message.role === 'assistant' ? message.parts : [],
  );
  const callIds = new Set(parts.flatMap((part) => (part.type === 'tool-call' ? part.id : [])));
  const states = new Map<string, ReasoningState>();
  for (const [{ state }, callId] of riders) if (state && callIds.has(callId)) states.set(callId, state);

  const ride = (part: AssistantPart): AssistantPart[] => {
    if (part.type === 'tool-call') return [{ ...part, state: states.get(part.id) }];
    const callId = part.type === 'reasoning' ? riders.get(part) : undefined;
    if (part.type !== 'reasoning' || callId === undefined || !states.has(callId)) return [part];
    return part.text === undefined ? [] : [{ type: 'reasoning', path: part.path, text: part.text }];
  };
  return messages.map((message) =>
    message.role === 'assistant' ? { ...message, parts: message.parts.flatMap(ride) } : message,
  );
}

import {
  type AssistantPart,
  type ReasoningPart,
  type ReasoningState,
  type ToolCallPart,
  type ToolResultPart,
  type UserPart,
} from '../call';
import { type Fields } from '../fields';
import { type OpenedState, openState } from '../reasoning-state';
import { type CallIds } from './call-ids';
import { nativeText } from './native-text';
import { readFunctionResponse } from './read-function-response';
import { readMedia } from './read-media';

/** Reads a part of what the user says. */
export function readUserPart(part: Fields, ids: CallIds): UserPart | ToolResultPart {
  if (has(part, 'functionResponse')) return readFunctionResponse(part, ids);
  if (has(part, 'text')) {
    return part.close({ type: 'text', path: part.path, text: part.required('text', part.string('text')) });
  }
  return readMedia(part) ?? part.native('gemini', nativeText(part.raw));
}

/**
 * Reads a part of what the model said. A signature stands before what it signs, as a part of its own; one of another dialect's states
 * comes sealed in its place.
 */
export function readModelPart(part: Fields, ids: CallIds): AssistantPart[] {
  if (has(part, 'functionCall')) return readFunctionCall(part, ids);
  if (has(part, 'text')) return readText(part, ids);
  const media = readMedia(part);
  if (media) return [...readStanding(part, ids), media];
  // A client that leaves out empty texts leaves a signature by itself.
  const signature = part.raw['thoughtSignature'];
  if (typeof signature === 'string' && openState(signature)) return part.close(readStanding(part, ids));
  return [part.native('gemini', nativeText(part.raw))];
}

function readText(part: Fields, ids: CallIds): AssistantPart[] {
  const { path } = part;
  const text = part.required('text', part.string('text'));
  const isThought = part.boolean('thought') === true;
  const [signed] = readStanding(part, ids);
  part.close(undefined);
  // A foreign state closes the thought in whose part it is; Gemini's own signs it.
  if (isThought && signed && signed.state?.dialect !== 'gemini') return [{ ...signed, ...(text !== '' && { text }) }];
  const said: AssistantPart = isThought ? { type: 'reasoning', path, text } : { type: 'text', path, text };
  if (!signed) return text === '' && has(part, 'thoughtSignature') ? [] : [said];
  // An empty text is there for its signature alone.
  return [signed, ...(text === '' && !isThought ? [] : [said])];
}

function readFunctionCall(part: Fields, ids: CallIds): AssistantPart[] {
  const call = part.required('functionCall', part.fields('functionCall'));
  const name = call.required('name', call.string('name'));
  const told = call.string('id');
  if (told !== undefined) ids.note(told, name);
  const args = call.fields('args')?.raw;
  call.close(undefined);
  const signature = readSignature(part);
  // A foreign state that belongs to no call stands before this one.
  const isBefore = signature?.state.dialect !== 'gemini' && signature?.callId === undefined;
  const read: ToolCallPart = {
    type: 'tool-call',
    // Which of the two it is tells the writer of this dialect whether the client wrote an id.
    path: told === undefined ? part.path : call.path,
    id: told ?? ids.ofCall(part, name),
    name,
    argumentsText: args === undefined ? '' : JSON.stringify(args),
    ...(signature && !isBefore && { state: signature.state }),
  };
  return part.close([...(signature && isBefore ? [standing(part, signature.state)] : []), read]);
}

/** The state in a part's signature, opened if it is another dialect's. */
function readSignature(part: Fields): OpenedState | undefined {
  const data = part.string('thoughtSignature');
  if (data === undefined) return undefined;
  return openState(data) ?? { state: { dialect: 'gemini', kind: 'signature', data } };
}

/** The part's signature as what stands before it; nothing where it belongs to a call elsewhere. */
function readStanding(part: Fields, ids: CallIds): ReasoningPart[] {
  const signature = readSignature(part);
  if (signature?.callId === undefined) return signature ? [standing(part, signature.state)] : [];
  ids.carryState(signature.callId, signature.state);
  return [];
}

function standing({ path }: Fields, state: ReasoningState): ReasoningPart {
  return { type: 'reasoning', path, state };
}

function has(part: Fields, field: string): boolean {
  return (part.raw[field] ?? undefined) !== undefined;
}

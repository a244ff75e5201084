import { type AssistantPart, type Message, type ToolCallPart, type ToolResultPart } from '../call';
import { InvalidRequest } from '../dialect';
import { type Fields, wrongType } from '../fields';
import { readAssistantPart, readContent, readTextPart, readToolPart, readUserPart } from './read-content';
import { readReasoning } from './read-reasoning';

/**
 * Reads one message; undefined for the deprecated `function` role, whose calls have no id to answer.
 * @throws {InvalidRequest} for a role that no vendor has
 */
export function readMessage(message: Fields): Message | undefined {
  const { path } = message;
  const role = message.required('role', message.string('role'));
  switch (role) {
    case 'system':
    case 'developer':
      return message.close({ role, path, parts: readContent(message, readTextPart) });
    case 'user':
      return message.close({ role, path, parts: readContent(message, readUserPart), ...readName(message) });
    case 'assistant':
      return message.close({ role, path, parts: readAssistant(message), ...readName(message) });
    case 'tool':
      return message.close({ role, path, parts: [readToolResult(message)] });
    case 'function':
      return { role: 'user', path, parts: [message.native('openai-chat')] };
    default:
      throw new InvalidRequest(
        `'${message.pathOf('role')}' must be one of system, developer, user, assistant, tool; it is '${role}'.`,
        message.pathOf('role'),
        'invalid_value',
      );
  }
}

function readName(message: Fields): { name?: string } {
  const name = message.string('name');
  return name === undefined ? {} : { name };
}

/** In the order in which a model speaks: reasoning, text, refusal, calls. */
function readAssistant(message: Fields): AssistantPart[] {
  const reasoning = readReasoning(message);
  const content = readContent(message, readAssistantPart);
  const refusal = message.string('refusal');
  const calls = message.objects('tool_calls').flatMap((call) => readToolCall(call) ?? call.native('openai-chat'));
  return [
    ...reasoning.parts,
    ...content,
    ...(refusal === undefined ? [] : [{ type: 'refusal' as const, path: message.pathOf('refusal'), text: refusal }]),
    ...calls.map((call) => {
      const state = reasoning.callStates.get(call.id);
      return state === undefined ? call : { ...call, state };
    }),
  ];
}

/** Vendors may leave `type` out; another type than a function is not ours to execute. `index` repeats the position. */
function readToolCall(call: Fields): ToolCallPart | undefined {
  const type = call.any('type') ?? 'function';
  if (type !== 'function') return undefined;
  call.any('index');
  const called = call.required('function', call.fields('function'));
  const name = called.required('name', called.string('name'));
  const argumentsText = readArguments(called);
  called.close(undefined);
  return call.close({
    type: 'tool-call',
    path: call.path,
    id: call.required('id', call.string('id')),
    name,
    argumentsText,
  });
}

/** JSON text, which stays as it is; Mistral and Ollama also take the object itself. */
function readArguments(called: Fields): string {
  const value = called.any('arguments');
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'object') return JSON.stringify(value);
  throw wrongType(called.pathOf('arguments'), 'a string of JSON');
}

function readToolResult(message: Fields): ToolResultPart {
  return {
    type: 'tool-result',
    path: message.path,
    toolCallId: message.required('tool_call_id', message.string('tool_call_id')),
    content: readContent(message, readToolPart),
  };
}

import { type AssistantPart, type Message, type NativePart, type ToolCallPart, type ToolResultPart } from '../call';
import { InvalidRequest } from '../dialect';
import { type Fields, wrongType } from '../fields';
import { asText } from '../json';
import { readCacheControl } from './cache-control';
import { readCitation } from './citations';
import { readAssistantPart, readContent, readImage, readTexts, readUserPart } from './read-content';
import { readReasoning } from './read-reasoning';
import { callProof } from './reasoning-details';

/**
 * Reads one message. One of the deprecated role `function`, whose calls have no id to answer, is a native part as a whole.
 * @throws {InvalidRequest} for a role that no vendor has
 */
export function readMessage(message: Fields): Message {
  const { path } = message;
  const role = message.required('role', message.string('role'));
  const mark = readCacheControl(message);
  switch (role) {
    case 'system':
    case 'developer':
      return message.close({ role, path, parts: readTexts(message), ...mark });
    case 'user':
      return message.close({ role, path, parts: readContent(message, readUserPart), ...readName(message), ...mark });
    case 'assistant':
      return message.close({ role, path, parts: readAssistant(message), ...readName(message), ...mark });
    case 'tool':
      return message.close({ role, path, parts: [readToolResult(message)], ...mark });
    case 'function':
      return { role: 'user', path, parts: [message.native('openai-chat', asText(message.raw['content']))] };
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

/** In the order in which a model speaks: reasoning, text, images (OpenRouter's), refusal, calls. */
function readAssistant(message: Fields): AssistantPart[] {
  const reasoning = readReasoning(message);
  const content = readContent(message, readAssistantPart);
  const images = message
    .objects('images')
    .map((image) => (isImage(image) ? readImage(image) : image.native('openai-chat')));
  const refusal = message.string('refusal');
  const calls = message.objects('tool_calls').map(readToolCall);
  return [
    ...reasoning.parts,
    ...withCitations(content, message),
    ...images,
    ...(refusal === undefined ? [] : [{ type: 'refusal' as const, path: message.pathOf('refusal'), text: refusal }]),
    ...calls.map((call) => {
      const state = call.type === 'tool-call' ? reasoning.callStates.get(call.id) : undefined;
      return state === undefined ? call : { ...call, state };
    }),
  ];
}

function isImage({ raw }: Fields): boolean {
  return raw['type'] === 'image_url';
}

/** Annotations count characters of the whole content: where that is not one text, they stay unknown. */
function withCitations<Part extends AssistantPart>(content: readonly Part[], message: Fields): readonly Part[] {
  const [text] = content;
  const isAlone = content.length === 1 && text?.type === 'text';
  if (!isAlone || !Array.isArray(message.raw['annotations']) || message.raw['annotations'].length === 0) return content;
  return [{ ...text, citations: message.objects('annotations').map(({ raw }) => readCitation(raw)) }];
}

/** Vendors may leave `type` out; a call of a custom tool is native. `index` repeats the position. */
function readToolCall(call: Fields): ToolCallPart | NativePart {
  const type = call.any('type') ?? 'function';
  if (type !== 'function') return call.native('openai-chat');
  call.any('index');
  const called = call.required('function', call.fields('function'));
  const name = called.required('name', called.string('name'));
  const argumentsText = readArguments(called);
  called.close(undefined);
  const state = callProof({ extra_content: call.any('extra_content') });
  const id = call.required('id', call.string('id'));
  return call.close({ type: 'tool-call', path: call.path, id, name, argumentsText, ...(state && { state }) });
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
    content: readContent(message, readUserPart),
  };
}

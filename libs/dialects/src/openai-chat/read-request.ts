import { type Call, type Extra, type FunctionTool, type JsonObject, type NativeTool } from '../call';
import { InvalidRequest } from '../dialect';
import { Fields, wrongType } from '../fields';
import { asObject, asText, isObject } from '../json';
import { readCacheControl } from './cache-control';
import { readMessage } from './read-messages';
import { readSettings } from './read-settings';

/**
 * Reads a body of `POST /v1/chat/completions`. Only what no vendor could take is refused; what the vocabulary has no word for
 * (also the deprecated `functions`) is kept for the client's own dialect.
 * @throws {InvalidRequest} naming the field at fault
 */
export function readRequest(body: JsonObject): Call {
  const extras: Extra[] = [];
  const fields = Fields.of(body, '', extras);
  const model = fields.required('model', fields.string('model'));
  const stream = fields.boolean('stream') ?? false;
  readStreamOptions(fields);

  const messages = fields.required('messages', fields.list('messages'));
  if (messages.length === 0) {
    throw new InvalidRequest("'messages' must have at least one message.", 'messages', 'invalid_value');
  }
  return fields.close({
    dialect: 'openai-chat',
    model,
    stream,
    messages: fields.objects('messages').map(readMessage),
    tools: fields.objects('tools').map((tool) => readFunction(tool) ?? readNativeTool(tool)),
    ...readSettings(fields),
    extras,
  });
}

/** Whether usage is wanted is the stream's affair (`wantsStreamUsage`): here it is only known. */
export function readStreamOptions(body: Fields): void {
  for (const [key, known] of [
    ['stream_options', 'include_usage'],
    ['usage', 'include'],
  ] as const) {
    if (!isObject(body.raw[key])) continue;
    const options = body.fields(key);
    options?.any(known);
    options?.close(undefined);
  }
}

/** Vendors may leave `type` out. */
function readFunction(tool: Fields): FunctionTool | undefined {
  const type = tool.any('type') ?? 'function';
  if (type !== 'function') return undefined;
  const definition = tool.required('function', tool.fields('function'));
  const name = definition.required('name', definition.string('name'));
  const description = definition.string('description');
  const parameters = definition.any('parameters');
  if (parameters !== undefined && !isObject(parameters)) throw wrongType(definition.pathOf('parameters'), 'an object');
  const strict = definition.boolean('strict');
  definition.close(undefined);
  return tool.close({
    type: 'function',
    path: tool.path,
    name,
    ...(description !== undefined && { description }),
    ...(parameters !== undefined && { parameters }),
    ...(strict !== undefined && { strict }),
    ...readCacheControl(tool),
  });
}

/** A custom tool, or a vendor's own such as `openrouter:web_search`. */
function readNativeTool({ raw, path }: Fields): NativeTool {
  const type = asText(raw['type']) ?? 'tool';
  return {
    type: 'native',
    path,
    dialect: 'openai-chat',
    name: asText(asObject(raw[type])?.['name']) ?? type,
    value: raw,
  };
}

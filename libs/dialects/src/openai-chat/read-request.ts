import { type Call, type JsonObject, type Tool } from '../call';
import { InvalidRequest } from '../dialect';
import { Fields, isObject, wrongType } from './fields';
import { readMessage } from './read-messages';
import { readSettings } from './read-settings';

/**
 * Reads a body of `POST /v1/chat/completions`. Only what no vendor could take is refused; what the vocabulary has no word for
 * (also the deprecated `functions`) is told in `unknownPaths`.
 * @throws {InvalidRequest} naming the field at fault
 */
export function readRequest(body: JsonObject): Call {
  const unknownPaths: string[] = [];
  const fields = Fields.of(body, '', unknownPaths);
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
    messages: fields.objects('messages').flatMap((message) => readMessage(message) ?? []),
    tools: fields.objects('tools').flatMap((tool) => readTool(tool) ?? tool.unknown() ?? []),
    ...readSettings(fields),
    unknownPaths,
  });
}

/** Whether usage is wanted is the stream's affair (`wantsStreamUsage`): here it is only known. */
function readStreamOptions(body: Fields): void {
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

/** Vendors may leave `type` out; tools that are no functions (`custom`, a vendor's own) are not in the vocabulary. */
function readTool(tool: Fields): Tool | undefined {
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
    path: tool.path,
    name,
    ...(description !== undefined && { description }),
    ...(parameters !== undefined && { parameters }),
    ...(strict !== undefined && { strict }),
  });
}

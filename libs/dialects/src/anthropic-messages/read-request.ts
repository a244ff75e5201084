import { type Call, type Extra, type JsonObject } from '../call';
import { Fields } from '../fields';
import { OWN } from './draft';
import { readMessages } from './read-messages';
import { readSettings } from './read-settings';
import { readTool } from './read-tools';

/**
 * Reads a body of `POST /v1/messages`. Only what no vendor could take is refused; what the vocabulary has no word for (context
 * management, containers, MCP servers, and what is yet to be invented) is kept for the client's own dialect.
 * Source: https://platform.claude.com/docs/en/api/messages
 * @throws {InvalidRequest} naming the field at fault
 */
export function readRequest(body: JsonObject): Call {
  const extras: Extra[] = [];
  const fields = Fields.of(body, '', extras);
  return fields.close({
    dialect: OWN,
    model: fields.required('model', fields.string('model')),
    stream: fields.boolean('stream') ?? false,
    ...readSettings(fields),
    messages: readMessages(fields),
    tools: fields.objects('tools').map(readTool),
    extras,
  });
}

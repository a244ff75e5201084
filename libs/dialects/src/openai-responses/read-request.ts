import { type Call, type Extra, type JsonObject } from '../call';
import { InvalidRequest } from '../dialect';
import { Fields, wrongType } from '../fields';
import { OWN } from './own';
import { readItems } from './read-items';
import { readSettings } from './read-settings';
import { readTool } from './read-tools';

/** What a request may name instead of input: the vendor has it already. */
const INSTEAD_OF_INPUT = ['previous_response_id', 'conversation', 'prompt'];

/**
 * Reads a body of `POST /v1/responses`, https://platform.openai.com/docs/api-reference/responses/create. Only what no vendor
 * could take is refused; what the vocabulary has no word for is kept for the client's own dialect.
 * @throws {InvalidRequest} naming the field at fault
 */
export function readRequest(body: JsonObject): Call {
  const extras: Extra[] = [];
  const fields = Fields.of(body, '', extras);
  const model = fields.required('model', fields.string('model'));
  const stream = fields.boolean('stream') ?? false;
  const messages = [...readInstructions(fields), ...readInput(fields)];
  if (messages.length === 0 && INSTEAD_OF_INPUT.every((key) => (body[key] ?? undefined) === undefined)) {
    throw new InvalidRequest("'input' must have at least one item.", 'input', 'missing_required_parameter');
  }
  return fields.close({
    dialect: OWN,
    model,
    stream,
    messages,
    tools: fields.objects('tools').map(readTool),
    ...readSettings(fields),
    extras,
  });
}

/** Instructions come before everything; empty ones are none. */
function readInstructions(body: Fields): Call['messages'] {
  const text = body.string('instructions');
  const path = body.pathOf('instructions');
  return text ? [{ role: 'system', path, parts: [{ type: 'text', path, text }] }] : [];
}

/** A string is what the user says. */
function readInput(body: Fields): Call['messages'] {
  const path = body.pathOf('input');
  const input = body.any('input');
  if (input === undefined) return [];
  if (typeof input === 'string') return [{ role: 'user', path, parts: [{ type: 'text', path, text: input }] }];
  if (!Array.isArray(input)) throw wrongType(path, 'a string or an array of items');
  return readItems(body.objects('input'));
}

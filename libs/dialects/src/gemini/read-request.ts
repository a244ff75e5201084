import { type Call, type Extra, type JsonObject } from '../call';
import { InvalidRequest, type RequestAddress } from '../dialect';
import { Fields, missing } from '../fields';
import { readContents, readInstructions } from './read-contents';
import { readSettings } from './read-settings';
import { readTools } from './read-tools';
import { canonical } from './request-shape';

/**
 * Reads a body of `generateContent` or `streamGenerateContent`; which of them, and the model, stand in the path. Only what no vendor could
 * take is refused; what the vocabulary has no word for is kept for the client's own dialect.
 * @throws {InvalidRequest} naming the field at fault
 */
export function readRequest(body: JsonObject, address?: RequestAddress): Call {
  if (!address) throw missing('model');
  const extras: Extra[] = [];
  const fields = Fields.of(canonical(body), '', extras);
  const contents = fields.required('contents', fields.list('contents'));
  if (contents.length === 0) {
    throw new InvalidRequest("'contents' must have at least one content.", 'contents', 'invalid_value');
  }
  return fields.close({
    dialect: 'gemini',
    model: address.model,
    stream: address.stream,
    messages: [...readInstructions(fields), ...readContents(fields.objects('contents'))],
    tools: readTools(fields),
    ...readSettings(fields),
    extras,
  });
}

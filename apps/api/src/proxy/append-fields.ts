import { type JsonObject } from '@nuvra/dialects';

/** The text of a JSON object with fields added at its end; what it had stays byte for byte. */
export function appendFields(json: string, fields: JsonObject): string {
  const end = json.lastIndexOf('}');
  const before = json.slice(0, end);
  return `${before}${before.trimEnd().endsWith('{') ? '' : ','}${JSON.stringify(fields).slice(1, -1)}}`;
}

import { InvalidRequest, type RequestAddress } from '@nuvra/dialects';

/** What stands in the path where the dialect has it there, and how the stream is to be framed. */
export interface Address extends RequestAddress {
  readonly framing?: 'sse' | 'json-array';
}

/**
 * Reads a path of Gemini's such as `/v1beta/models/google%2Fgemini-3.5-flash:streamGenerateContent?alt=sse`. Without `alt=sse` a
 * stream is one JSON array: https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 * @throws {InvalidRequest} when the model's name is not validly escaped
 */
export function geminiAddress(url: string): Address {
  const [path = '', query = ''] = url.split('?', 2);
  const [, name = '', method = ''] = /\/models\/(.*):(\w+)\/?$/i.exec(path) ?? [];
  const stream = method.toLowerCase() === 'streamgeneratecontent';
  const framing = new URLSearchParams(query).get('alt') === 'sse' ? 'sse' : 'json-array';
  return { model: decode(name), stream, framing };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new InvalidRequest('The model in the path is not validly percent-encoded.', 'model');
  }
}

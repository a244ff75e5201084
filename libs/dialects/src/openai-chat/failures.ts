import { type JsonObject } from '../call';
import { asList, asObject, asText } from '../json';

export { readError, readFailure, writeError, writeFailure } from '../openai-failures';

/** The `error` of a body or chunk, at the top or, with OpenRouter, in a choice; undefined where nothing failed. */
export function findError(body: JsonObject): unknown {
  return (
    body['error'] ||
    asObject(asList(body['choices'])[0])?.['error'] ||
    asText(asObject(body['x_groq'])?.['error']) ||
    undefined
  );
}

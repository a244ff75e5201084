import { type JsonObject } from '../call';
import { asObject, asText } from '../json';

/** What a part of Gemini's server-side tools says in words: code that ran and what it put out. */
export function nativeText(part: JsonObject): string | undefined {
  return (
    asText(asObject(part['executableCode'])?.['code']) ?? asText(asObject(part['codeExecutionResult'])?.['output'])
  );
}

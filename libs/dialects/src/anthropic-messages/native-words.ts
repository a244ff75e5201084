import { type JsonObject } from '../call';
import { asList, asText, isObject } from '../json';

const SPOKEN = ['title', 'url', 'source', 'text', 'data', 'stdout', 'stderr', 'content'];

/**
 * What a block says in words: the results of searches, the output of code, the text of documents. Undefined for a block that
 * says nothing to a reader, such as a question to one of the vendor's own tools.
 */
export function wordsOf(block: JsonObject): string | undefined {
  return asText(spokenIn(block).join('\n'));
}

function spokenIn(block: JsonObject): string[] {
  return SPOKEN.flatMap((key) => {
    // Elsewhere `data` is bytes in base64, or redacted thinking.
    if (key === 'data' && block['type'] !== 'text') return [];
    const value = block[key];
    return (Array.isArray(value) ? asList(value) : [value]).flatMap((item) =>
      isObject(item) ? spokenIn(item) : (asText(item) ?? []),
    );
  });
}

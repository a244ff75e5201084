import { generationOf } from './model-generation';

/**
 * How many searches the vendor charges for: from Gemini 3 on each different query that is not empty, before that one for each prompt that was
 * grounded. https://ai.google.dev/gemini-api/docs/google-search#pricing
 * @param queries of each candidate, as told
 * @returns undefined where no search is told
 */
export function countSearches(queries: readonly (readonly string[])[], model: string | undefined): number | undefined {
  const different = new Set(queries.flat().filter((query) => query !== ''));
  if (different.size === 0) return undefined;
  return generationOf(model ?? '') >= 3 ? different.size : 1;
}

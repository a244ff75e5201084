export type Encoding = 'o200k_base' | 'cl100k_base';

/** Counts the tokens of a text; special tokens in it are text like any other. */
export type CountTokens = (text: string) => number;

/** OpenAI's older models, and its embeddings: https://github.com/openai/tiktoken/blob/main/tiktoken/model.py */
const OLDER = /^openai\/(gpt-4(-|$)|gpt-3\.5|text-embedding-)/;

/** The encoding of a model: its own where OpenAI published it, else that of OpenAI's current models, as the nearest to be had. */
export function encodingOf(modelId: string): Encoding {
  return OLDER.test(modelId) ? 'cl100k_base' : 'o200k_base';
}

/**
 * Loads an encoding: about 60 MB, and a tenth of a second on the event loop, so in two steps with a breath between them, and not before
 * somebody counts.
 */
export async function loadEncoding(encoding: Encoding): Promise<CountTokens> {
  await (encoding === 'cl100k_base'
    ? import('gpt-tokenizer/bpeRanks/cl100k_base')
    : import('gpt-tokenizer/bpeRanks/o200k_base'));
  await new Promise((resolve) => setImmediate(resolve));
  const { countTokens } = await (encoding === 'cl100k_base'
    ? import('gpt-tokenizer/encoding/cl100k_base')
    : import('gpt-tokenizer/encoding/o200k_base'));
  const asText = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };
  return (text) => countTokens(text, asText);
}

/**
 * What is left of a model's name once spelling is taken out: vendors write `claude-opus-4-5`, `Kimi-K2.6` and `llama3-1` where
 * OpenRouter writes `claude-opus-4.5`, `kimi-k2.6` and `llama-3.1`.
 */
export function spellingKey(slug: string): string {
  return slug.toLowerCase().replace(/[^a-z0-9]/g, '');
}

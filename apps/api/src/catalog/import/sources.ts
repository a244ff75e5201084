/** A provider in models.dev's catalogue, and ours. */
export interface Source {
  /** models.dev's id. */
  readonly key: string;
  /** Our id of the provider. */
  readonly provider: string;
  /** The author whose own models the provider serves under their own names; none for those that serve others' models. */
  readonly home?: string;
}

/**
 * Every provider we take from models.dev, in the order in which a model's endpoints are tried; the author's own goes before them
 * all. OpenRouter is last: it is a middleman, and everything above is reached without one.
 */
export const SOURCES: readonly Source[] = [
  { key: 'openai', provider: 'openai', home: 'openai' },
  { key: 'anthropic', provider: 'anthropic', home: 'anthropic' },
  { key: 'google', provider: 'gemini', home: 'google' },
  { key: 'deepseek', provider: 'deepseek', home: 'deepseek' },
  { key: 'mistral', provider: 'mistral', home: 'mistralai' },
  { key: 'xai', provider: 'xai', home: 'x-ai' },
  { key: 'moonshotai', provider: 'moonshot', home: 'moonshotai' },
  { key: 'alibaba', provider: 'alibaba', home: 'qwen' },
  { key: 'zai', provider: 'zai', home: 'z-ai' },
  { key: 'minimax', provider: 'minimax', home: 'minimax' },
  { key: 'cohere', provider: 'cohere', home: 'cohere' },
  { key: 'perplexity', provider: 'perplexity', home: 'perplexity' },
  { key: 'groq', provider: 'groq' },
  { key: 'togetherai', provider: 'together' },
  { key: 'fireworks-ai', provider: 'fireworks' },
  { key: 'cerebras', provider: 'cerebras' },
  { key: 'google-vertex', provider: 'vertex' },
  { key: 'azure', provider: 'azure' },
  { key: 'amazon-bedrock', provider: 'bedrock' },
  { key: 'openrouter', provider: 'openrouter' },
];

/** Their ids, in the order of {@link SOURCES}. */
export const SOURCE_PROVIDERS: readonly string[] = SOURCES.map(({ provider }) => provider);

/** The provider of the author's own API, if we take it. */
export function homeOf(author: string): string | undefined {
  return SOURCES.find(({ home }) => home === author)?.provider;
}

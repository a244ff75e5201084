import { openAiCompatible } from '../openai-compatible';

/**
 * https://docs.fireworks.ai/tools-sdks/openai-compatibility (read 2026-11-25): OpenAI's dialect; usage stands in the last chunk of every
 * stream, the one with the finish reason; an output limit beyond the context window is lowered, not refused.
 */
export const fireworks = openAiCompatible({
  id: 'fireworks',
  name: 'Fireworks AI',
  environmentPrefix: 'FIREWORKS',
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  exampleModel: 'moonshotai/kimi-k3',
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming (read 2026-11-25).
  abortStopsBilling: true,
  // Embeddings: https://docs.fireworks.ai/guides/querying-embeddings-models (unproved)
  passThroughPaths: { completions: '/completions', embeddings: '/embeddings' },
});

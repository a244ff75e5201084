import { openAiChat } from '@nuvra/dialects';
import { openAiCompatible } from '../openai-compatible';

/**
 * https://openrouter.ai/docs/api/reference/overview (read 2026-11-25): OpenAI's dialect with `reasoning` and `reasoning_details`, errors in
 * a 200 and in streams, and comments that keep streams alive. Its fields for routing are its clients' business, so that nothing is
 * adapted; its headers for attribution (`HTTP-Referer`, `X-Title`) are not sent, since they would name our clients' programs.
 */
export const openrouter = openAiCompatible({
  id: 'openrouter',
  name: 'OpenRouter',
  environmentPrefix: 'OPENROUTER',
  baseUrl: 'https://openrouter.ai/api/v1',
  exampleModel: 'openai/gpt-5.4',
  apis: [{ dialect: openAiChat, path: () => '/chat/completions' }],
  // It depends on whom it calls: https://openrouter.ai/docs/api-reference/streaming
  abortStopsBilling: 'unknown',
  // As in @openrouter/sdk 1.3.19.
  passThroughPaths: { embeddings: '/embeddings', rerank: '/rerank' },
});

import { renamed, singleChoice, withoutFields } from '../adapt-request';
import { developerAsSystem } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';

/**
 * https://docs.ollama.com/api/openai-compatibility (read 2026-11-25): models on the operator's own machine, by OpenAI's dialect. Nothing
 * asks for a key there, and nothing is called until its address is set.
 */
export const ollama = openAiCompatible({
  id: 'ollama',
  name: 'Ollama',
  environmentPrefix: 'OLLAMA',
  exampleBaseUrl: 'http://localhost:11434/v1',
  keyOptional: true,
  apis: [
    {
      ...chatApi(
        // Which roles it knows the page does not say; models' templates know the system.
        developerAsSystem,
        renamed('max_completion_tokens', 'max_tokens'),
        singleChoice,
        withoutFields(
          [
            'logit_bias',
            'logprobs',
            'metadata',
            'parallel_tool_calls',
            'prompt_cache_key',
            'service_tier',
            'store',
            'tool_choice',
            'top_logprobs',
            'user',
          ],
          'Ollama does not support it.',
        ),
      ),
      inlineMediaOnly: true,
    },
  ],
  // Nothing is billed, and the machine is free for others.
  abortStopsBilling: true,
  passThroughPaths: { completions: '/completions', embeddings: '/embeddings' },
});

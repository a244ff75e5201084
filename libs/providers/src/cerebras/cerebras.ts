import { withoutFields } from '../adapt-request';
import { developerAsSystem, reasoningAs } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';

/**
 * https://inference-docs.cerebras.ai/resources/openai and …/api-reference/chat-completions (the latter as in @cerebras/cerebras_cloud_sdk
 * 1.91.0; read 2026-11-25): OpenAI's dialect with `reasoning`.
 */
export const cerebras = openAiCompatible({
  id: 'cerebras',
  name: 'Cerebras',
  environmentPrefix: 'CEREBRAS',
  baseUrl: 'https://api.cerebras.ai/v1',
  exampleModel: 'openai/gpt-oss-120b',
  apis: [
    chatApi(
      // The system stands where OpenAI's developer does; the role itself is for OpenAI's models alone.
      developerAsSystem,
      reasoningAs('reasoning'),
      withoutFields(['metadata', 'safety_identifier', 'store', 'verbosity'], 'Cerebras has no such field.'),
    ),
  ],
  passThroughPaths: { completions: '/completions' },
});

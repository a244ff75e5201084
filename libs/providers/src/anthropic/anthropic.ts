import { anthropicMessages } from '@nuvra/dialects';
import { type Provider } from '../provider';

/** https://platform.claude.com/docs/en/api/messages */
export const anthropic: Provider = {
  id: 'anthropic',
  name: 'Anthropic',
  environmentPrefix: 'ANTHROPIC',
  baseUrl: 'https://api.anthropic.com',
  exampleModel: 'anthropic/claude-sonnet-5',
  apis: [
    {
      dialect: anthropicMessages,
      path: () => '/v1/messages',
      countTokensPath: () => '/v1/messages/count_tokens',
    },
  ],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming (read 2026-11-25).
  abortStopsBilling: true,
  // The version is mandatory: https://platform.claude.com/docs/en/api/versioning
  headers: (apiKey) => ({ 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' }),
};

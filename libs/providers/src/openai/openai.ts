import { chatApi, openAiCompatible, responsesApi } from '../openai-compatible';

/** https://developers.openai.com/api/reference/resources/chat */
export const openai = openAiCompatible({
  id: 'openai',
  name: 'OpenAI',
  environmentPrefix: 'OPENAI',
  baseUrl: 'https://api.openai.com/v1',
  exampleModel: 'openai/gpt-5.4',
  apis: [chatApi(), { ...responsesApi, countTokensPath: () => '/responses/input_tokens' }],
  // By OpenRouter's word, https://openrouter.ai/docs/api-reference/streaming (read 2026-11-25); OpenAI itself says nothing of it.
  abortStopsBilling: true,
  passThroughPaths: {
    completions: '/completions',
    embeddings: '/embeddings',
    'images/generations': '/images/generations',
    'images/edits': '/images/edits',
    'audio/speech': '/audio/speech',
    'audio/transcriptions': '/audio/transcriptions',
    moderations: '/moderations',
  },
});

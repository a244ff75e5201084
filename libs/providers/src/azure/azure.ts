import { chatApi, openAiCompatible, responsesApi } from '../openai-compatible';

/**
 * https://learn.microsoft.com/en-us/azure/foundry/openai/api-version-lifecycle (read 2026-11-25): OpenAI's API at an operator's own
 * resource, without dated versions. A model is called by the name of its deployment: who named it otherwise than the model says so in
 * `catalog.overrides.json`.
 */
export const azure = openAiCompatible({
  id: 'azure',
  name: 'Azure OpenAI',
  environmentPrefix: 'AZURE_OPENAI',
  exampleBaseUrl: 'https://my-resource.openai.azure.com/openai/v1',
  exampleModel: 'openai/gpt-5.4',
  apis: [chatApi(), responsesApi],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming.
  abortStopsBilling: true,
  passThroughPaths: { embeddings: '/embeddings' },
  // A key of the resource; `authorization` is for tokens of Entra ID.
  headers: (apiKey) => ({ 'api-key': apiKey }),
});

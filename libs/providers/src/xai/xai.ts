import { forModels, withoutFields } from '../adapt-request';
import { chatApi, openAiCompatible, responsesApi } from '../openai-compatible';

/**
 * https://docs.x.ai/docs/api-reference: OpenAI's dialects; `completion_tokens` leave reasoning out. In chat most models keep their
 * reasoning to themselves; in Responses it returns encrypted. https://docs.x.ai/docs/guides/reasoning (read 2026-11-25)
 */
export const xai = openAiCompatible({
  id: 'xai',
  name: 'xAI',
  environmentPrefix: 'XAI',
  baseUrl: 'https://api.x.ai/v1',
  exampleModel: 'x-ai/grok-4.7',
  apis: [
    chatApi(
      // The guide above: reasoning models answer them with an error.
      forModels(
        /^(?!.*non-reasoning)/,
        withoutFields(['presence_penalty', 'frequency_penalty', 'stop'], 'Models that reason refuse it.'),
      ),
    ),
    responsesApi,
  ],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming (read 2026-11-25).
  abortStopsBilling: true,
  // https://docs.x.ai/docs/guides/image-generations (unproved)
  passThroughPaths: { 'images/generations': '/images/generations' },
});

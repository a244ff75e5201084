import { type ProviderExamples } from '../conformance/examples';
import { chat } from '../conformance/wire';

const body = { stop: ['END'], presence_penalty: 1 };

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'does not hear of stops and penalties where the model reasons',
      model: 'grok-4.7',
      body,
      sent: {},
      told: ['dropped stop', 'dropped presence_penalty'],
    },
    { it: 'hears of them where it does not', model: 'grok-4.20-0309-non-reasoning', body, sent: body },
  ],
  replies: [
    {
      // https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/grok/capabilities/reasoning
      it: 'counts reasoning beside the completion',
      json: {
        ...chat({ content: 'Hello' }),
        usage: {
          prompt_tokens: 30,
          completion_tokens: 10,
          total_tokens: 240,
          completion_tokens_details: { reasoning_tokens: 200 },
        },
      },
      says: [{ type: 'usage', usage: { inputTokens: 30, outputTokens: 10, reasoningTokens: 200 } }],
    },
  ],
};

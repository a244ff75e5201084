import { changed, singleChoice, withoutFields, withoutIdleFields } from '../adapt-request';
import { reasoningAs, withoutMessageFields } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';

const TIERS = ['auto', 'flex', 'on_demand', 'performance'];

/**
 * https://console.groq.com/docs/openai and https://console.groq.com/docs/api-reference (the latter as in groq-sdk 1.6.0; read
 * 2026-11-25): OpenAI's dialect with `reasoning`, and usage of streams in an envelope of its own, `x_groq`.
 */
export const groq = openAiCompatible({
  id: 'groq',
  name: 'Groq',
  environmentPrefix: 'GROQ',
  baseUrl: 'https://api.groq.com/openai/v1',
  exampleModel: 'openai/gpt-oss-120b',
  apis: [
    chatApi(
      withoutFields(['logit_bias', 'logprobs', 'top_logprobs'], 'Groq refuses it.'),
      singleChoice,
      withoutMessageFields(['name'], 'Groq refuses names of speakers.'),
      reasoningAs('reasoning'),
      withoutMessageFields(['annotations', 'reasoning_details', 'refusal'], 'Groq has no such field in messages.'),
      withoutFields(['frequency_penalty', 'presence_penalty'], "None of Groq's models hears it."),
      withoutFields(
        ['metadata', 'prompt_cache_key', 'safety_identifier', 'store', 'verbosity'],
        'Groq does not support it.',
      ),
      // The default by another name; https://console.groq.com/docs/service-tiers
      changed('service_tier', (tier) => {
        if (TIERS.includes(String(tier))) return undefined;
        if (tier === 'default') return { fields: { service_tier: 'on_demand' } };
        return { fields: {}, why: `Groq's service tiers are ${TIERS.join(', ')}.` };
      }),
      // Usage comes in the last chunk in any case.
      withoutIdleFields('stream_options'),
    ),
  ],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming (read 2026-11-25).
  abortStopsBilling: false,
  // https://console.groq.com/docs/speech-to-text and …/text-to-speech (unproved)
  passThroughPaths: { 'audio/speech': '/audio/speech', 'audio/transcriptions': '/audio/transcriptions' },
});

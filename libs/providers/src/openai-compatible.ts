import { asObject, openAiChat } from '@nuvra/dialects';
import { changed, inOrder, withoutIdleFields } from './adapt-request';
import { type Adaptation, type Provider, type ProviderApi } from './provider';

type Differences = Pick<Provider, 'id' | 'name' | 'environmentPrefix'> & Partial<Provider>;

/** A provider that speaks OpenAI's chat dialect: say only what differs, with the reason. */
export function openAiCompatible(differences: Differences): Provider {
  return {
    apis: [chatApi()],
    abortStopsBilling: 'unknown',
    headers: (apiKey): Record<string, string> => (apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
    ...differences,
  };
}

/** OpenAI's chat dialect at its usual path, with what the provider wants said differently. */
export function chatApi(...steps: readonly Adaptation[]): ProviderApi {
  return {
    dialect: openAiChat,
    path: () => '/chat/completions',
    adaptRequest: inOrder(withoutIdleFields('usage'), reasoningAsEffort, ...steps),
  };
}

/*
 * OpenRouter's SDKs work with our base URL alone, and so their requests reach any provider that speaks the dialect, most of which refuse
 * fields they do not know: https://openrouter.ai/docs/guides/best-practices/reasoning-tokens, …/administration/usage-accounting
 */

/** OpenRouter's `reasoning`, with an effort, a budget or a switch, in the word that OpenAI has for it. */
const reasoningAsEffort = changed('reasoning', (value, body) => {
  const reasoning = asObject(value);
  if (reasoning === undefined) return undefined;
  const { effort, enabled, max_tokens: budget } = reasoning;
  if (body['reasoning_effort'] !== undefined) return { fields: {} };
  if (typeof effort === 'string') return { fields: { reasoning_effort: effort } };
  if (enabled === false) return { fields: { reasoning_effort: 'none' } };
  if (typeof budget === 'number') {
    const word = effortFor(budget);
    return { fields: { reasoning_effort: word }, why: `The provider takes an effort, not a budget: '${word}'.` };
  }
  return { fields: {}, why: 'The model reasons as it does by itself.' };
});

/** Google's own table between the two: https://ai.google.dev/gemini-api/docs/openai#thinking */
function effortFor(budgetTokens: number): 'none' | 'low' | 'medium' | 'high' {
  if (budgetTokens === 0) return 'none';
  if (budgetTokens <= 1024) return 'low';
  return budgetTokens <= 8192 ? 'medium' : 'high';
}

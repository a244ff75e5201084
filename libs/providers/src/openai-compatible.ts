import { asObject, effortOfBudget, type JsonObject, openAiChat, openAiResponses, ReceiptBook } from '@nuvra/dialects';
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
  // Usage is told in any case, and with it the cost: https://openrouter.ai/docs/use-cases/usage-accounting
  const adaptRequest = inOrder(withoutIdleFields('usage'), hearingReasoning(inOrder(...steps)));
  return { dialect: openAiChat, path: () => '/chat/completions', adaptRequest };
}

/** OpenAI's Responses at its usual path: of its two dialects the one in which reasoning returns. */
export const responsesApi: ProviderApi = {
  dialect: openAiResponses,
  path: () => '/responses',
  keepsReasoning: true,
};

/**
 * OpenRouter's SDKs work with our base URL alone, and so their `reasoning` reaches every provider of the dialect. It becomes the word that OpenAI
 * has for it, and what the provider's own steps tell of the word is told of the field that the client wrote.
 * https://openrouter.ai/docs/use-cases/reasoning-tokens
 */
function hearingReasoning(steps: Adaptation): Adaptation {
  return (body, book, model) => {
    const heard = reasoningAsEffort(body, book, model);
    if (heard === body) return steps(body, book, model);
    const told = new ReceiptBook();
    const made: JsonObject = steps(heard, told, model);
    for (const line of told.lines) {
      const isOurWord = line.path === 'reasoning_effort' && !body[line.path];
      book.add({ ...line, ...(isOurWord && { path: 'reasoning' }) });
    }
    return made;
  };
}

/** An effort, a budget or a switch, as an effort. */
const reasoningAsEffort = changed('reasoning', (value, body) => {
  const reasoning = asObject(value);
  if (reasoning === undefined) return undefined;
  const { effort, enabled, max_tokens: budget } = reasoning;
  if (body['reasoning_effort']) return { fields: {} };
  if (typeof effort === 'string') return { fields: { reasoning_effort: effort } };
  if (enabled === false) return { fields: { reasoning_effort: 'none' } };
  if (typeof budget === 'number') {
    const word = effortOfBudget(budget);
    return { fields: { reasoning_effort: word }, why: `The provider takes an effort, not a budget: '${word}'.` };
  }
  return { fields: {}, why: 'The model reasons as it does by itself.' };
});

import { openAiChat } from '@nuvra/dialects';
import { type Provider } from './provider';

type Differences = Pick<Provider, 'id' | 'name' | 'environmentPrefix' | 'baseUrl' | 'exampleModel'> & Partial<Provider>;

/** A provider that speaks OpenAI's chat dialect: say only what differs, with the reason. */
export function openAiCompatible(differences: Differences): Provider {
  return {
    apis: [{ dialect: openAiChat, path: () => '/chat/completions' }],
    abortStopsBilling: 'unknown',
    headers: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
    ...differences,
  };
}

import { type Provider, providers } from '@nuvra/providers';
import { type Config } from '../config/config';

/** A provider as this installation calls it: where, and as whom. */
export interface CallableProvider {
  readonly provider: Provider;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  /** Where an operator finds the key when the vendor refuses it: a variable, or a place in a file. */
  readonly keyAt: string;
}

/** The providers that ship with Nuvra and that the environment makes callable: there is an address and, where one is asked for, a key. */
export function callableProviders(config: Config): CallableProvider[] {
  return providers.flatMap((provider) => {
    const { apiKey, baseUrl } = config.providers[provider.id] ?? {};
    if (baseUrl === undefined || (apiKey === undefined && !provider.keyOptional)) return [];
    return [{ provider, baseUrl, apiKey, keyAt: `${provider.environmentPrefix}_API_KEY` }];
  });
}

/** The variables that make a provider callable, e.g. `OPENAI_API_KEY`; none for one that Nuvra has no adapter for. */
export function variablesOf(id: string): string[] {
  const provider = providers.find((one) => one.id === id);
  if (!provider) return [];
  const { environmentPrefix, keyOptional, baseUrl } = provider;
  return [
    ...(keyOptional ? [] : [`${environmentPrefix}_API_KEY`]),
    ...(baseUrl === undefined ? [`${environmentPrefix}_BASE_URL`] : []),
  ];
}

import { type DialectId, openAiChat } from '@nuvra/dialects';
import { withoutFields } from '../adapt-request';
import { openAiCompatible, responsesApi } from '../openai-compatible';
import { type PassThroughOperation, type Provider, type ProviderApi } from '../provider';

/** An endpoint of OpenAI's form that an operator describes: data, where the other providers are code. */
export interface CustomProvider {
  readonly id: string;
  readonly name: string;
  /** With the version, if it has one: `/chat/completions` follows. */
  readonly baseUrl: string;
  /** Sent with every request, besides the key. Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** In the order in which clients of other dialects are translated to them; chat alone where absent. */
  readonly dialects?: readonly [CustomDialect, ...CustomDialect[]];
  readonly operations?: readonly PassThroughOperation[];
  /** Fields of chat requests that it refuses. */
  readonly unsupportedFields?: readonly string[];
  readonly inlineMediaOnly?: boolean;
}

export type CustomDialect = keyof typeof APIS;

const APIS = {
  'openai-chat': { dialect: openAiChat, path: () => '/chat/completions' },
  'openai-responses': responsesApi,
} as const satisfies Partial<Record<DialectId, ProviderApi>>;

export const CUSTOM_DIALECTS = Object.keys(APIS) as CustomDialect[];

/** The provider that an operator describes. */
export function customProvider(custom: CustomProvider): Provider {
  const { id, name, baseUrl, headers = {}, operations = [], dialects = ['openai-chat'] } = custom;
  const [first, ...others] = dialects;
  const family = openAiCompatible({ id, name, baseUrl, environmentPrefix: id.toUpperCase().replaceAll('-', '_') });
  return {
    ...family,
    keyOptional: true,
    apis: [apiOf(first, custom), ...others.map((dialect) => apiOf(dialect, custom))],
    passThroughPaths: Object.fromEntries(operations.map((operation) => [operation, `/${operation}`])),
    headers: (apiKey) => ({ ...headers, ...family.headers(apiKey) }),
  };
}

function apiOf(dialect: CustomDialect, { unsupportedFields = [], inlineMediaOnly, name }: CustomProvider): ProviderApi {
  const adaptRequest =
    dialect === 'openai-chat' ? withoutFields(unsupportedFields, `${name} does not support it.`) : undefined;
  return { ...APIS[dialect], inlineMediaOnly, adaptRequest };
}

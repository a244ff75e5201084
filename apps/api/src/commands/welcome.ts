import { type Provider, providers as shipped } from '@nuvra/providers';
import { type CallableProvider, callableProviders } from '../catalog/callable-provider';
import { type Config } from '../config/config';

interface Welcome {
  readonly url: string;
  readonly config: Config;
  /** The operator's own. */
  readonly providers: readonly CallableProvider[];
  /** The first key, at the first start only. */
  readonly apiKey: string | undefined;
  readonly notice: string | undefined;
}

/** What the terminal shows once everything runs: where it is, the first key, and a request that works when pasted. */
export function welcome({ url, config, providers, apiKey, notice }: Welcome): string {
  const callable = [...callableProviders(config), ...providers].map(({ provider }) => provider);
  const lines = [
    '',
    `  Nuvra is running at ${url}`,
    '',
    `  Console        ${url}`,
    `  API            ${url}/v1`,
    `  API reference  ${config.docsOpen ? `${url}/docs` : 'closed (NUVRA_DOCS)'}`,
    '',
    ...(config.demo
      ? [
          '  Demo mode: no provider has a key, so local stand-ins answer. Nothing leaves this machine and nothing is charged.',
          `  To go live set a key such as ${KEYS_TO_NAME.join(', ')} and start again; .env.example lists all.`,
        ]
      : [`  Live: ${callable.map(({ name }) => name).join(', ')}`]),
    ...(notice ? ['', `  ${notice}`] : []),
    '',
    ...(apiKey
      ? [`  Your first API key, shown this once:  ${apiKey}`]
      : ['  API keys were made before. For another: POST /management/v1/api-keys, with NUVRA_MASTER_KEY set.']),
    '',
    '  Try it:',
    `    curl ${url}/v1/chat/completions -H "Authorization: Bearer ${apiKey ?? '$NUVRA_API_KEY'}" \\`,
    `      -H "Content-Type: application/json" -d '${JSON.stringify({ model: callable.find(hasExample)?.exampleModel ?? 'author/model', messages: [{ role: 'user', content: 'Hello!' }] })}'`,
    '',
    '  Ctrl-C stops it.',
    '',
  ];
  return lines.join('\n');
}

const hasExample = ({ exampleModel }: Provider): boolean => exampleModel !== undefined;

/** Of the providers that most have a key for. */
const KEYS_TO_NAME = shipped.slice(0, 4).map(({ environmentPrefix }) => `${environmentPrefix}_API_KEY`);

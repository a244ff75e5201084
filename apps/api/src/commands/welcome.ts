import { providers } from '@nuvra/providers';
import { type Config } from '../config/config';

interface Welcome {
  readonly url: string;
  readonly config: Config;
  /** The first key, at the first start only. */
  readonly apiKey: string | undefined;
  readonly notice: string | undefined;
}

/** What the terminal shows once everything runs: where it is, the first key, and a request that works when pasted. */
export function welcome({ url, config, apiKey, notice }: Welcome): string {
  const configured = providers.filter(({ id }) => config.providers[id]?.apiKey);
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
          `  To go live set a key such as ${providers.map(({ environmentPrefix }) => `${environmentPrefix}_API_KEY`).join(', ')} and start again.`,
        ]
      : [`  Live: ${configured.map(({ name }) => name).join(', ')}`]),
    ...(notice ? ['', `  ${notice}`] : []),
    '',
    ...(apiKey
      ? [`  Your first API key, shown this once:  ${apiKey}`]
      : ['  API keys were made before. For another: POST /management/v1/api-keys, with NUVRA_MASTER_KEY set.']),
    '',
    '  Try it:',
    `    curl ${url}/v1/chat/completions -H "Authorization: Bearer ${apiKey ?? '$NUVRA_API_KEY'}" \\`,
    `      -H "Content-Type: application/json" -d '${JSON.stringify({ model: exampleModel(config), messages: [{ role: 'user', content: 'Hello!' }] })}'`,
    '',
    '  Ctrl-C stops it.',
    '',
  ];
  return lines.join('\n');
}

/** A model of the first provider that is configured. */
function exampleModel(config: Config): string | undefined {
  return providers.find(({ id }) => config.providers[id]?.apiKey)?.exampleModel;
}

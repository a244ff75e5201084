import { providers } from '@nuvra/providers';
import { z } from 'zod';

const port = z.coerce.number<string>().int().min(0).max(65535);
const milliseconds = z.coerce.number<string>().int().min(1);
const webUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .transform((url) => url.replace(/\/+$/, ''));
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must look like postgres://user:password@host:5432/database',
});

/**
 * Every variable that Nuvra reads, with the sentence that `.env.example` gives it. A variable that is set but empty counts as
 * not set, as in most shells' scripts and in Compose files.
 */
const ownVariables = {
  PORT: port.default(4100).describe('Port of the API and the console; 0 takes a free one.'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; 0.0.0.0 to be reached from other machines.'),
  NUVRA_PUBLIC_URL: webUrl
    .optional()
    .describe('URL under which people and programs reach Nuvra; default: the address it listens on.'),
  NUVRA_DATA_DIR: z
    .string()
    .optional()
    .describe('Folder of the embedded database and everything else that must survive; default: .nuvra in the project.'),
  NUVRA_MASTER_KEY: z
    .string()
    .min(32, { error: 'must have at least 32 characters, e.g. from: openssl rand -hex 24', abort: true })
    .refine(
      (key) => new Set(key).size >= 8 && !/change.?me|example|password|placeholder/i.test(key),
      'is too easy to guess; make one with: openssl rand -hex 24',
    )
    .optional()
    .describe('Management key for automation, at least 32 characters; without one the management API is closed.'),
  DATABASE_URL: postgresUrl
    .optional()
    .describe(
      'PostgreSQL 15 or newer, as the owner of the database; default: an embedded PostgreSQL in the data directory.',
    ),
  DATABASE_APP_URL: postgresUrl
    .optional()
    .describe(
      'Login for the API itself, a member of the role nuvra_app; default: nuvra_app, created and given a password by the owner.',
    ),
  NUVRA_CATALOG_URL: webUrl
    .default('https://models.dev/api.json')
    .describe('Where `npm run catalog:refresh` reads model facts and prices.'),
  NUVRA_DOCS: z.enum(['open', 'closed']).default('open').describe('Whether /docs and /openapi.json are served.'),
  NUVRA_LOG: z
    .enum(['pretty', 'json'])
    .optional()
    .describe('Log format; default: pretty on a terminal, json elsewhere.'),
  NUVRA_MAX_BODY_MB: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(1024)
    .default(25)
    .describe('Largest request body in MB.'),
  NUVRA_CONNECT_TIMEOUT_MS: milliseconds.default(5_000).describe('How long connecting to a provider may take.'),
  NUVRA_FIRST_BYTE_TIMEOUT_MS: milliseconds
    .default(600_000)
    .describe('How long a provider may take until its reply begins.'),
  NUVRA_IDLE_TIMEOUT_MS: milliseconds.default(120_000).describe('How long a provider may pause within a reply.'),
  NUVRA_TOTAL_TIMEOUT_MS: milliseconds.default(1_800_000).describe('How long a whole request may take.'),
  NUVRA_DRAIN_TIMEOUT_MS: milliseconds
    .default(30_000)
    .describe('How long running requests may finish after SIGTERM or Ctrl-C.'),
  NUVRA_MEDIA_ALLOWED_HOSTS: z
    .string()
    .default('')
    .transform((hosts) => hosts.split(',').flatMap((host) => host.trim().toLowerCase() || []))
    .describe(
      'Hosts from which images and files that a request names by URL are fetched though they are private or speak http, separated by commas, with the port where it is not the usual one; all others must be public and speak https.',
    ),
  NUVRA_MEDIA_MAX_MB: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(1024)
    .default(20)
    .describe('How much of images and files in MB is fetched for one request at most.'),
  NUVRA_MEDIA_TIMEOUT_MS: milliseconds
    .default(15_000)
    .describe('How long fetching the images and files of a request may take.'),
  HTTPS_PROXY: webUrl.optional().describe('Proxy for calls to https providers (also in lower case).'),
  HTTP_PROXY: webUrl.optional().describe('Proxy for calls to http providers (also in lower case).'),
  NO_PROXY: z
    .string()
    .optional()
    .describe('Hosts that are called without a proxy, separated by commas (also in lower case).'),
  NODE_EXTRA_CA_CERTS: z
    .string()
    .optional()
    .describe('PEM file with further certificate authorities, read by Node.js itself.'),
};

/** `<PROVIDER>_API_KEY` and `<PROVIDER>_BASE_URL` of every provider there is. */
const providerVariables: Record<string, z.ZodType<string | undefined>> = {};
for (const { name, environmentPrefix, keyOptional, baseUrl, exampleBaseUrl } of providers) {
  providerVariables[`${environmentPrefix}_API_KEY`] = z
    .string()
    .optional()
    .describe(`API key for ${name}${keyOptional ? ', where it asks for one' : ''}.`);
  providerVariables[`${environmentPrefix}_BASE_URL`] = webUrl
    .optional()
    .describe(
      baseUrl === undefined
        ? `Where to call ${name}, e.g. ${exampleBaseUrl}; without it ${name} is not called.`
        : `Where to call ${name}; default: ${baseUrl}.`,
    );
}

export const environmentSchema = z.object(ownVariables).and(z.object(providerVariables));

/** Name and description of every variable, in the order of `.env.example`. */
export const variables: readonly { name: string; description: string; defaultValue?: string }[] =
  Object.entries<z.ZodType>({
    ...providerVariables,
    ...ownVariables,
  }).map(([name, type]) => {
    const fallback = type.safeParse(undefined).data as string | number | undefined;
    return { name, description: type.description ?? '', defaultValue: fallback?.toString() };
  });

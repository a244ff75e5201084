import { providers } from '@nuvra/providers';
import { resolve } from 'node:path';
import { type z } from 'zod';
import { environmentSchema, variables } from './schema';

/** What was configured, validated. The only place that reads the environment; everything else is given this. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash; undefined: the address that the server listens on. */
  readonly publicUrl?: string;
  /** Absolute; undefined: the default, see data-directory.ts. */
  readonly dataDirectory?: string;
  readonly masterKey?: string;
  /** `ownerUrl` undefined: the embedded PostgreSQL. */
  readonly database: { readonly ownerUrl?: string; readonly appUrl?: string };
  readonly catalogUrl: string;
  readonly docsOpen: boolean;
  readonly logFormat: 'pretty' | 'json';
  readonly maxBodyBytes: number;
  readonly timeouts: Timeouts;
  readonly media: MediaLimits;
  readonly outboundProxy: { readonly https?: string; readonly http?: string; readonly except?: string };
  /** By provider id. */
  readonly providers: Readonly<Record<string, ProviderConfig>>;
  /** Local stand-ins answer for the vendors, since no provider has a key. */
  readonly demo: boolean;
}

export interface Timeouts {
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
  readonly drainMs: number;
}

/** For media that clients name by URL and the gateway fetches. */
export interface MediaLimits {
  /** Hosts that may be private and unencrypted, as in a URL: with the port where it is not the usual one. */
  readonly allowedHosts: ReadonlySet<string>;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface ProviderConfig {
  readonly apiKey?: string;
  /** Absent where the vendor has no address of its own and none was set. */
  readonly baseUrl?: string;
}

/** Nest's injection token for {@link Config}. */
export const CONFIG = Symbol('CONFIG');

/** Everything that is wrong with the environment, a line each. */
export class ConfigFaults extends Error {
  override readonly name = 'ConfigFaults';

  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n  ${faults.join('\n  ')}`,
    );
  }
}

/**
 * Reads the configuration, first adding what a `.env` file in the working directory says (the environment wins).
 * @throws {ConfigFaults} with all faults at once: bad values, and names that begin with NUVRA_ but mean nothing
 */
export function readConfig(): Config {
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new ConfigFaults([`.env cannot be read: ${String(error)}`]);
  }
  return parseConfig(process.env);
}

/** A variable that an operator's own file names, such as the one that holds a key; undefined where it is not set, or empty. */
export function variableOf(name: string): string | undefined {
  return process.env[name] || undefined;
}

/** Like {@link readConfig}, from a given environment. */
export function parseConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY']) given[name] ??= given[name.toLowerCase()];

  const known = new Set(variables.map(({ name }) => name));
  const unknown = Object.keys(given).filter((name) => name.startsWith('NUVRA_') && !known.has(name));
  const parsed = environmentSchema.safeParse(given);
  const faults = [
    ...unknown.map((name) => `${name} is not a variable that Nuvra knows; .env.example lists them all`),
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${sentence(issue)}`),
  ];
  if (faults.length > 0 || !parsed.data) throw new ConfigFaults(faults);

  const values = parsed.data;
  const text = values as Readonly<Record<string, string | undefined>>;
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.NUVRA_PUBLIC_URL,
    dataDirectory: values.NUVRA_DATA_DIR && resolve(values.NUVRA_DATA_DIR),
    masterKey: values.NUVRA_MASTER_KEY,
    database: { ownerUrl: values.DATABASE_URL, appUrl: values.DATABASE_APP_URL },
    catalogUrl: values.NUVRA_CATALOG_URL,
    docsOpen: values.NUVRA_DOCS === 'open',
    logFormat: values.NUVRA_LOG ?? (process.stdout.isTTY ? 'pretty' : 'json'),
    maxBodyBytes: values.NUVRA_MAX_BODY_MB * 1024 * 1024,
    timeouts: {
      connectMs: values.NUVRA_CONNECT_TIMEOUT_MS,
      firstByteMs: values.NUVRA_FIRST_BYTE_TIMEOUT_MS,
      idleMs: values.NUVRA_IDLE_TIMEOUT_MS,
      totalMs: values.NUVRA_TOTAL_TIMEOUT_MS,
      drainMs: values.NUVRA_DRAIN_TIMEOUT_MS,
    },
    media: {
      allowedHosts: new Set(values.NUVRA_MEDIA_ALLOWED_HOSTS),
      maxBytes: values.NUVRA_MEDIA_MAX_MB * 1024 * 1024,
      timeoutMs: values.NUVRA_MEDIA_TIMEOUT_MS,
    },
    outboundProxy: { https: values.HTTPS_PROXY, http: values.HTTP_PROXY, except: values.NO_PROXY },
    providers: Object.fromEntries(
      providers.map(({ id, environmentPrefix, baseUrl }) => [
        id,
        { apiKey: text[`${environmentPrefix}_API_KEY`], baseUrl: text[`${environmentPrefix}_BASE_URL`] ?? baseUrl },
      ]),
    ),
    demo: false,
  };
}

/** The configuration with local stand-ins in place of the vendors: base URLs by provider id, any key. */
export function withDemoVendors(config: Config, baseUrls: Readonly<Record<string, string>>): Config {
  const providers = Object.entries(baseUrls).map(([id, baseUrl]) => [id, { baseUrl, apiKey: 'demo' }] as const);
  return { ...config, demo: true, providers: { ...config.providers, ...Object.fromEntries(providers) } };
}

/** zod's words made to follow the variable's name: "PORT must be a number from 0 to 65535". */
function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return 'must be a whole number';
    case 'too_small':
      return issue.message.startsWith('must') ? issue.message : `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`;
    default:
      return issue.message;
  }
}

import { describe, expect, it } from 'vitest';
import { ConfigFaults, parseConfig } from './config';
import { variables } from './schema';

/** The faults that an environment has. */
function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs nothing: every variable has a default or is optional', () => {
    expect(parseConfig({})).toMatchObject({ port: 4100, host: '127.0.0.1', docsOpen: true, demo: false });
  });

  it('knows a key and a base URL for each provider, the base URL defaulting to the vendor’s own', () => {
    const { providers } = parseConfig({ ANTHROPIC_API_KEY: 'secret', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1/' });
    expect(providers).toMatchObject({
      anthropic: { apiKey: 'secret', baseUrl: 'https://api.anthropic.com' },
      openai: { apiKey: undefined, baseUrl: 'http://127.0.0.1:9/v1' },
      gemini: { baseUrl: 'https://generativelanguage.googleapis.com' },
      deepseek: { baseUrl: 'https://api.deepseek.com' },
    });
  });

  it('knows no address of providers of which every operator has another', () => {
    const { providers } = parseConfig({ AZURE_OPENAI_BASE_URL: 'https://acme.openai.azure.com/openai/v1' });
    expect(providers).toMatchObject({
      azure: { baseUrl: 'https://acme.openai.azure.com/openai/v1' },
      ollama: { baseUrl: undefined },
    });
  });

  it('tells all faults at once, each with the variable’s name and what to do', () => {
    expect(
      faultsOf({
        PORT: '70000',
        NUVRA_MASTER_KEY: 'short',
        NUVRA_LOG: 'loud',
        DATABASE_URL: 'mysql://localhost/x',
        NUVRA_MAX_BODY_MB: 'many',
        NUVRA_PUBLIC_ULR: 'https://nuvra.example.com',
        OPENAI_BASE_URL: 'api.openai.com',
      }),
    ).toEqual([
      'NUVRA_PUBLIC_ULR is not a variable that Nuvra knows; .env.example lists them all',
      'PORT must be at most 65535',
      'NUVRA_MASTER_KEY must have at least 32 characters, e.g. from: openssl rand -hex 24',
      'DATABASE_URL must look like postgres://user:password@host:5432/database',
      'NUVRA_LOG must be one of: pretty, json',
      'NUVRA_MAX_BODY_MB must be a whole number',
      'OPENAI_BASE_URL must be an http or https URL',
    ]);
  });

  it('never repeats a value in a fault: it may be a secret', () => {
    expect(faultsOf({ NUVRA_MASTER_KEY: 'hunter2', DATABASE_URL: 'hunter2' }).join()).not.toContain('hunter2');
  });

  it.each([
    ['a master key of one repeated character', { NUVRA_MASTER_KEY: 'a'.repeat(40) }],
    ['a master key copied from an example', { NUVRA_MASTER_KEY: 'change-me-change-me-change-me-change-me' }],
  ])('refuses %s', (_what, environment) => {
    expect(faultsOf(environment)).toHaveLength(1);
  });

  it('takes a variable that is set but empty as not set', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: '', NUVRA_MASTER_KEY: '' })).toEqual(parseConfig({}));
  });

  it('takes proxies in lower case, as curl does', () => {
    expect(parseConfig({ https_proxy: 'http://proxy:3128', no_proxy: 'localhost' }).outboundProxy).toEqual({
      https: 'http://proxy:3128',
      http: undefined,
      except: 'localhost',
    });
  });

  it('is described by .env.example, every variable with its sentence', async () => {
    const text = variables.map(
      ({ name, description, defaultValue = '' }) => `# ${description}\n#${name}=${defaultValue}\n`,
    );
    const head =
      '# Every variable that Nuvra reads. Copy this file to .env and uncomment what you set; the environment wins over it.\n';
    await expect([head, ...text].join('\n')).toMatchFileSnapshot('../../../../.env.example');
  });
});

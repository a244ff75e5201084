import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config/config';
import { callableProviders, variablesOf } from './callable-provider';

const callable = (environment: NodeJS.ProcessEnv) =>
  callableProviders(parseConfig(environment)).map(({ provider, baseUrl, keyAt }) => [provider.id, baseUrl, keyAt]);

describe('a provider that ships', () => {
  it.each<[string, NodeJS.ProcessEnv, string[][]]>([
    ['is not called without a key', { GROQ_BASE_URL: 'https://groq.example' }, []],
    ['is called with a key', { GROQ_API_KEY: 'k' }, [['groq', 'https://api.groq.com/openai/v1', 'GROQ_API_KEY']]],
    ['is not called with a key alone where it has no address', { AZURE_OPENAI_API_KEY: 'k' }, []],
    [
      'is called with a key and an address',
      { AZURE_OPENAI_API_KEY: 'k', AZURE_OPENAI_BASE_URL: 'https://a.openai.azure.com/openai/v1' },
      [['azure', 'https://a.openai.azure.com/openai/v1', 'AZURE_OPENAI_API_KEY']],
    ],
    [
      'is called with an address alone where it asks for no key',
      { OLLAMA_BASE_URL: 'http://localhost:11434/v1' },
      [['ollama', 'http://localhost:11434/v1', 'OLLAMA_API_KEY']],
    ],
    ['is not called with a key alone where it has no address and asks for none', { OLLAMA_API_KEY: 'k' }, []],
  ])('%s', (_promise, environment, found) => {
    expect(callable(environment)).toEqual(found);
  });

  it.each([
    ['openai', ['OPENAI_API_KEY']],
    ['azure', ['AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_BASE_URL']],
    ['ollama', ['OLLAMA_BASE_URL']],
    ['bedrock', []],
  ])('%s is made callable by %j', (id, variables) => {
    expect(variablesOf(id)).toEqual(variables);
  });
});

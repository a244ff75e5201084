import { type DialectId } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { dialectOf } from './path-dialect';

describe('errors are told in the dialect of the path', () => {
  it.each<[url: string, dialect: DialectId]>([
    ['/v1/chat/completions', 'openai-chat'],
    ['/v1/responses', 'openai-responses'],
    ['/v1/responses/resp_1?x=/v1beta', 'openai-responses'],
    ['/v1/messages', 'anthropic-messages'],
    ['/v1/messages?beta=true', 'anthropic-messages'],
    ['/v1/messages/count_tokens', 'anthropic-messages'],
    ['/v1beta', 'gemini'],
    ['/v1beta/models/google/gemini-3.5-flash:generateContent?key=x', 'gemini'],
    ['/v1betamax', 'openai-chat'],
    ['/v1/messagesx', 'openai-chat'],
    ['/management/v1/api-keys', 'openai-chat'],
    ['/', 'openai-chat'],
    ['//V1/Messages/', 'anthropic-messages'],
    ['/api/v1/messages', 'anthropic-messages'],
    ['/api/v1/responses', 'openai-responses'],
    ['/api/v1beta', 'openai-chat'],
  ])('%s: %s', (url, dialect) => {
    expect(dialectOf({ url, headers: {} }).id).toBe(dialect);
  });

  it('where the path is shared, of the SDK that asks', () => {
    expect(dialectOf({ url: '/v1/models', headers: {} }).id).toBe('openai-chat');
    for (const headers of [{ 'anthropic-version': '2023-06-01' }, { 'x-api-key': 'sk-nv-a' }]) {
      expect(dialectOf({ url: '/v1/models', headers }).id).toBe('anthropic-messages');
    }
  });
});

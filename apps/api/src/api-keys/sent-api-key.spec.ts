import { type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { sentApiKey } from './sent-api-key';

const read = (url: string, headers: Record<string, string>): string | undefined =>
  sentApiKey({ url, headers } as unknown as IncomingMessage);

describe('a program’s key is read', () => {
  it.each<[what: string, url: string, headers: Record<string, string>, key: string | undefined]>([
    ['from a bearer token', '/v1/messages', { authorization: 'Bearer sk-nv-a' }, 'sk-nv-a'],
    ['from x-api-key', '/v1/messages', { 'x-api-key': 'sk-nv-a' }, 'sk-nv-a'],
    ['from x-goog-api-key', '/v1beta/models', { 'x-goog-api-key': 'sk-nv-a' }, 'sk-nv-a'],
    ['from a query of Gemini’s', '/v1beta/models/x:y?alt=sse&key=sk-nv-a', {}, 'sk-nv-a'],
    ['from any header on any path', '/v1/chat/completions', { 'x-goog-api-key': 'sk-nv-a' }, 'sk-nv-a'],
    ['not from a query elsewhere', '/v1/messages?key=sk-nv-a', {}, undefined],
    ['not from another field of the query', '/v1beta/models?akey=sk-nv-a', {}, undefined],
    ['as none, where there is none', '/v1/messages', { authorization: 'Basic x', 'x-api-key': '' }, undefined],
    ['past another vendor’s', '/v1', { authorization: 'Bearer sk-ant-b', 'x-api-key': 'sk-nv-a' }, 'sk-nv-a'],
    ['as the first, where none is ours', '/v1', { authorization: 'Bearer sk-ant-b', 'x-api-key': 'c' }, 'sk-ant-b'],
  ])('%s', (_what, url, headers, key) => {
    expect(read(url, headers)).toBe(key);
  });
});

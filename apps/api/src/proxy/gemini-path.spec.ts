import { type IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { takeGeminiPath } from './gemini-path';

const GOOGLE = { 'x-goog-api-key': 'sk-nv-a' };

it.each([
  ['POST', '/v1/models/gemini-3.5-flash:generateContent', {}, '/v1beta/models/gemini-3.5-flash:generateContent'],
  ['POST', '/v1/models/a/b:countTokens?key=x', GOOGLE, '/v1beta/models/a/b:countTokens?key=x'],
  ['POST', '/v1beta/a/b:generateContent', GOOGLE, '/v1beta/models/a/b:generateContent'],
  ['POST', '/v1beta/models/a/b:generateContent', GOOGLE, '/v1beta/models/a/b:generateContent'],
  ['GET', '/v1/models?pageSize=5', GOOGLE, '/v1beta/models?pageSize=5'],
  ['GET', '/v1/models/a/b', GOOGLE, '/v1beta/models/a/b'],
  ['GET', '/v1/models', {}, '/v1/models'],
  ['GET', '/v1/models/a/b', {}, '/v1/models/a/b'],
  ['POST', '/v1/cachedContents', GOOGLE, '/v1beta/cachedContents'],
  ['GET', '/v1/files/x', GOOGLE, '/v1beta/files/x'],
  ['GET', '/v1/files/x', {}, '/v1/files/x'],
  ['GET', '/v1/modelsx', GOOGLE, '/v1/modelsx'],
  ['POST', '/v1/chat/completions', GOOGLE, '/v1/chat/completions'],
])('%s %s with %j is found at %s', (method, url, headers, path) => {
  const request = { method, url, headers } as unknown as IncomingMessage;
  takeGeminiPath(request);
  expect(request.url).toBe(path);
});

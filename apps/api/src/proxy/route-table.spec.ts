import { describe, expect, it } from 'vitest';
import { RouteTable } from './route-table';

const table = new RouteTable([
  { method: 'POST', path: '/v1/messages', handler: 'messages' },
  { method: 'POST', path: '/v1beta/models/*model\\:generateContent', handler: 'generate' },
  { method: 'POST', path: '/v1beta/models/*model\\:streamGenerateContent', handler: 'stream' },
]);

describe('a route is found', () => {
  it.each([
    ['/v1/messages', 'messages'],
    ['/v1/messages?', 'messages'],
    ['/v1/messages?beta=true&x=?', 'messages'],
    ['/v1beta/models/gemini-3.5-flash:generateContent', 'generate'],
    ['/v1beta/models/google/gemini-3.5-flash:streamGenerateContent?alt=sse', 'stream'],
    ['/v1beta/models/google%2Fgemini-3.5-flash:generateContent?key=a:b', 'generate'],
    ['/v1beta/models/a:b:generateContent', 'generate'],
  ])('%s', (url, handler) => {
    expect(table.find('POST', url)).toBe(handler);
  });

  it.each([
    ['GET', '/v1/messages'],
    ['POST', '/v1/messages/'],
    ['POST', '/v1/Messages'],
    ['POST', '/v1/messages/count_tokens'],
    ['POST', '/v1beta/models/:generateContent'],
    ['POST', '/v1beta/models/x:generatecontent'],
    ['POST', '/v1beta/models/x?y=:generateContent'],
    ['POST', '/other/models/x:generateContent'],
  ])('not: %s %s', (method, url) => {
    expect(table.find(method, url)).toBeUndefined();
  });
});

import { type IncomingMessage } from 'node:http';
import { bearerTokenOf } from '../auth/bearer';
import { API_KEY_PREFIX } from './api-key-secret';

/**
 * The key that a program sent, in its SDK's own way: OpenAI's in `Authorization: Bearer`, Anthropic's in `x-api-key`, Google's in
 * `x-goog-api-key` or, on Gemini's paths alone, in the query as `key`. Agents send several at once, some of them another vendor's: one that
 * begins as ours do counts, else the first.
 */
export function sentApiKey(request: IncomingMessage): string | undefined {
  const bearer = bearerTokenOf(request);
  // The way of most requests, without a list.
  if (bearer?.startsWith(API_KEY_PREFIX)) return bearer;
  const { headers, url = '' } = request;
  const sent = [bearer, headers['x-api-key'], headers['x-goog-api-key'], keyInQuery(url)].filter(
    (key): key is string => typeof key === 'string' && key !== '',
  );
  return sent.find((key) => key.startsWith(API_KEY_PREFIX)) ?? sent[0];
}

function keyInQuery(url: string): string | undefined {
  const [path = '', query] = url.split('?', 2);
  if (query === undefined || !/^\/+v1beta\//i.test(path)) return undefined;
  return new URLSearchParams(query).get('key') ?? undefined;
}

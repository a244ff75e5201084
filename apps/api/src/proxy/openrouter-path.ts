import { type IncomingMessage } from 'node:http';

const OPENROUTER = Symbol('asked as OpenRouter');
type Asked = IncomingMessage & { [OPENROUTER]?: true };

const PREFIX = '/api';

/** OpenRouter's base URL ends in `/api/v1`: what stands at `/v1` is found there too, so that its SDKs need the base URL alone. */
export function takeOpenRouterPath(request: IncomingMessage): void {
  const { url = '' } = request;
  if (!url.startsWith('/api/v1/') && url !== '/api/v1') return;
  request.url = url.slice(PREFIX.length);
  (request as Asked)[OPENROUTER] = true;
}

/** Whether the request came by OpenRouter's path: its clients expect usage in every stream. */
export function asksAsOpenRouter(request: IncomingMessage): boolean {
  return (request as Asked)[OPENROUTER] === true;
}

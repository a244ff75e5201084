import { type IncomingMessage } from 'node:http';

/** What Gemini has at paths that are others' too. */
const SHARED = /^\/v1\/(models|files|batches|cachedContents|fileSearchStores)(?=[/?]|$)/;

/**
 * Google's newer SDK asks at `/v1` where its older ones ask at `/v1beta` (`GOOGLE_AI_API_DEFAULT_VERSION` of `@google/genai` 3), and so at
 * paths of OpenAI's: calls of a model's methods, which none but Gemini has, and what is asked for with Google's header are found at `/v1beta`.
 */
export function takeGeminiPath(request: IncomingMessage): void {
  const { method, headers } = request;
  const url = method === 'POST' ? withModels(request.url ?? '') : (request.url ?? '');
  request.url = url;
  const callsModel = method === 'POST' && url.startsWith('/v1/models/');
  if (callsModel || ('x-goog-api-key' in headers && SHARED.test(url)))
    request.url = `/v1beta${url.slice('/v1'.length)}`;
}

/** Google's older SDK and Vercel's take a name with a slash for a path of its own: `/v1beta/author/slug:generateContent`. */
function withModels(url: string): string {
  return url.replace(/^\/v1beta\/(?!models\/)([^/?:]+\/[^/?:]+:\w*(?:Content|Contents|Tokens)\b)/, '/v1beta/models/$1');
}

import { type IncomingMessage } from 'node:http';

const MODELS = '/v1/models';

/**
 * Google's newer SDK asks at `/v1` where its older ones ask at `/v1beta` (`GOOGLE_AI_API_DEFAULT_VERSION` of `@google/genai` 3), and so at
 * the path of OpenAI's list of models: what none but Gemini has there, calls of a model's methods, and lists asked for with Google's header, is
 * found at `/v1beta`.
 */
export function takeGeminiPath(request: IncomingMessage): void {
  const { url = '', method, headers } = request;
  if (method === 'POST') request.url = withModels(url);
  if (!url.startsWith(MODELS)) return;
  if (method === 'POST' ? url.startsWith(`${MODELS}/`) : 'x-goog-api-key' in headers) {
    request.url = `/v1beta${url.slice('/v1'.length)}`;
  }
}

/** Google's older SDK and Vercel's take a name with a slash for a path of its own: `/v1beta/author/slug:generateContent`. */
function withModels(url: string): string {
  return url.replace(/^\/v1beta\/(?!models\/)([^/?:]+\/[^/?:]+:)/, '/v1beta/models/$1');
}

import type { EmbeddingCreateParams } from 'openai/resources/embeddings';
import type { DialectId } from '@nuvra/dialects';
import { type GeminiEmbedRequest, geminiEmbeddings, openAiEmbeddings } from './demo-embeddings';
import { tokensIn } from './demo-usage';
import { type DemoVendor } from './demo-vendor';

/** What becomes of a request: answered here, or sent on to aimock at its path for that wire format. */
export type DemoRoute = { readonly answer: object } | { readonly dialect: DialectId; readonly aimockPath: string };

/**
 * The vendors' paths. Each works with and without the version before it (`/v1`, `/v1beta`), as their SDKs differ in whether the
 * base URL holds it. Embeddings and token counts are answered here: aimock gives all inputs of a call one vector, and knows neither
 * Gemini's `batchEmbedContents` nor `countTokens`.
 */
export const DEMO_ROUTES: Readonly<Record<DemoVendor, (path: string, body: object) => DemoRoute | undefined>> = {
  openai: openAiRoute,
  deepseek: deepseekRoute,
  anthropic: anthropicRoute,
  gemini: geminiRoute,
};

function openAiRoute(path: string, body: object): DemoRoute | undefined {
  switch (path.replace(/^\/v1(?=\/)/, '')) {
    case '/chat/completions':
      return { dialect: 'openai-chat', aimockPath: '/v1/chat/completions' };
    case '/responses':
      return { dialect: 'openai-responses', aimockPath: '/v1/responses' };
    case '/embeddings':
      return { answer: openAiEmbeddings(body as EmbeddingCreateParams) };
    default:
      return undefined;
  }
}

/** Two of OpenAI's dialects, and Anthropic's under a path of its own. */
function deepseekRoute(path: string, body: object): DemoRoute | undefined {
  if (path.startsWith('/anthropic/')) return anthropicRoute(path.slice('/anthropic'.length), body);
  return path.endsWith('/embeddings') ? undefined : openAiRoute(path, body);
}

function anthropicRoute(path: string, body: object): DemoRoute | undefined {
  switch (path.replace(/^\/v1(?=\/)/, '')) {
    case '/messages':
      return { dialect: 'anthropic-messages', aimockPath: '/v1/messages' };
    case '/messages/count_tokens':
      return { answer: { input_tokens: tokensInBody(body) } };
    default:
      return undefined;
  }
}

function geminiRoute(path: string, body: object): DemoRoute | undefined {
  const [, model = '', operation = ''] = /^(?:\/v1(?:beta)?)?\/models\/([^/:]+):(\w+)$/.exec(path) ?? [];
  switch (operation) {
    case 'generateContent':
    case 'streamGenerateContent':
      return { dialect: 'gemini', aimockPath: `/v1beta/models/${model}:${operation}` };
    case 'countTokens':
      return { answer: { totalTokens: tokensInBody(body) } };
    case 'batchEmbedContents':
      return { answer: geminiEmbeddings(model, (body as { requests?: GeminiEmbedRequest[] }).requests ?? []) };
    case 'embedContent': {
      const { embeddings, ...rest } = geminiEmbeddings(model, [body]);
      return { answer: { embedding: embeddings[0], ...rest } };
    }
    default:
      return undefined;
  }
}

/** About how many tokens a body is, files in it left out. */
function tokensInBody(body: object): number {
  return tokensIn(JSON.stringify(body, (key, value: unknown) => (key === 'data' ? undefined : value)));
}

import { gemini as geminiDialect } from '@nuvra/dialects';
import { type Provider } from '../provider';

/** https://ai.google.dev/api/generate-content */
export const gemini: Provider = {
  id: 'gemini',
  name: 'Google Gemini',
  environmentPrefix: 'GEMINI',
  baseUrl: 'https://generativelanguage.googleapis.com',
  exampleModel: 'google/gemini-3.5-flash',
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming (read 2026-11-25).
  abortStopsBilling: false,
  apis: [
    {
      dialect: geminiDialect,
      // Without alt=sse a stream is one long JSON array.
      path: (model, stream) => methodPath(model, stream ? 'streamGenerateContent?alt=sse' : 'generateContent'),
      countTokensPath: (model) => methodPath(model, 'countTokens'),
      embeddingsPath: (model, several) => methodPath(model, several ? 'batchEmbedContents' : 'embedContent'),
    },
  ],
  headers: (apiKey) => ({ 'x-goog-api-key': apiKey }),
};

function methodPath(model: string, method: string): string {
  return `/v1beta/models/${encodeURIComponent(model)}:${method}`;
}

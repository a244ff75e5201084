import { type UpstreamDialect } from '../dialect';
import { readFailure } from './read-failure';
import { readReply } from './read-reply';
import { GeminiStreamReader } from './stream-reader';
import { writeRequest } from './write-request';

/** Google AI Studio's `generateContent`, v1beta: https://ai.google.dev/api/generate-content */
export const gemini: UpstreamDialect = {
  id: 'gemini',
  writeRequest,
  readReply,
  createStreamReader: () => new GeminiStreamReader(),
  readFailure,
};

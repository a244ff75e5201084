import { type Dialect } from '../dialect';
import { readFailure } from './read-failure';
import { readReply } from './read-reply';
import { readRequest } from './read-request';
import { GeminiRelay } from './relay';
import { prepareRequest, relayReply } from './same-dialect';
import { GeminiStreamReader } from './stream-reader';
import { GeminiStreamWriter } from './stream-writer';
import { writeFailure } from './write-failure';
import { fetchesMedia } from './write-media';
import { writeReply } from './write-reply';
import { writeRequest } from './write-request';

/** Google AI Studio's `generateContent`, v1beta: https://ai.google.dev/api/generate-content */
export const gemini: Dialect = {
  id: 'gemini',
  idPrefix: '',
  readRequest,
  writeReply,
  createStreamWriter: (context) => new GeminiStreamWriter(context),
  writeFailure,
  writeRequest,
  fetchesMedia,
  readReply,
  createStreamReader: () => new GeminiStreamReader(),
  readFailure,
  prepareRequest,
  relayReply,
  createRelay: (context) => new GeminiRelay(context),
};

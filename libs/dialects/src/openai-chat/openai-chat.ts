import { type Dialect } from '../dialect';
import { readFailure, writeFailure } from './failures';
import { readReply } from './read-reply';
import { readRequest } from './read-request';
import { OpenAiChatRelay } from './relay';
import { prepareRequest, relayReply } from './same-dialect';
import { OpenAiChatStreamReader } from './stream-reader';
import { OpenAiChatStreamWriter } from './stream-writer';
import { writeReply } from './write-reply';
import { writeRequest } from './write-request';

export { wantsStreamUsage } from './stream-options';

/** OpenAI's Chat Completions, https://platform.openai.com/docs/api-reference/chat, as most vendors speak it. */
export const openAiChat: Dialect = {
  id: 'openai-chat',
  idPrefix: 'chatcmpl-',
  readRequest,
  writeReply,
  createStreamWriter: (context) => new OpenAiChatStreamWriter(context),
  writeFailure,
  writeRequest,
  // Files and audio go as bytes: https://platform.openai.com/docs/guides/images-vision, https://platform.openai.com/docs/guides/audio
  fetchesMedia: ({ type }) => type === 'image',
  readReply,
  createStreamReader: () => new OpenAiChatStreamReader(),
  readFailure,
  prepareRequest,
  relayReply,
  createRelay: (context) => new OpenAiChatRelay(context),
};

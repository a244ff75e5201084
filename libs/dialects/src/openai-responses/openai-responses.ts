import { type Dialect } from '../dialect';
import { readFailure, writeFailure } from '../openai-failures';
import { readReply } from './read-reply';
import { readRequest } from './read-request';
import { OpenAiResponsesRelay } from './relay';
import { prepareRequest, relayReply } from './same-dialect';
import { OpenAiResponsesStreamReader } from './stream-reader';
import { OpenAiResponsesStreamWriter } from './stream-writer';
import { fetchesMedia } from './write-media';
import { writeReply } from './write-reply';
import { writeRequest } from './write-request';

/** OpenAI's Responses, https://platform.openai.com/docs/api-reference/responses, which some other vendors speak as well. */
export const openAiResponses: Dialect = {
  id: 'openai-responses',
  idPrefix: 'resp_',
  readRequest,
  writeReply,
  createStreamWriter: (context) => new OpenAiResponsesStreamWriter(context),
  writeFailure,
  writeRequest,
  fetchesMedia,
  readReply,
  createStreamReader: () => new OpenAiResponsesStreamReader(),
  readFailure,
  prepareRequest,
  relayReply,
  createRelay: (context) => new OpenAiResponsesRelay(context),
};

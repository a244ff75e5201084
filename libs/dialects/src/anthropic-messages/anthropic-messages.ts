import { type Dialect } from '../dialect';
import { OWN } from './draft';
import { readFailure } from './read-failure';
import { readReply } from './read-reply';
import { readRequest } from './read-request';
import { MessagesRelay } from './relay';
import { prepareRequest, relayReply } from './same-dialect';
import { MessageStreamReader } from './stream-reader';
import { MessageStreamWriter } from './stream-writer';
import { writeFailure } from './write-failure';
import { fetchesMedia } from './write-media';
import { writeReply } from './write-reply';
import { writeRequest } from './write-request';

/** Anthropic's Messages API, https://platform.claude.com/docs/en/api/messages, as other vendors speak it too. */
export const anthropicMessages: Dialect = {
  id: OWN,
  idPrefix: 'msg_',
  readRequest,
  writeReply,
  createStreamWriter: (context) => new MessageStreamWriter(context),
  writeFailure,
  writeRequest,
  fetchesMedia,
  readReply,
  createStreamReader: () => new MessageStreamReader(),
  readFailure,
  prepareRequest,
  relayReply,
  createRelay: (context) => new MessagesRelay(context),
};

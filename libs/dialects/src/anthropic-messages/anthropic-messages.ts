import { type UpstreamDialect } from '../dialect';
import { readFailure } from './read-failure';
import { readReply } from './read-reply';
import { MessageStreamReader } from './stream-reader';
import { writeRequest } from './write-request';

/** Anthropic's Messages API. */
export const anthropicMessages: UpstreamDialect = {
  id: 'anthropic-messages',
  writeRequest,
  readReply,
  createStreamReader: () => new MessageStreamReader(),
  readFailure,
};

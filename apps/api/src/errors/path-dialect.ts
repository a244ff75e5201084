import { anthropicMessages, gemini, type InboundDialect, openAiChat, openAiResponses } from '@nuvra/dialects';
import { type IncomingMessage } from 'node:http';

/** Whose words a path speaks, by how it begins; OpenAI's where nothing fits, on our own management API too. */
const DIALECTS: readonly (readonly [prefix: string, dialect: InboundDialect])[] = [
  ['/v1/messages', anthropicMessages],
  ['/v1/responses', openAiResponses],
  ['/v1beta', gemini],
  ['/upload/v1beta', gemini],
  ['/upload/v1', gemini],
];
/** Paths of OpenAI's and of Anthropic's: the latter's SDK says its version with every request, and its key in a header of its own. */
const SHARED = /^\/v1\/(models|files)(\/|$)/;

/** The dialect in which a request is told of errors. */
export function dialectOf({ url = '/', headers }: Pick<IncomingMessage, 'url' | 'headers'>): InboundDialect {
  const path = url
    .split('?', 1)[0]!
    .replace(/^\/+(api\/+(?=v1\b))?/i, '/')
    .toLowerCase();
  if (SHARED.test(path) && (headers['anthropic-version'] || headers['x-api-key'])) return anthropicMessages;
  const found = DIALECTS.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
  return found ? found[1] : openAiChat;
}

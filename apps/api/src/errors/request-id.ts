import { type DialectId } from '@nuvra/dialects';
import { type IncomingMessage } from 'node:http';
import { randomUUIDv7 } from 'node:crypto';

const REQUEST_ID = Symbol('request id');
type Identified = IncomingMessage & { [REQUEST_ID]?: string };

/** Our own id of a request, a UUIDv7 made when first asked for: in every reply's `x-request-id`, in logs, and the key of its usage. */
export function requestIdOf(request: IncomingMessage): string {
  return ((request as Identified)[REQUEST_ID] ??= randomUUIDv7());
}

/** What every reply of the inference API says, whatever it answers: its id, and that programs in browsers may read it. */
export function replyHeaders(request: IncomingMessage, dialect: DialectId): Record<string, string> {
  const id = requestIdOf(request);
  return {
    'x-request-id': id,
    // Where Anthropic's SDKs read it: https://platform.claude.com/docs/en/api/errors#request-id
    ...(dialect === 'anthropic-messages' && { 'request-id': id }),
    'access-control-allow-origin': '*',
    'access-control-expose-headers': '*',
  };
}

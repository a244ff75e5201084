import { type IncomingMessage } from 'node:http';
import { randomUUIDv7 } from 'node:crypto';

const REQUEST_ID = Symbol('request id');
type Identified = IncomingMessage & { [REQUEST_ID]?: string };

/** Our own id of a request, a UUIDv7 made when first asked for: in every reply's `x-request-id`, in logs, and the key of its usage. */
export function requestIdOf(request: IncomingMessage): string {
  return ((request as Identified)[REQUEST_ID] ??= randomUUIDv7());
}

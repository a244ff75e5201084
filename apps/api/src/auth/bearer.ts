import { type IncomingMessage } from 'node:http';

/** The token of an `Authorization: Bearer …` header; undefined without one. The scheme's case does not matter (RFC 9110, 11.1). */
export function bearerTokenOf(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization;
  return header && /^bearer\s/i.test(header) ? header.slice(7).trim() : undefined;
}

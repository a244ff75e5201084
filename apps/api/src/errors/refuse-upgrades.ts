import { type Server } from 'node:http';
import { dialectOf } from './path-dialect';
import { requestIdOf } from './request-id';

/**
 * Answers every `Upgrade` with 426, in the path's dialect: agents probe for WebSockets on inference paths and fall back to HTTP at once only
 * then (RFC 9110, 15.5.22).
 */
export function refuseUpgrades(server: Server): void {
  server.on('upgrade', (request, socket) => {
    const message = 'This gateway speaks HTTP/1.1 only: send the request without an Upgrade header.';
    const failure = { kind: 'invalid-request', code: 'upgrade_required', message } as const;
    const body = JSON.stringify(dialectOf(request).writeFailure(failure, requestIdOf(request)).body);
    socket.on('error', () => socket.destroy());
    socket.end(
      'HTTP/1.1 426 Upgrade Required\r\nconnection: close\r\nupgrade: HTTP/1.1\r\ncontent-type: application/json; charset=utf-8\r\n' +
        `x-request-id: ${requestIdOf(request)}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}

import { type Server } from 'node:http';

/**
 * Answers every `Upgrade` with 426, in JSON: agents probe for WebSockets on inference paths and fall back to HTTP at once only then
 * (RFC 9110, 15.5.22).
 */
export function refuseUpgrades(server: Server): void {
  server.on('upgrade', (_request, socket) => {
    const body = JSON.stringify({
      error: {
        message: 'This gateway speaks HTTP/1.1 only: send the request without an Upgrade header.',
        type: 'invalid_request_error',
        param: null,
        code: 'upgrade_required',
      },
    });
    socket.on('error', () => socket.destroy());
    socket.end(
      'HTTP/1.1 426 Upgrade Required\r\nconnection: close\r\nupgrade: HTTP/1.1\r\ncontent-type: application/json; charset=utf-8\r\n' +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}

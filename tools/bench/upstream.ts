/**
 * The vendor's part in the bench: `node upstream.ts` listens on a free loopback port and reports it to its parent. Answers are
 * prebuilt and requests are barely parsed, so that it costs far less than any gateway before it.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { completion, completionEvents } from './traffic.ts';

const REPLY = (() => {
  const body = completion();
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.from(head + body);
})();
const STREAM_HEAD = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n',
);
const STREAM_EVENTS = completionEvents().map((event) =>
  Buffer.from(`${Buffer.byteLength(event).toString(16)}\r\n${event}\r\n`),
);
const STREAM_END = Buffer.from('0\r\n\r\n');

const server = createServer((socket) => {
  socket.setNoDelay(true);
  let pending = '';
  socket.on('data', (bytes) => {
    pending += bytes.toString('latin1');
    for (let size = requestSize(pending); size > 0; size = requestSize(pending)) {
      const request = pending.slice(0, size);
      pending = pending.slice(size);
      if (/"stream":\s*true/.test(request)) sendEvents(socket, 0);
      else socket.write(REPLY);
    }
  });
  // A gateway that hangs up is its own affair; the load generator reports what its client misses.
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());

/** One event, one write, one turn of the loop: a gateway sees events arrive as a vendor sends them, never many at once. */
function sendEvents(socket: Socket, index: number): void {
  if (socket.destroyed) return;
  const event = STREAM_EVENTS[index];
  if (event === undefined) {
    socket.write(STREAM_END);
    return;
  }
  socket.write(index === 0 ? Buffer.concat([STREAM_HEAD, event]) : event);
  setImmediate(sendEvents, socket, index + 1);
}

/** The length of the first whole request in `text`, or 0 while it is incomplete. Knows both framings a client may choose. */
function requestSize(text: string): number {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return 0;
  const head = text.slice(0, headEnd).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  if (length !== undefined) {
    const size = headEnd + 4 + Number(length);
    return text.length >= size ? size : 0;
  }
  if (!head.includes('\r\ntransfer-encoding: chunked')) return headEnd + 4;
  const end = text.indexOf('\r\n0\r\n\r\n', headEnd + 2);
  return end < 0 ? 0 : end + 7;
}

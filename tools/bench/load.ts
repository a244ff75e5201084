/**
 * The clients of the bench, in a process of their own: `node load.ts`, driven over IPC. Each client is one keep-alive connection
 * that sends its next request when the last is answered. Raw sockets, so that the clients take as little of the machine as they can.
 */
import { connect, type Socket } from 'node:net';
import { type Kind, PATH, requestBody } from './traffic.ts';

/** What the parent asks for. */
export interface LoadOrder {
  readonly kind: Kind;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly requests: number;
  readonly clients: number;
  /** Longer than this is a failure. */
  readonly limitMs: number;
}

/** What it gets: times of single requests in milliseconds, ascending, or what went wrong. */
export type LoadReport =
  { readonly elapsedMs: number; readonly latenciesMs: readonly number[] } | { readonly failure: string };

const CHUNKED_END = '\r\n0\r\n\r\n';

process.on('message', (order: LoadOrder) => {
  run(order)
    .catch((error: unknown): LoadReport => ({ failure: String(error) }))
    .then(
      (report) => process.send?.(report),
      () => process.exit(1),
    );
});
process.on('disconnect', () => process.exit());

async function run({ kind, port, headers, requests, clients, limitMs }: LoadOrder): Promise<LoadReport> {
  const request = requestBytes(kind, port, headers);
  const sockets = Array.from({ length: clients }, () => connect({ port, host: '127.0.0.1', noDelay: true }));
  const late = setTimeout(() => sockets.forEach((socket) => socket.destroy(new Error(`over ${limitMs} ms`))), limitMs);
  let left = requests;
  const latenciesMs: number[] = [];
  const start = performance.now();
  const client = async (socket: Socket) => {
    while (left-- > 0) {
      const sent = performance.now();
      socket.write(request);
      await answered(socket);
      latenciesMs.push(performance.now() - sent);
    }
  };
  try {
    await Promise.all(sockets.map(client));
    return { elapsedMs: performance.now() - start, latenciesMs: latenciesMs.sort((a, b) => a - b) };
  } finally {
    clearTimeout(late);
    sockets.forEach((socket) => socket.destroy());
  }
}

function requestBytes(kind: Kind, port: number, headers: Readonly<Record<string, string>>): Buffer {
  const body = requestBody(kind);
  const lines = Object.entries({
    host: `127.0.0.1:${port}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`POST ${PATH} HTTP/1.1`, ...lines, '', body].join('\r\n'));
}

/** Resolves when one whole answer has arrived; anything but a 200 is an error. */
function answered(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let head = '';
    let tail = '';
    let bytesLeft: number | undefined;
    const settle = (error?: Error) => {
      socket.off('data', read).off('error', settle).off('close', closed);
      if (error) reject(error);
      else resolve();
    };
    const closed = () => settle(new Error('closed within an answer'));
    const read = (bytes: Buffer) => {
      let body = bytes.toString('latin1');
      if (bytesLeft === undefined) {
        head += body;
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!head.startsWith('HTTP/1.1 200')) return settle(new Error(head.slice(0, 600)));
        const length = /\r\ncontent-length: *(\d+)/i.exec(head.slice(0, end))?.[1];
        bytesLeft = length === undefined ? Infinity : Number(length);
        // The empty line ends the head and may begin the end of a chunked body.
        body = head.slice(end + 2);
        bytesLeft += 2;
      }
      bytesLeft -= body.length;
      tail = (tail + body).slice(-CHUNKED_END.length);
      if (bytesLeft <= 0 || (bytesLeft === Infinity && tail === CHUNKED_END)) settle();
    };
    socket.on('data', read).on('error', settle).on('close', closed);
  });
}

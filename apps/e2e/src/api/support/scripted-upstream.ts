import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, type Socket } from 'node:net';

/** What reached the vendor. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body's bytes, where it is no text. */
  readonly bytes: Buffer;
  readonly socket: Socket;
}

/** How the vendor answers a request. */
export type Script = (response: ServerResponse, request: SeenRequest) => void | Promise<void>;

/** A vendor that does what a test tells it to, on a port of its own. */
export interface ScriptedUpstream {
  /** Without a path. */
  readonly origin: string;
  readonly port: number;
  /** Every request so far. */
  readonly requests: SeenRequest[];
  /** Answers the requests that come from now on. */
  answer(script: Script): void;
  /** Calls back when the head of the next request has come, and its body has not. */
  onHead(callback: () => void): void;
  close(): Promise<void>;
}

/** @param tls key and certificate, both PEM, for a vendor that speaks https */
export async function startScriptedUpstream(tls?: { key: string; cert: string }): Promise<ScriptedUpstream> {
  let script: Script = (response) => void response.writeHead(500).end('No script');
  const requests: SeenRequest[] = [];
  let whenHeadComes = (): void => undefined;
  const listener: RequestListener = (request, response) => {
    whenHeadComes();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const bytes = Buffer.concat(chunks);
      const { url: path = '', headers, socket } = request;
      const seen = { path, headers, body: bytes.toString('utf8'), bytes, socket };
      requests.push(seen);
      void script(response, seen);
    });
  };
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    requests,
    answer: (next) => void (script = next),
    onHead: (callback) => void (whenHeadComes = callback),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers with a JSON body. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Script {
  return raw(JSON.stringify(body), status, { 'content-type': 'application/json', ...headers });
}

/** Answers with a body as it is. */
export function raw(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Script {
  return (response) => void response.writeHead(status, headers).end(body);
}

/** Answers with server-sent events, then ends, or does what `ending` says. */
export function events(frames: readonly string[], ending: (response: ServerResponse) => void = end): Script {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(frames.join(''), () => ending(response));
  };
}

const end = (response: ServerResponse): void => void response.end();

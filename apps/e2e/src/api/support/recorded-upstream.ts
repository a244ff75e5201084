import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A reply to give: a recording, or one that is written like one. */
export interface UpstreamReply {
  readonly status: number;
  readonly contentType: string;
  readonly responseBody: Buffer;
  /** The connection stays open behind the body, as if there were more to come. */
  readonly isEndless?: boolean;
}

/** A request as it reached the upstream. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** A local server in the place of all vendors that answers with given replies. */
export interface RecordedUpstream {
  /** Base URL and a key for each vendor, for the gateway's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The last request that was answered with the reply at `index`. */
  received(index: number): ReceivedRequest;
  stop(): Promise<void>;
}

const NAME = /recording-(\d+)/;

/** What a request must hold somewhere in its body to be answered with the reply at `index`. */
export function recordingName(index: number): string {
  return `recording-${index}`;
}

/**
 * Starts the server. Streams are sent in the pieces that `piecesOf` makes of them: each is an HTTP chunk of its own, and the
 * gateway's client hands over chunk by chunk, however TCP groups them.
 */
export async function startRecordedUpstream<Reply extends UpstreamReply>(
  replies: readonly Reply[],
  piecesOf: (reply: Reply) => Iterable<Buffer> = ({ responseBody }) => [responseBody],
): Promise<RecordedUpstream> {
  const received = new Map<number, ReceivedRequest>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const index = Number(NAME.exec(body)?.[1]);
      const reply = replies[index];
      if (!reply) return response.writeHead(500).end('The request names no recording');
      received.set(index, { path: request.url!, headers: request.headers, body: JSON.parse(body) });
      return send(reply, piecesOf(reply), response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: environmentAt(origin),
    received: (index) => received.get(index)!,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The environment of a gateway all of whose vendors are at `origin`, each under a path of its own. */
export function environmentAt(origin: string): Record<string, string> {
  return {
    OPENAI_BASE_URL: `${origin}/openai/v1`,
    OPENAI_API_KEY: 'key-of-openai',
    ANTHROPIC_BASE_URL: `${origin}/anthropic`,
    ANTHROPIC_API_KEY: 'key-of-anthropic',
    GEMINI_BASE_URL: `${origin}/gemini`,
    GEMINI_API_KEY: 'key-of-gemini',
    DEEPSEEK_BASE_URL: `${origin}/deepseek`,
    DEEPSEEK_API_KEY: 'key-of-deepseek',
  };
}

function send(reply: UpstreamReply, pieces: Iterable<Buffer>, response: ServerResponse): void {
  response.writeHead(reply.status, { 'content-type': reply.contentType });
  if (!reply.contentType.startsWith('text/event-stream')) {
    response.end(reply.responseBody);
    return;
  }
  for (const piece of pieces) response.write(piece);
  if (!reply.isEndless) response.end();
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Speaker, whatIsWrong } from './loop-history';
import { verifyingAnthropic } from './verifying-anthropic';
import { verifyingChats } from './verifying-chat';
import { verifyingGemini } from './verifying-gemini';
import { verifyingResponses } from './verifying-responses';
import { type VerifyingVendor } from './verifying-vendor';

/** Every vendor that the upstream plays. */
export const VERIFYING_VENDORS: readonly VerifyingVendor[] = [
  verifyingAnthropic,
  verifyingResponses,
  verifyingGemini,
  ...verifyingChats,
];

/** What became of a loop. */
export interface LoopRecord {
  /** Who said each turn so far. */
  readonly speakers: Speaker[];
  /** Why a request was refused, in our words: what was wrong, expected and found. */
  readonly complaints: string[];
  /** The last request's body. */
  lastBody: object;
}

/**
 * A local server in the place of all vendors, each in its own dialect. It says the turns of the script, and holds each request's
 * whole history to what it said before: a change of a byte is refused as the vendor would.
 */
export interface VerifyingUpstream {
  /** Without a path. */
  readonly origin: string;
  /** The loop that begins with `question(loop)`. */
  record(loop: string): LoopRecord | undefined;
  close(): Promise<void>;
}

export async function startVerifyingUpstream(): Promise<VerifyingUpstream> {
  const records = new Map<string, LoopRecord>();
  const server = createServer((request, response) => void answer(request, response, records));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    record: (loop) => records.get(loop),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  records: Map<string, LoopRecord>,
): Promise<void> {
  const path = request.url!;
  const bodyText = await text(request);
  const loop = /How warm is it, loop ([\w-]+)\?/.exec(bodyText)?.[1];
  const body = JSON.parse(bodyText) as object;
  const vendor = VERIFYING_VENDORS.find((one) => one.owns(path, body));
  if (!vendor || !loop) return void response.writeHead(404).end(`Nobody answers ${path}`);
  const record = records.get(loop) ?? { speakers: [], complaints: [], lastBody: body };
  records.set(loop, record);
  record.lastBody = body;

  const refuse = (complaint: string, reply: object): void => {
    record.complaints.push(complaint);
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  };
  const wrong = whatIsWrong(vendor, body, loop, record.speakers);
  if (wrong) return refuse(wrong.complaint, wrong.reply);
  const speaker = { vendor, inWords: vendor.wantsThoughts(body) };
  const { body: reply, frames } = vendor.issue(loop, record.speakers.push(speaker) - 1, speaker.inWords);
  if (!vendor.wantsStream(path, body)) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const frame of frames) response.write(frame);
  response.end();
}

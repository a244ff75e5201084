import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { FOLLOW_UP, question, TOOLS, TURNS } from './loop-script';
import { verifyingAnthropic } from './verifying-anthropic';
import { verifyingChats } from './verifying-chat';
import { verifyingGemini } from './verifying-gemini';
import { verifyingResponses } from './verifying-responses';
import { differenceBetween, type Item, type VerifyingVendor } from './verifying-vendor';

/** Every vendor that the upstream plays. */
export const VERIFYING_VENDORS: readonly VerifyingVendor[] = [
  verifyingAnthropic,
  verifyingResponses,
  verifyingGemini,
  ...verifyingChats,
];

/** What became of a loop at its vendor. */
export interface LoopRecord {
  readonly vendor: string;
  /** How many turns it said. */
  turns: number;
  /** Why it refused a request, in our words: what was wrong, expected and found. */
  readonly complaints: string[];
  /** Whether the first request wanted thoughts in words. */
  readonly inWords: boolean;
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
  const record = records.get(loop) ?? {
    vendor: vendor.name,
    turns: 0,
    complaints: [],
    inWords: vendor.wantsThoughts(body),
    lastBody: body,
  };
  records.set(loop, record);
  record.lastBody = body;

  const refuse = (complaint: string, reply: object): void => {
    record.complaints.push(complaint);
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
  };
  const wrong = whatIsWrong(vendor, body, loop, record);
  if (wrong) return refuse(wrong.complaint, wrong.reply);
  const { body: reply, frames } = vendor.issue(loop, record.turns++, record.inWords);
  if (!vendor.wantsStream(path, body)) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const frame of frames) response.write(frame);
  response.end();
}

/** Why the vendor refuses the request, if it does. */
export function whatIsWrong(
  vendor: VerifyingVendor,
  body: object,
  loop: string,
  { vendor: owner, turns, inWords }: Pick<LoopRecord, 'vendor' | 'turns' | 'inWords'>,
): { complaint: string; reply: object } | undefined {
  const plainly = (complaint: string): { complaint: string; reply: object } => ({
    complaint,
    reply: { error: { message: complaint } },
  });
  if (owner !== vendor.name) return plainly(`The loop belongs to ${owner}, not to ${vendor.name}`);
  if (turns >= TURNS.length) return plainly('Everything was said');
  const unasked = vendor.unasked(body);
  if (unasked) return plainly(`Not asked for: ${unasked}`);
  const tools = vendor.toolsIn(body).join();
  if (tools !== TOOLS.map(({ name }) => name).join()) return plainly(`The tools are ${tools}`);
  try {
    const difference = differenceBetween(
      historyOf(vendor, loop, turns, inWords),
      vendor.historyIn(body),
      vendor.needless,
    );
    if (!difference) return undefined;
    const { expected, found } = difference;
    const complaint = `Turn ${turns + 1}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`;
    return { complaint, reply: vendor.refusal(difference) };
  } catch (error) {
    return plainly(`The history cannot be read: ${String(error)}`);
  }
}

/** Everything that was said before turn `turns`, by either side. */
function historyOf(vendor: VerifyingVendor, loop: string, turns: number, inWords: boolean): Item[] {
  const asked = (value: string): Item => ({ kind: 'question', value });
  const said = TURNS.slice(0, turns).flatMap(({ calls }, turn) => {
    const { items, results } = vendor.issue(loop, turn, inWords);
    return calls.length > 0 ? [...items, ...results] : [...items, asked(FOLLOW_UP)];
  });
  return [asked(question(loop)), ...said];
}

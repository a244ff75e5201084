import { randomUUID } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { DialectId } from '@nuvra/dialects';
import { DEMO_ROUTES } from './demo-routes';
import { type DemoVendor } from './demo-vendor';
import { readWishes, type Wishes } from './demo-wishes';

/** What a fixture must know of the request it answers, beyond what aimock hands it. */
export interface Asked extends Wishes {
  readonly vendor: DemoVendor;
}

/** aimock as the front reaches it: where, with which key, and where fixtures look up what was asked. */
export interface AimockAccess {
  readonly url: string;
  readonly apiKey: string;
  readonly asked: Map<string, Asked>;
}

/**
 * The server the gateway talks to in demo mode: one path prefix for each vendor, in front of aimock. It exists because aimock
 * hands its fixtures only part of a request: the front notes the rest under an id that aimock passes through as its context.
 */
export function createDemoFront(aimock: AimockAccess): Server {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, response) => {
    answer(incoming, response, aimock, agent).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, 400, problem(error instanceof Error ? error.message : 'unreadable request'));
    });
  });
  return server.on('close', () => agent.destroy());
}

async function answer(incoming: IncomingMessage, response: ServerResponse, aimock: AimockAccess, agent: Agent) {
  const { pathname, search } = new URL(incoming.url ?? '/', aimock.url);
  const [, vendor, path = ''] = /^\/(\w+)(\/.*)$/.exec(pathname) ?? [];
  if (!isVendor(vendor) || incoming.method !== 'POST') return sendJson(response, 404, problem('not part of demo mode'));
  const body = await json(incoming);
  if (typeof body !== 'object' || body === null) return sendJson(response, 400, problem('the body must be an object'));
  const route = DEMO_ROUTES[vendor](path, body);
  if (route === undefined) return sendJson(response, 404, problem('not part of demo mode'));
  if ('answer' in route) return sendJson(response, 200, route.answer);
  await forward(`${route.aimockPath}${search}`, body, { vendor, dialect: route.dialect }, response, aimock, agent);
}

async function forward(
  path: string,
  body: object,
  { vendor, dialect }: { vendor: DemoVendor; dialect: DialectId },
  response: ServerResponse,
  aimock: AimockAccess,
  agent: Agent,
): Promise<void> {
  const id = randomUUID();
  aimock.asked.set(id, { vendor, ...readWishes[dialect](body) });
  try {
    const headers = { 'content-type': 'application/json', 'x-api-key': aimock.apiKey, 'x-aimock-context': id };
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      request(new URL(path, aimock.url), { method: 'POST', headers, agent }, resolve)
        .on('error', reject)
        .end(JSON.stringify(body, dialect === 'gemini' ? modernRole : undefined));
    });
    response.writeHead(reply.statusCode ?? 502, { 'content-type': reply.headers['content-type'], 'x-request-id': id });
    await pipeline(reply, response);
  } finally {
    aimock.asked.delete(id);
  }
}

/** Google's older SDK gives back what functions returned as `function`, which aimock does not know. */
function modernRole(key: string, value: unknown): unknown {
  return key === 'role' && value === 'function' ? 'user' : value;
}

function isVendor(name: string | undefined): name is DemoVendor {
  return name !== undefined && Object.hasOwn(DEMO_ROUTES, name);
}

function problem(message: string): object {
  return { error: { message, type: 'invalid_request_error' } };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

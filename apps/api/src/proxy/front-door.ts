import { type INestApplication, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { ApiKeyGuard } from '../api-keys/api-key.guard';
import { ErrorFilter } from '../errors/error-filter';
import { ProxyController } from './proxy.controller';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Answers the gateway's own paths ahead of Express and Nest, which cost more CPU than everything that we do to such a request
 * (docs/decisions/0005). The routes are those of {@link ProxyController}, the guard and the filter the same ones: only the way to them is shorter.
 * A path in any other spelling (with a query, say) takes the long way, to the same handler.
 */
export function openFrontDoor(app: INestApplication): void {
  const guard = app.get(ApiKeyGuard);
  const filter = app.get(ErrorFilter);
  const handlers = handlersOf(app.get(ProxyController));
  const server = app.getHttpServer() as Server;
  const [framework] = server.listeners('request') as RequestListener[];

  const answer = async (handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const admitted = guard.admit(request);
      if (admitted instanceof Promise) await admitted;
      await handler(request, response);
    } catch (error) {
      filter.answer(error, request, response);
    }
  };
  server.removeAllListeners('request').on('request', (request, response) => {
    const handler = handlers.get(`${request.method} ${request.url}`);
    if (handler) void answer(handler, request, response);
    else framework!(request, response);
  });
}

/** The controller's handlers by method and path, as its decorators say. */
function handlersOf(controller: ProxyController): Map<string, Handler> {
  const prefix = Reflect.getMetadata(PATH_METADATA, ProxyController) as string;
  const prototype = ProxyController.prototype as unknown as Record<string, Handler>;
  const handlers = new Map<string, Handler>();
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const path = Reflect.getMetadata(PATH_METADATA, prototype[name]!) as string | undefined;
    if (path === undefined) continue;
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, prototype[name]!) as RequestMethod];
    handlers.set(`${method} /${prefix}/${path}`, prototype[name]!.bind(controller));
  }
  return handlers;
}

import { type INestApplication, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { ApiKeyGuard } from '../api-keys/api-key.guard';
import { ErrorFilter } from '../errors/error-filter';
import { CountTokensController, GeminiCountTokensController } from './count-tokens.controller';
import { EmbeddingsController, GeminiEmbeddingsController } from './embeddings.controller';
import { takeGeminiPath } from './gemini-path';
import { GenerateContentController } from './generate-content.controller';
import { takeOpenRouterPath } from './openrouter-path';
import { PassThroughController } from './pass-through/pass-through.controller';
import { ProxyController } from './proxy.controller';
import { type RoutePattern, RouteTable } from './route-table';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Controllers whose every handler takes Node's request and response and needs an API key. */
export const GATEWAY_CONTROLLERS: readonly Type[] = [
  ProxyController,
  GenerateContentController,
  EmbeddingsController,
  GeminiEmbeddingsController,
  CountTokensController,
  GeminiCountTokensController,
  PassThroughController,
];

/**
 * Answers the gateway's own paths ahead of Express and Nest, which cost more CPU than everything that we do to such a request
 * (docs/decisions/0005). The routes are those of the controllers, the guard and the filter the same ones: only the way to them is shorter.
 * A path in any other spelling takes the long way, to the same handler.
 */
export function openFrontDoor(app: INestApplication): void {
  const guard = app.get(ApiKeyGuard);
  const filter = app.get(ErrorFilter);
  const routes = new RouteTable(GATEWAY_CONTROLLERS.flatMap((type) => routesOf(type, app.get(type))));
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
    takeOpenRouterPath(request);
    takeGeminiPath(request);
    const handler = routes.find(request.method!, request.url!);
    if (handler) void answer(handler, request, response);
    else framework!(request, response);
  });
}

/** A controller's routes, as its decorators say. */
function routesOf(type: Type, controller: object): RoutePattern<Handler>[] {
  const prefix = Reflect.getMetadata(PATH_METADATA, type) as string;
  const prototype = type.prototype as Record<string, Handler>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const path = Reflect.getMetadata(PATH_METADATA, prototype[name]!) as string | undefined;
    if (path === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, prototype[name]!) as RequestMethod];
    return { method, path: `/${prefix}/${path}`, handler: prototype[name]!.bind(controller) };
  });
}

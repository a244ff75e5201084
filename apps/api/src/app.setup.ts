import { ConsoleLogger, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { type ValidationError } from 'class-validator';
import { type NextFunction, json, type Request, type Response } from 'express';
import { AppModule } from './app.module';
import { type Config } from './config/config';
import { serveConsole } from './console/console-files';
import { AppError } from './errors/app-error';
import { failureOf, sendFailure } from './errors/error-filter';
import { refuseUpgrades } from './errors/refuse-upgrades';
import { requestIdOf } from './errors/request-id';
import { describeApi } from './openapi';
import { openFrontDoor } from './proxy/front-door';

/** Longer than load balancers keep idle connections (60 s is common), so that they close first and no request falls into the gap. */
const KEEP_ALIVE_MS = 65_000;

/**
 * The whole application, ready to listen: what `serve` runs and tests drive.
 * @param consoleDirectory the built console; without it only the API is served
 */
export async function createApp(
  config: Config,
  databaseUrl: string,
  consoleDirectory?: string,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, databaseUrl), {
    logger: createLogger(config),
    // The proxy reads bodies itself; only the management API has its JSON parsed ahead.
    bodyParser: false,
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(identify);
  app.use(['/v1', '/v1beta'], answerPreflight);
  app.use('/management', json({ limit: '1mb' }), refuseUnreadable);
  app.useGlobalPipes(
    new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true, exceptionFactory: toAppError }),
  );
  if (config.docsOpen)
    SwaggerModule.setup('docs', app, await describeApi(app), {
      jsonDocumentUrl: 'openapi.json',
      yamlDocumentUrl: undefined,
    });
  if (consoleDirectory) serveConsole(app, consoleDirectory);
  const server = app.getHttpServer();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  refuseUpgrades(server);
  openFrontDoor(app);
  return app;
}

/** Structured lines for machines, readable ones on a terminal. */
export function createLogger({ logFormat }: Config): ConsoleLogger {
  return logFormat === 'json' ? new QuietLogger({ json: true }) : new QuietLogger({ prefix: 'Nuvra', compact: true });
}

/** Nest tells of every module and route as it starts; an operator wants to hear of what happens. */
const START_UP_CHATTER = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

class QuietLogger extends ConsoleLogger {
  override log(message: unknown, ...parameters: unknown[]): void {
    if (!START_UP_CHATTER.has(String(parameters.at(-1)))) super.log(message, ...parameters);
  }
}

function identify(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('x-request-id', requestIdOf(request));
  next();
}

/** Programs in browsers may call the inference API from any origin: it takes no cookies, so an origin gains nothing that its key does not give. */
function answerPreflight(request: Request, response: Response, next: NextFunction): void {
  if (request.method !== 'OPTIONS') {
    next();
    return;
  }
  response
    .writeHead(204, {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-allow-headers': String(request.headers['access-control-request-headers'] ?? '*'),
      'access-control-max-age': '86400',
    })
    .end();
}

/** Told here, while the parser's errors still say what they are: Nest would make plain bad requests of them. */
function refuseUnreadable(error: unknown, request: Request, response: Response, _next: NextFunction): void {
  sendFailure(failureOf(error, request), request, response);
}

function toAppError(errors: ValidationError[]): AppError {
  const sentences = errors.flatMap(({ constraints }) => Object.values(constraints ?? {}));
  return new AppError('invalid_request', `${sentences.join('; ')}.`, { param: errors[0]?.property });
}

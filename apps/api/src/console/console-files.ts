import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type NextFunction, type Request, type Response, Router, static as serveFiles } from 'express';
import helmet from 'helmet';

/** First path segments that belong to the API: an unknown path below them is a JSON 404, never the console's page. */
const API_SEGMENTS = new Set([
  'v1',
  'v1beta',
  'api',
  'management',
  'auth',
  'oidc',
  'webhooks',
  'health',
  'metrics',
  'docs',
  'openapi.json',
]);

/** Whether a path (as in `request.url`) belongs to the API rather than to the console; a doubled slash, as in joined URLs, changes nothing. */
export function isApiPath(url: string): boolean {
  if (url.startsWith('/v1/')) return true;
  return API_SEGMENTS.has(url.replace(/^\/+/, '').split(/[/?]/, 1)[0]!.toLowerCase());
}

/**
 * Serves the built console from `directory`: its files, and its page for every other path that a browser asks for. Files with a hash in their
 * name are cached for good; the page is not, and carries a fresh nonce for Angular's styles.
 */
export function serveConsole(app: NestExpressApplication, directory: string): void {
  const page = join(directory, 'index.html');
  if (!existsSync(page)) return;
  const html = readFileSync(page, 'utf8');
  const secure = (nonce: string) =>
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", `'nonce-${nonce}'`],
          styleSrc: ["'self'", `'nonce-${nonce}'`],
          imgSrc: ["'self'", 'data:'],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
        },
      },
      // Over plain HTTP, on localhost, it would do harm to other programs of the same host.
      strictTransportSecurity: false,
    });

  const files = serveFiles(directory, {
    index: false,
    redirect: false,
    setHeaders: (response, path) => {
      const hashed = /-[A-Z0-9]{8}\.\w+$/.test(path);
      response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const pages = Router();
  pages.use((request, response, next) => {
    const nonce = randomBytes(16).toString('base64');
    response.locals['nonce'] = nonce;
    secure(nonce)(request, response, next);
  });
  pages.use(files);
  pages.use((_request, response) => {
    response.setHeader('cache-control', 'no-store');
    response.type('html').send(html.replaceAll('CSP_NONCE', String(response.locals['nonce'])));
  });

  app.use((request: Request, response: Response, next: NextFunction) => {
    if (isApiPath(request.url) || (request.method !== 'GET' && request.method !== 'HEAD')) next();
    else pages(request, response, next);
  });
}

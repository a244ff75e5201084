/** A route as a controller's decorators say it: a method and a path such as `/v1/messages` or `/v1beta/models/*model\:generateContent`. */
export interface RoutePattern<Handler> {
  readonly method: string;
  readonly path: string;
  readonly handler: Handler;
}

/**
 * Finds a route by comparing text, without the frameworks. A path in another spelling (another case, an escaped colon, a slash too many) is
 * not found: it takes the long way.
 */
export class RouteTable<Handler> {
  private readonly plain = new Map<string, Handler>();
  private readonly wild: { method: string; prefix: string; suffix: string; handler: Handler }[] = [];

  constructor(routes: readonly RoutePattern<Handler>[]) {
    for (const { method, path, handler } of routes) {
      const [prefix = '', suffix] = path.split(/\*\w+/, 2);
      if (suffix === undefined) this.plain.set(`${method} ${path}`, handler);
      else this.wild.push({ method, prefix, suffix: suffix.replaceAll('\\', ''), handler });
    }
  }

  /** @param url path and query, as in `IncomingMessage.url` */
  find(method: string, url: string): Handler | undefined {
    const query = url.indexOf('?');
    const path = query < 0 ? url : url.slice(0, query);
    return this.plain.get(`${method} ${path}`) ?? this.findWild(method, path);
  }

  private findWild(method: string, path: string): Handler | undefined {
    const found = this.wild.find(
      (route) =>
        route.method === method &&
        path.length > route.prefix.length + route.suffix.length &&
        path.startsWith(route.prefix) &&
        path.endsWith(route.suffix),
    );
    return found?.handler;
  }
}

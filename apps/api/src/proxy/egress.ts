import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';
import { CONFIG, type Config } from '../config/config';
import { AppError } from '../errors/app-error';
import { Lifecycle } from '../health/lifecycle';

/**
 * The one way out. Connections are pooled per origin and go through the configured proxy where there is one. Origins come from the
 * operator's configuration alone: nothing in a request can choose where a call, or its credential, goes.
 */
@Injectable()
export class Egress implements OnApplicationShutdown {
  private readonly dispatchers = new Map<string, Dispatcher>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    lifecycle: Lifecycle,
  ) {
    lifecycle.overtime.signal.addEventListener('abort', () => void this.onApplicationShutdown());
  }

  /** The connections to an origin such as `https://api.openai.com`. */
  to(origin: string): Dispatcher {
    let dispatcher = this.dispatchers.get(origin);
    if (!dispatcher) this.dispatchers.set(origin, (dispatcher = this.connect(origin)));
    return dispatcher;
  }

  /** Breaks off the calls that still run; their clients are told why. */
  async onApplicationShutdown(): Promise<void> {
    const reason = new AppError('shutting_down', 'This gateway is being stopped. Try again shortly.');
    await Promise.all([...this.dispatchers.values()].map((dispatcher) => dispatcher.destroy(reason)));
  }

  private connect(origin: string): Dispatcher {
    const { outboundProxy, timeouts } = this.config;
    const connection = { connect: { timeout: timeouts.connectMs }, allowH2: false };
    const proxy = origin.startsWith('https:') ? outboundProxy.https : outboundProxy.http;
    if (!proxy) return new Pool(origin, connection);
    return new EnvHttpProxyAgent({
      ...connection,
      httpProxy: proxy,
      httpsProxy: proxy,
      noProxy: outboundProxy.except ?? '',
    });
  }
}

import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { isIP } from 'node:net';
import { Client, type Dispatcher, EnvHttpProxyAgent, Pool, ProxyAgent } from 'undici';
import { CONFIG, type Config } from '../config/config';
import { AppError } from '../errors/app-error';
import { Lifecycle } from '../health/lifecycle';

/**
 * The one way out. Connections are pooled per origin and go through the configured proxy where there is one. Origins of providers come from
 * the operator's configuration alone: nothing in a request can choose where a call, or its credential, goes.
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

  /**
   * A connection of its own to an address that was checked, as the host that it belongs to; whoever takes it destroys it.
   * @param origin with the address in place of the host
   */
  pinned(origin: string, hostname: string): Dispatcher {
    const { outboundProxy, timeouts } = this.config;
    const servername = isIP(hostname.replace(/^\[|\]$/g, '')) ? undefined : hostname;
    const connect = { timeout: timeouts.connectMs, servername };
    if (!outboundProxy.https) return new Client(origin, { connect, allowH2: false });
    return new ProxyAgent({ uri: outboundProxy.https, requestTls: connect, allowH2: false });
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

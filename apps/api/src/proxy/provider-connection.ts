import { type Provider } from '@nuvra/providers';
import { type Readable } from 'node:stream';
import { type CallableProvider } from '../catalog/callable-provider';

/** A provider as configured here: where to call it, and as whom. */
export class ProviderConnection {
  readonly provider: Provider;
  readonly origin: string;
  /** Where an operator finds the key. */
  readonly keyAt: string;
  private readonly basePath: string;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly apiKey: string | undefined;

  constructor({ provider, baseUrl, apiKey, keyAt }: CallableProvider) {
    this.provider = provider;
    this.keyAt = keyAt;
    this.apiKey = apiKey;
    const url = new URL(baseUrl);
    this.origin = url.origin;
    this.basePath = url.pathname.replace(/\/+$/, '');
    this.headers = { ...provider.headers(apiKey ?? ''), ...COMMON_HEADERS };
  }

  /** A text of the vendor's that may go to logs and clients: some repeat the key that they refuse. */
  withoutCredential(text: string): string {
    return this.apiKey ? text.replaceAll(this.apiKey, '…') : text;
  }

  /** A request to `path` behind the base URL. `headers` go over the provider's own: the caller lets none through that carries a credential. */
  request(path: string, body: string | Readable, headers: Readonly<Record<string, string>> = {}) {
    return { origin: this.origin, path: this.basePath + path, headers: { ...this.headers, ...headers }, body };
  }
}

const COMMON_HEADERS = {
  'content-type': 'application/json',
  // Compressed streams arrive in lumps, and we would only have to unpack them.
  'accept-encoding': 'identity',
  'user-agent': 'nuvra',
};

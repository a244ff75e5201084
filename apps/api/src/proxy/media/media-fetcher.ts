import { Inject, Injectable } from '@nestjs/common';
import {
  type Base64Source,
  type Call,
  InvalidRequest,
  type MediaToFetch,
  mediaToFetch,
  type Target,
  withMedia,
} from '@nuvra/dialects';
import { type ProviderApi } from '@nuvra/providers';
import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import { type Dispatcher } from 'undici';
import { CONFIG, type Config } from '../../config/config';
import { Egress } from '../egress';
import { mediaTypeOf } from './media-type';
import { isPublicAddress } from './public-address';
import { Slots } from './slots';

/** Bounds the memory that media can take, together with their size. */
const AT_A_TIME = 16;

/** Why media were not fetched, in the end of a sentence that the client reads. Tells nothing of what is not public. */
class MediaRefused extends Error {}

/** What one request may still fetch. */
interface Budget {
  bytesLeft: number;
  readonly signal: AbortSignal;
}

/**
 * Fetches what a client names by URL, for vendors that take only bytes: over https, from public addresses alone, without following anybody
 * elsewhere, within limits of size and time. Hosts that the operator allows may be private and unencrypted.
 */
@Injectable()
export class MediaFetcher {
  private readonly slots = new Slots(AT_A_TIME);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly egress: Egress,
  ) {}

  /**
   * The call with the bytes of what the vendor would not fetch itself.
   * @param gone aborts when the client has gone
   * @throws {InvalidRequest} naming the part that cannot be fetched
   */
  async fill(call: Call, api: ProviderApi, target: Target, gone: () => AbortSignal): Promise<Call> {
    const wanted = mediaToFetch(call, api.inlineMediaOnly ? { fetchesMedia: () => false } : api.dialect, target);
    if (wanted.length === 0) return call;
    const { maxBytes, timeoutMs } = this.config.media;
    const failed = new AbortController();
    const late = AbortSignal.timeout(timeoutMs);
    const budget = { bytesLeft: maxBytes, signal: AbortSignal.any([gone(), failed.signal, late]) };
    const fetched = await Promise.all(
      wanted.map(async (media) => {
        try {
          return [media.path, await this.slots.with(() => this.fetch(media, budget))] as const;
        } catch (error) {
          failed.abort();
          throw explained(media, error, late.aborted);
        }
      }),
    );
    return withMedia(call, new Map(fetched));
  }

  private async fetch({ url: text, type }: MediaToFetch, budget: Budget): Promise<Base64Source> {
    const url = URL.parse(text);
    if (!url) throw new MediaRefused('that is no URL');
    const way = await this.wayTo(url);
    try {
      const { statusCode, headers, body } = await way.dispatcher.request({
        origin: way.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers: { host: url.host, accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'nuvra' },
        signal: budget.signal,
      });
      if (statusCode !== 200) {
        await body.dump();
        const redirects = statusCode >= 300 && statusCode < 400;
        throw new MediaRefused(redirects ? 'it redirects; give the address where it ends' : `HTTP ${statusCode}`);
      }
      const bytes = await this.read(body, Number(headers['content-length']) || 0, budget);
      const mediaType = mediaTypeOf(type, String(headers['content-type'] ?? ''), bytes);
      if (!mediaType) throw new MediaRefused(`what is there is no ${type}`);
      return { kind: 'base64', mediaType, data: bytes.toString('base64') };
    } finally {
      if (way.once) void way.dispatcher.destroy();
    }
  }

  /** Where to connect to: for hosts that are not the operator's, to the very address that was checked. */
  private async wayTo(url: URL): Promise<{ dispatcher: Dispatcher; origin: string; once?: boolean }> {
    if (this.config.media.allowedHosts.has(url.host)) {
      return { dispatcher: this.egress.to(url.origin), origin: url.origin };
    }
    if (url.protocol !== 'https:') throw new MediaRefused('its address must begin with https://');
    const address = await publicAddressOf(url.hostname);
    const origin = `https://${isIPv6(address) ? `[${address}]` : address}:${url.port || 443}`;
    return { dispatcher: this.egress.pinned(origin, url.hostname), origin, once: true };
  }

  /** @param length as the server says beforehand, 0 where it does not */
  private async read(body: AsyncIterable<Buffer>, length: number, budget: Budget): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of body) {
      budget.bytesLeft -= chunk.length;
      if (budget.bytesLeft < 0 || length > this.config.media.maxBytes) {
        throw new MediaRefused(
          `more than ${Math.floor(this.config.media.maxBytes / 1024 / 1024)} MB would be fetched for the request`,
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }
}

/** An address of the host, all of whose addresses are public: one that is not may be the one that the next look-up gives. */
async function publicAddressOf(hostname: string): Promise<string> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const addresses = await lookup(host, { all: true }).catch(() => []);
  const [first] = addresses;
  if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new MediaRefused('its host is not one on the public internet');
  }
  return first.address;
}

function explained({ path }: MediaToFetch, error: unknown, isLate: boolean): InvalidRequest {
  const reason = isLate ? 'it takes too long' : error instanceof MediaRefused ? error.message : 'the connection fails';
  return new InvalidRequest(`'${path}' cannot be fetched: ${reason}.`, path, 'media_not_fetched');
}

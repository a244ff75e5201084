import { Inject, Injectable } from '@nestjs/common';
import { type Base64Source, InvalidRequest } from '@nuvra/dialects';
import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import { type Dispatcher } from 'undici';
import { CONFIG, type Config } from '../../config/config';
import { Egress } from '../egress';
import { type MediaKind, mediaTypeOf } from './media-type';
import { isPublicAddress } from './public-address';
import { Slots } from './slots';

/** Bounds the memory that media can take: each of these holds one, of limited size. */
const AT_A_TIME = 16;

/** Media that somebody must fetch for the vendor. */
export interface WantedMedia {
  readonly kind: MediaKind;
  readonly url: string;
  /** What the client says that it is. */
  readonly mediaType?: string;
  /** Of the part, for the error. */
  readonly path: string;
}

/** Why media were not fetched, in the end of a sentence that the client reads. Tells nothing of what is not public. */
class MediaRefused extends Error {}

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
   * @param gone aborts when the client has gone
   * @throws {InvalidRequest} naming the part, when it cannot be fetched
   */
  async fetch(wanted: WantedMedia, gone: AbortSignal): Promise<Base64Source> {
    const late = AbortSignal.timeout(this.config.media.timeoutMs);
    try {
      return await this.slots.with(() => this.download(wanted, AbortSignal.any([gone, late])));
    } catch (error) {
      const reason =
        error instanceof MediaRefused ? error.message : late.aborted ? 'it takes too long' : 'the connection fails';
      throw new InvalidRequest(`'${wanted.path}' cannot be fetched: ${reason}.`, wanted.path, 'media_not_fetched');
    }
  }

  private async download(
    { url: text, kind, mediaType: declared }: WantedMedia,
    signal: AbortSignal,
  ): Promise<Base64Source> {
    const url = URL.parse(text);
    if (!url) throw new MediaRefused('that is no URL');
    const way = await this.wayTo(url);
    try {
      const { statusCode, headers, body } = await way.dispatcher.request({
        origin: way.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers: { host: url.host, accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'nuvra' },
        signal,
      });
      const bytes =
        statusCode === 200 ? await this.read(body, headers['content-length']) : await body.dump().then(() => undefined);
      if (!bytes)
        throw new MediaRefused(
          statusCode < 400 ? 'it redirects; give the address where it ends' : `HTTP ${statusCode}`,
        );
      const mediaType = mediaTypeOf(kind, String(headers['content-type'] ?? ''), declared, bytes);
      if (!mediaType) throw new MediaRefused(`what is there is no ${kind}`);
      return { kind: 'base64', mediaType, data: bytes.toString('base64') };
    } finally {
      if (way.once) void way.dispatcher.destroy();
    }
  }

  /** Where to connect to: for hosts that are not the operator's, to the very address that was checked. */
  private async wayTo(url: URL): Promise<{ dispatcher: Dispatcher; origin: string; once?: boolean }> {
    if (this.config.media.allowedHosts.has(url.host) && /^https?:$/.test(url.protocol)) {
      return { dispatcher: this.egress.to(url.origin), origin: url.origin };
    }
    if (url.protocol !== 'https:') throw new MediaRefused('its address must begin with https://');
    const address = await publicAddressOf(url.hostname);
    const origin = `https://${isIPv6(address) ? `[${address}]` : address}:${url.port || 443}`;
    return { dispatcher: this.egress.pinned(origin, url.hostname), origin, once: true };
  }

  private async read(body: AsyncIterable<Buffer>, length: string | string[] | undefined): Promise<Buffer> {
    const { maxBytes } = this.config.media;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (Math.max(size, Number(length) || 0) > maxBytes)
        throw new MediaRefused(`it is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks, size);
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

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { type Asked, createDemoFront } from './demo-front';
import { type DemoVendor } from './demo-vendor';
import { demoFixtures } from './demo-fixtures';

const LOOPBACK = '127.0.0.1';
// Slow enough to be seen streaming in the console, fast enough not to be waited for.
const CHUNK_PAUSE_MS = 8;

/** The local stand-ins while they run. */
export interface DemoVendors {
  /** What to set as each vendor's base URL, in the form its own SDK takes. Any key is accepted. */
  readonly baseUrls: Readonly<Record<DemoVendor, string>>;
  stop(): Promise<void>;
}

/**
 * Starts local stand-ins for the vendors on a free loopback port, so that without any provider key the same adapters and the same
 * HTTP path answer as with one. They speak text, tools, JSON, streams, embeddings, images and token counts on every wire format, and
 * every answer says that it is a demo. Makes no outbound connection and writes neither files nor logs.
 */
export async function startDemoVendors(): Promise<DemoVendors> {
  // Loaded here, so that a gateway with a real key never holds it in memory.
  const { LLMock } = await import('@copilotkit/aimock');
  const apiKey = randomUUID();
  const asked = new Map<string, Asked>();
  const aimock = new LLMock({
    host: LOOPBACK,
    port: 0,
    logLevel: 'silent',
    // What was asked is not kept, and nobody but the front reaches aimock's control paths.
    journalMaxEntries: 1,
    auth: { apiKeys: [apiKey] },
    latency: CHUNK_PAUSE_MS,
    chunkSize: 24,
  });
  aimock.addFixtures(
    demoFixtures((request) => {
      const found = asked.get(request._context ?? '');
      if (found === undefined) throw new Error('a demo request came without its context');
      return { ...found, aimock: request };
    }),
  );
  const front = createDemoFront({ url: await aimock.start(), apiKey, asked });
  front.listen(0, LOOPBACK);
  await once(front, 'listening');
  const origin = `http://${LOOPBACK}:${(front.address() as AddressInfo).port}`;
  return {
    baseUrls: {
      openai: `${origin}/openai/v1`,
      anthropic: `${origin}/anthropic`,
      gemini: `${origin}/gemini`,
      deepseek: `${origin}/deepseek`,
    },
    stop: async () => {
      const closed = once(front, 'close');
      front.close();
      front.closeAllConnections();
      await closed;
      await aimock.stop();
    },
  };
}

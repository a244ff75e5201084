import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { type Certificate, makeCertificate } from './support/certificates';
import { chat } from './support/chat';
import { expectFailure } from './support/expect-failure';
import { type ForwardProxy, startForwardProxy } from './support/forward-proxy';
import { events, json, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';
import { anthropic, openai } from './support/vendor-dialects';

/** In a company's network: calls go through its proxy, and trust its certificate authority, as the usual variables say. */
let proxy: ForwardProxy;
let vendor: ScriptedUpstream;
const certificate: Certificate | undefined = makeCertificate();
let secureVendor: ScriptedUpstream;

const start = (environment: Record<string, string>): Promise<Nuvra> =>
  startNuvra({
    environment: {
      // In clear, passed through; and encrypted, translated.
      OPENAI_API_KEY: 'sk-vendor',
      OPENAI_BASE_URL: `${vendor.origin}/v1`,
      ANTHROPIC_API_KEY: 'sk-vendor',
      ANTHROPIC_BASE_URL: secureVendor.origin,
      ...environment,
    },
  });

beforeAll(async () => {
  proxy = await startForwardProxy();
  vendor = await startScriptedUpstream();
  secureVendor = await startScriptedUpstream(certificate);
  vendor.answer(json(openai.reply));
  secureVendor.answer(json(anthropic.reply));
});

afterAll(async () => {
  await Promise.all([proxy.close(), vendor.close(), secureVendor.close()]);
  certificate?.remove();
});

beforeEach(() => void proxy.asked.splice(0));

// Without openssl there is no certificate to test with.
describe.skipIf(!certificate)('with a certificate authority of its own', () => {
  const trust = { NODE_EXTRA_CA_CERTS: certificate?.authorityFile ?? '' };

  it('HTTPS_PROXY and HTTP_PROXY carry calls, whole and streamed, and the vendor’s certificate is checked through the tunnel', async () => {
    const gateway = await start({ HTTPS_PROXY: proxy.url, http_proxy: `${proxy.url}/`, ...trust });
    try {
      expect((await chat(gateway, anthropic)).status).toBe(200);
      expect(proxy.asked).toEqual([`CONNECT ${secureVendor.origin.slice('https://'.length)}`]);
      expect((await chat(gateway, openai)).status).toBe(200);
      expect(proxy.asked).toHaveLength(2);
      expect(proxy.asked[1]).toContain(`127.0.0.1:${vendor.port}`);

      secureVendor.answer(events(anthropic.frames));
      expect(await (await chat(gateway, anthropic, { stream: true })).text()).toContain('[DONE]');
      // The proxy is kept as a way, too.
      expect(proxy.asked).toHaveLength(2);
    } finally {
      secureVendor.answer(json(anthropic.reply));
      await gateway.stop();
    }
  });

  it('NO_PROXY names hosts that are called directly', async () => {
    const gateway = await start({
      HTTPS_PROXY: proxy.url,
      HTTP_PROXY: proxy.url,
      no_proxy: 'example.com,127.0.0.1',
      ...trust,
    });
    try {
      expect((await chat(gateway, anthropic)).status).toBe(200);
      expect((await chat(gateway, openai)).status).toBe(200);
      expect(proxy.asked).toEqual([]);
    } finally {
      await gateway.stop();
    }
  });

  it('an authority that nobody vouched for is not trusted, and a proxy for http is not used for https', async () => {
    const gateway = await start({ HTTP_PROXY: proxy.url });
    try {
      await expectFailure(await chat(gateway, anthropic), { status: 502, code: 'upstream_unreachable' });
      expect(proxy.asked).toEqual([]);
      expect(gateway.output()).toMatch(/self.signed certificate/i);
      expect((await chat(gateway, openai)).status).toBe(200);
      expect(proxy.asked).toHaveLength(1);
    } finally {
      await gateway.stop();
    }
  });

  it('a proxy that is down is told as an unreachable provider, without its address', async () => {
    const gateway = await start({ HTTPS_PROXY: 'http://user:proxy-secret@127.0.0.1:1', ...trust });
    try {
      await expectFailure(await chat(gateway, anthropic), { status: 502, code: 'upstream_unreachable' });
      expect(gateway.output()).not.toContain('proxy-secret');
      // There is no proxy for http.
      expect((await chat(gateway, openai)).status).toBe(200);
    } finally {
      await gateway.stop();
    }
  });
});

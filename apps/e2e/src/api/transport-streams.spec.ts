import { once } from 'node:events';
import { type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { chat, generation } from './support/chat';
import { databaseUrlOf, query } from './support/database';
import { events, json, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';
import { until } from './support/until';
import { openai, vendorDialects } from './support/vendor-dialects';

/** What a client and a vendor see of each other through the gateway: as it happens, no sooner closed, no faster than either takes it. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  nuvra = await startNuvra({
    environment: {
      OPENAI_API_KEY: 'sk-vendor',
      OPENAI_BASE_URL: `${vendor.origin}/v1`,
      ANTHROPIC_API_KEY: 'sk-vendor',
      ANTHROPIC_BASE_URL: vendor.origin,
    },
  });
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

const LAST_REQUEST = 'SELECT status, stream, model_id, charged_nano FROM usage ORDER BY finished_at DESC LIMIT 1';

beforeEach(() => void vendor.requests.splice(0));

describe.each(vendorDialects)('$name', (dialect) => {
  const begun = dialect.frames.slice(0, dialect.textAt + 1);

  it('the first token is with the client while the vendor is still talking', async () => {
    let vendorSide: ServerResponse | undefined;
    vendor.answer(events(begun, (response) => (vendorSide = response)));
    const response = await chat(nuvra, dialect, { stream: true });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('Hello')) text += (await reader.read()).value;
    expect(vendorSide!.writableEnded).toBe(false);

    vendorSide!.end(dialect.frames.slice(dialect.textAt + 1).join(''));
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('a client that hangs up in the middle of a stream is hung up on at the vendor, and is on record', async () => {
    vendor.answer(events(begun, () => undefined));
    const client = new AbortController();
    const response = await chat(nuvra, dialect, { stream: true, signal: client.signal });
    await response.body!.getReader().read();
    client.abort();
    await expectHungUp(response.headers.get('x-request-id')!);
  });

  it('a client that hangs up while it waits for JSON, too', async () => {
    vendor.answer(() => undefined);
    const client = new AbortController();
    const answered = chat(nuvra, dialect, { signal: client.signal });
    await until('the vendor is asked', () => vendor.requests.length === 1);
    client.abort();
    await expect(answered).rejects.toThrow();
    await untilVendorClosed();
    // The client has never seen the request's id: the last row is its.
    const [row] = await until('the request is on record', async () => {
      const rows = await query(databaseUrlOf(nuvra.dataDirectory), LAST_REQUEST);
      return rows[0]?.['status'] === 499 && rows[0]['stream'] === false ? rows : undefined;
    });
    expect(row).toMatchObject({ model_id: dialect.model, charged_nano: null });
  });
});

it('a client that reads slowly slows the vendor down: the gateway holds little, and loses nothing', async () => {
  const frame = `data: ${JSON.stringify({ id: 'x', choices: [{ index: 0, delta: { content: 'x'.repeat(64 * 1024) }, finish_reason: null }] })}\n\n`;
  const total = 2_000 * frame.length; // 128 MB
  let accepted = 0;
  vendor.answer(async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let sent = 0; sent < total; sent += frame.length) {
      if (!response.write(frame)) await once(response, 'drain');
      accepted = sent;
    }
    response.end('data: {"id":"x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  });
  const client = await openStream();
  client.pause();
  // It is over, or it stands still: the sockets' buffers on the way are full.
  let last = -1;
  await until('the vendor is held up', async () => {
    const standsStill = accepted === last && accepted > 0;
    last = accepted;
    await sleep(500);
    return standsStill;
  });
  expect(accepted).toBeLessThan(total / 2);

  let received = 0;
  let tail = '';
  client.on('data', (chunk: Buffer) => {
    received += chunk.length;
    tail = (tail + chunk.subarray(-100).toString()).slice(-100);
  });
  client.resume();
  await until('everything has come', () => tail.includes('[DONE]'), 60_000);
  expect(received).toBeGreaterThan(total);
  client.destroy();
}, 120_000);

it('a client that stops reading and hangs up frees the vendor', async () => {
  vendor.answer(async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const closed = once(response, 'close');
    while (!response.destroyed) {
      if (!response.write(openai.frames[0]!.repeat(500))) await Promise.race([once(response, 'drain'), closed]);
    }
  });
  const client = await openStream();
  client.pause();
  await until('the vendor is held up', () => vendor.requests.at(-1)?.socket.writableNeedDrain);
  client.destroy();
  await untilVendorClosed();
  // Node.js tells of listeners that pile up.
  expect(nuvra.output()).not.toContain('Warning');
});

it('many requests to a vendor share few connections', async () => {
  vendor.answer(json(openai.reply));
  for (let round = 0; round < 20; round++) await (await chat(nuvra, openai)).text();
  // One does, unless the next request comes before the last reply's connection is free again.
  expect(new Set(vendor.requests.map(({ socket }) => socket)).size).toBeLessThanOrEqual(4);
});

it('a connection that the vendor has closed is not used again', async () => {
  vendor.answer(json(openai.reply));
  await (await chat(nuvra, openai)).text();
  const { socket } = vendor.requests.at(-1)!;
  socket.destroy();
  await once(socket, 'close');
  await until('the next request gets through', async () => (await chat(nuvra, openai)).status === 200);
  expect(vendor.requests.at(-1)!.socket).not.toBe(socket);
});

async function expectHungUp(requestId: string): Promise<void> {
  await untilVendorClosed();
  const record = await until('the request is on record', () => generation(nuvra, requestId));
  expect(record).toMatchObject({ status: 499, streamed: true, finish_reason: null });
}

async function untilVendorClosed(): Promise<void> {
  await until('the vendor’s connection is closed', () => vendor.requests.at(-1)!.socket.destroyed);
}

/** A stream on a connection of our own, whose reading can be stopped. */
async function openStream(): Promise<Socket> {
  const socket = connect(Number(new URL(nuvra.url).port), '127.0.0.1');
  const body = JSON.stringify({ model: openai.model, messages: [{ role: 'user', content: 'Hi' }], stream: true });
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: nuvra\r\nauthorization: Bearer ${nuvra.apiKey}\r\n` +
      `content-length: ${body.length}\r\n\r\n${body}`,
  );
  await once(socket, 'readable');
  return socket;
}

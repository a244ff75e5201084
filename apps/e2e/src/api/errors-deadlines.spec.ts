import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { chat, dataOf, generation } from './support/chat';
import { expectFailure } from './support/expect-failure';
import { events, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';
import { until } from './support/until';
import { vendorDialects } from './support/vendor-dialects';

/** A vendor that does not go on is given up: with 504, or with an error event where the stream has begun. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  nuvra = await startNuvra({
    environment: {
      NUVRA_FIRST_BYTE_TIMEOUT_MS: '500',
      NUVRA_IDLE_TIMEOUT_MS: '500',
      NUVRA_TOTAL_TIMEOUT_MS: '3000',
      OPENAI_API_KEY: 'sk-x',
      OPENAI_BASE_URL: `${vendor.origin}/v1`,
      ANTHROPIC_API_KEY: 'sk-x',
      ANTHROPIC_BASE_URL: vendor.origin,
    },
  });
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

const TIMEOUT = { status: 504, code: 'upstream_timeout', type: 'server_error' };

describe.each(vendorDialects)('$name', (dialect) => {
  const begun = dialect.frames.slice(0, dialect.textAt + 1);

  it.each([false, true])('never answers (stream: %s)', async (stream) => {
    vendor.answer(() => undefined);
    await expectFailure(await chat(nuvra, dialect, { stream }), TIMEOUT);
    await untilHungUp();
  });

  it('pauses for too long in the middle of its JSON', async () => {
    vendor.answer((response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"id":'));
    await expectFailure(await chat(nuvra, dialect), TIMEOUT);
    await untilHungUp();
  });

  it('pauses for too long in the middle of a stream', async () => {
    vendor.answer(events(begun, () => undefined));
    await expectTimeoutEvent(await chat(nuvra, dialect, { stream: true }));
    await untilHungUp();
  });

  it('goes on for longer than a request may take', async () => {
    vendor.answer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const frame of begun) response.write(frame);
      const timer = setInterval(() => response.write(begun.at(-1)!), 50);
      response.once('close', () => clearInterval(timer));
    });
    await expectTimeoutEvent(await chat(nuvra, dialect, { stream: true }));
    await untilHungUp();
  });
});

async function expectTimeoutEvent(response: Response): Promise<void> {
  const stream = await response.text();
  expect(stream).toContain('Hello');
  expect(stream).not.toContain('[DONE]');
  const { error } = JSON.parse(dataOf(stream).at(-1)!) as { error: object };
  expect(error).toMatchObject({ type: 'server_error', code: 'upstream_timeout', param: null });
  const record = await generation(nuvra, response.headers.get('x-request-id')!);
  expect(record).toMatchObject({ status: 200, error_code: 'upstream_timeout' });
}

/** The vendor learns that nobody waits any more. */
async function untilHungUp(): Promise<void> {
  await until('the vendor’s connection is closed', () => vendor.requests.at(-1)!.socket.destroyed);
}

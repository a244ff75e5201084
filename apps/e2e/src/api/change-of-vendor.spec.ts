import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { ask, environmentOf, hello, MODELS } from './support/hello-vendor';
import { json, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';

/** A conversation may go on with another vendor's model: what one vendor proved of its reasoning never reaches another. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  nuvra = await startNuvra({ environment: environmentOf(vendor) });
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

beforeEach(() => void vendor.requests.splice(0));

const SIGNATURE = Buffer.from('a proof of Gemini’s').toString('base64');
const thought = {
  candidates: [
    {
      content: {
        role: 'model',
        parts: [
          { text: 'I think.', thought: true },
          { text: 'Hello', thoughtSignature: SIGNATURE },
        ],
      },
      finishReason: 'STOP',
    },
  ],
  usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 2, totalTokenCount: 7 },
};
const question = { role: 'user', content: 'Hi' };

it('a proof goes back to its issuer, and to nobody else, though the client cannot tell them apart', async () => {
  vendor.answer(json(thought));
  const first = await ask(nuvra, 'anthropic-messages', MODELS.gemini);
  const { content } = (await first.json()) as { content: object[] };
  const fields = { messages: [question, { role: 'assistant', content }, question] };

  await ask(nuvra, 'anthropic-messages', MODELS.gemini, { fields });
  expect(vendor.requests[1]!.body).toContain(`"thoughtSignature":"${SIGNATURE}"`);

  vendor.answer(hello);
  const other = await ask(nuvra, 'anthropic-messages', MODELS.anthropic, { fields });
  expect({ status: other.status, body: await other.clone().text() }).toMatchObject({ status: 200 });
  const { body } = vendor.requests[2]!;
  // Its seal begins so, in base64: docs/decisions/0010.
  expect(body).not.toMatch(new RegExp(`${SIGNATURE}|${Buffer.from('["nuvra1"').toString('base64')}`));
  expect(body).toContain('Hello');
  expect(other.headers.get('x-nuvra-translation')).toContain('dropped');

  const strict = await ask(nuvra, 'anthropic-messages', MODELS.anthropic, {
    fields,
    headers: { 'x-nuvra-strict': 'true' },
  });
  expect(strict.status).toBe(400);
});

import { expect, it } from 'vitest';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { framesOf, randomCuts, seededRandom } from '../testing/split-stream';
import { openAiChat } from './openai-chat';
import { contextOf } from './spec-support';

const CHUNKS = [
  {
    id: 'c-1',
    model: 'm',
    choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
    usage: null,
  },
  { choices: [{ index: 0, delta: { reasoning: 'hm', reasoning_details: [{ type: 'reasoning.text', text: 'hm' }] } }] },
  { choices: [{ index: 0, delta: { reasoning_details: [{ type: 'reasoning.text', signature: 's==' }] } }] },
  {
    system_fingerprint: 'fp',
    service_tier: 'flex',
    x_groq: { id: 'r' },
    choices: [
      {
        index: 0,
        delta: { content: 'čaj ☕', channel: 'final' },
        logprobs: { content: [{ token: 'č', logprob: -0.1, bytes: [196, 141], top_logprobs: [] }] },
        finish_reason: null,
      },
    ],
    usage: null,
  },
  {
    choices: [
      {
        index: 0,
        delta: {
          annotations: [{ type: 'url_citation', url_citation: { url: 'u' } }],
          images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD' } }],
          audio: { id: 'a', transcript: 't' },
        },
      },
    ],
  },
  { choices: [{ index: 1, delta: { content: 'b', refusal: 'no' } }] },
  {
    choices: [
      {
        index: 0,
        delta: { tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } }] },
      },
    ],
  },
  { choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: '{"x":1}' }, note: 1 }] } }] },
  { choices: [{ index: 0, delta: { tool_calls: [{ index: 1, id: 'b', type: 'custom', custom: { name: 'g' } }] } }] },
  {
    choices: [
      { index: 0, delta: {}, finish_reason: 'tool_calls' },
      { index: 1, delta: {}, finish_reason: 'stop' },
    ],
  },
  { choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 1 } } },
];
const WHOLE = Buffer.from(`${CHUNKS.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('')}data: [DONE]\n\n`);

/** Words that mean something here, and values of the wrong type: more telling than bytes at random. */
const SHRAPNEL = [
  '"',
  '{',
  '}',
  '[',
  ']',
  'null',
  '7',
  '"error":',
  '"usage":',
  '[DONE]',
  '\n',
  '\n\n',
  '\r',
  'data: ',
  'event: error\n',
  '\\',
  '\uFEFF',
];

function breakStream(random: () => number): Buffer {
  const pick = (length: number): number => Math.floor(random() * length);
  let broken = WHOLE;
  for (let wounds = 1 + pick(3); wounds > 0; wounds--) {
    const at = pick(broken.length);
    const before = broken.subarray(0, at);
    const after = broken.subarray(at);
    const wound = pick(5);
    if (wound === 0) broken = before;
    else if (wound === 1) broken = Buffer.concat([before, Buffer.from([pick(256)]), after.subarray(1)]);
    else if (wound === 2) broken = Buffer.concat([before, after.subarray(pick(60))]);
    else if (wound === 3) broken = Buffer.concat([before, after.subarray(0, pick(80)), after]);
    else broken = Buffer.concat([before, Buffer.from(SHRAPNEL[pick(SHRAPNEL.length)]!), after]);
  }
  return broken;
}

/** Reads a stream to its end; a frame that cannot be read ends it, as it does in the proxy. */
function readToEnd(broken: Buffer, cuts: number[]): { events: ReplyEvent[]; unreadable: boolean } {
  const reader = openAiChat.createStreamReader();
  const events: ReplyEvent[] = [];
  try {
    for (const frame of framesOf(broken, ...cuts)) events.push(...reader.read(frame));
    events.push(...reader.end());
    return { events, unreadable: false };
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableReply);
    return { events, unreadable: true };
  }
}

const ROUNDS = 5000;

it(`${ROUNDS} broken streams are read to a defined end`, { timeout: 60_000 }, () => {
  const ends = { finish: 0, failure: 0, unreadable: 0 };
  for (let seed = 0; seed < ROUNDS; seed++) {
    const random = seededRandom(seed);
    const broken = breakStream(random);
    const { events, unreadable } = readToEnd(broken, randomCuts(broken, 5, random));
    const failures = events.filter(({ type }) => type === 'failure').length;
    const finished = events.some(({ type }) => type === 'finish');
    // Exactly one of: an exception, one failure as the last event, or a finish and no failure.
    if (unreadable) expect({ seed, failures }).toEqual({ seed, failures: 0 });
    else if (failures > 0)
      expect({ seed, failures, last: events.at(-1)?.type }).toEqual({ seed, failures: 1, last: 'failure' });
    else expect({ seed, finished }).toEqual({ seed, finished: true });
    ends[unreadable ? 'unreadable' : failures > 0 ? 'failure' : 'finish']++;

    // What was read can be written, whole and streamed.
    const context = contextOf();
    const writer = openAiChat.createStreamWriter(context);
    for (const event of events) expect(() => writer.write(event)).not.toThrow();
    expect(() => openAiChat.writeReply(events, context)).not.toThrow();
  }
  // The wounds are of every kind: each way to end was taken often.
  expect(Math.min(...Object.values(ends))).toBeGreaterThan(ROUNDS / 20);
});

it(`${ROUNDS} broken streams are relayed to a defined end, whatever the pieces`, { timeout: 60_000 }, () => {
  for (let seed = 0; seed < ROUNDS; seed++) {
    const random = seededRandom(seed);
    const broken = breakStream(random);
    const outcomes = [[], randomCuts(broken, 5, random)].map((cuts) => {
      const relay = openAiChat.createRelay({ usdCostOf: () => 1, includeUsage: true });
      const sent = framesOf(broken, ...cuts).map((frame) => relay.relay(frame) ?? '');
      return { sent: Buffer.concat(sent.map((part) => Buffer.from(part))), end: relay.end(), facts: relay.facts };
    });
    expect(outcomes[0]).toEqual(outcomes[1]);
    // What the client gets ends in a blank line, so that an error frame can follow.
    expect(outcomes[0]!.sent.toString('latin1')).toMatch(/^$|(\r\n|\n|\r)(\r\n|\n|\r)$/);
  }
});

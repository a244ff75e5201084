import { expect, it } from 'vitest';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { breakStream } from '../testing/break-stream';
import { framesOf, randomCuts, seededRandom } from '../testing/split-stream';
import { openAiResponses } from './openai-responses';
import { contextOf, relay } from './spec-support';

const ITEMS = [
  { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'hm' }], encrypted_content: 'gAAA' },
  { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'q' } },
  {
    type: 'message',
    id: 'msg_1',
    role: 'assistant',
    status: 'completed',
    content: [
      {
        type: 'output_text',
        text: 'čaj ☕',
        annotations: [{ type: 'url_citation', url: 'u', title: 't' }],
        logprobs: [],
      },
      { type: 'refusal', refusal: 'no' },
    ],
  },
  { type: 'function_call', id: 'fc_1', call_id: 'a', name: 'f', arguments: '{"x":1}', status: 'completed' },
];

const RESPONSE = { id: 'resp_1', object: 'response', created_at: 1, model: 'm', status: 'in_progress', output: [] };
const USAGE = { input_tokens: 5, input_tokens_details: { cached_tokens: 1 }, output_tokens: 2, total_tokens: 7 };

const EVENTS = [
  { type: 'response.created', response: RESPONSE },
  { type: 'response.output_item.added', output_index: 0, item: { ...ITEMS[0], summary: [] } },
  { type: 'response.reasoning_summary_text.delta', output_index: 0, summary_index: 0, delta: 'hm' },
  { type: 'response.output_item.done', output_index: 0, item: ITEMS[0] },
  { type: 'response.output_item.done', output_index: 1, item: ITEMS[1] },
  { type: 'response.output_item.added', output_index: 2, item: { ...ITEMS[2], content: [] } },
  { type: 'response.output_text.delta', output_index: 2, content_index: 0, delta: 'čaj', logprobs: [] },
  { type: 'response.output_text.delta', output_index: 2, content_index: 0, delta: ' ☕', logprobs: [] },
  { type: 'response.refusal.delta', output_index: 2, content_index: 1, delta: 'no' },
  { type: 'response.output_item.done', output_index: 2, item: ITEMS[2] },
  { type: 'response.output_item.added', output_index: 3, item: { ...ITEMS[3], arguments: '' } },
  { type: 'response.function_call_arguments.delta', output_index: 3, delta: '{"x":1}' },
  { type: 'response.completed', response: { ...RESPONSE, status: 'completed', output: ITEMS, usage: USAGE } },
];
const WHOLE = Buffer.from(EVENTS.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''));

/** Words that mean something here. */
const WORDS = ['"error":', '"usage":', '"output_index":', '"response.completed"', '[DONE]'];

/** Reads a stream to its end; a frame that cannot be read ends it, as it does in the proxy. */
function readToEnd(broken: Buffer, cuts: readonly number[]): { events: ReplyEvent[]; isUnreadable: boolean } {
  const reader = openAiResponses.createStreamReader();
  const events: ReplyEvent[] = [];
  try {
    for (const frame of framesOf(broken, ...cuts)) events.push(...reader.read(frame));
    events.push(...reader.end());
    return { events, isUnreadable: false };
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableReply);
    return { events, isUnreadable: true };
  }
}

const ROUNDS = 5000;

it(`${ROUNDS} broken streams are read to a defined end, and what was read can be written`, { timeout: 60_000 }, () => {
  const ends = { finish: 0, failure: 0, unreadable: 0 };
  for (let seed = 0; seed < ROUNDS; seed++) {
    const random = seededRandom(seed);
    const broken = breakStream(WHOLE, WORDS, random);
    const { events, isUnreadable } = readToEnd(broken, randomCuts(broken, 5, random));
    const failures = events.filter(({ type }) => type === 'failure').length;
    const finishes = events.filter(({ type }) => type === 'finish').length;
    // Exactly one of: an exception, one failure as the last event, or one finish as the last event.
    if (isUnreadable) expect({ seed, failures, finishes }).toEqual({ seed, failures: 0, finishes: 0 });
    else {
      const last = events.at(-1)?.type;
      expect({ seed, ends: failures + finishes, last }).toEqual({
        seed,
        ends: 1,
        last: failures ? 'failure' : 'finish',
      });
    }
    ends[isUnreadable ? 'unreadable' : failures > 0 ? 'failure' : 'finish']++;

    const writer = openAiResponses.createStreamWriter(contextOf());
    for (const event of events) writer.write(event);
    if (failures === 0) writer.end();
    openAiResponses.writeReply(events, contextOf());
  }
  // The wounds are of every kind: each way to end was taken often.
  expect(Math.min(...Object.values(ends))).toBeGreaterThan(ROUNDS / 20);
});

it(`${ROUNDS} broken streams are relayed to a defined end, whatever the pieces`, { timeout: 60_000 }, () => {
  for (let seed = 0; seed < ROUNDS; seed++) {
    const random = seededRandom(seed);
    const broken = breakStream(WHOLE, WORDS, random);
    const whole = relay(framesOf(broken));
    expect({ seed, ...relay(framesOf(broken, ...randomCuts(broken, 5, random))) }).toEqual({ seed, ...whole });
    // What the client gets ends in a blank line, so that an error frame can follow.
    expect(whole.relayed).toMatch(/^$|(\r\n|\n|\r)(\r\n|\n|\r)$/);
  }
});

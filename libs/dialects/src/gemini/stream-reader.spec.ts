import { describe, expect, test } from 'vitest';
import { UnreadableReply } from '../dialect';
import { SseFrame } from '../sse';
import { gemini } from './gemini';

const frame = (body: unknown) => new SseFrame(Buffer.from(`data: ${JSON.stringify(body)}\r\n\r\n`));
const chunk = (parts: object[], rest: object = {}) =>
  frame({ candidates: [{ content: { parts }, ...rest }], responseId: 'r1' });

/** The events of each frame, and those of the end. */
function read(...frames: SseFrame[]) {
  const reader = gemini.createStreamReader();
  return [...frames.map((next) => reader.read(next)), reader.end()];
}
const broken = [{ type: 'failure', failure: { kind: 'upstream', message: expect.any(String) as string } }];

describe('a streamed Gemini reply', () => {
  test('starts once, tells its usage as it grows, and ends when the stream does', () => {
    const usage = (candidatesTokenCount: number) => ({ usageMetadata: { candidatesTokenCount } });
    expect(
      read(
        frame({ candidates: [{ content: { parts: [{ text: 'A' }] } }], ...usage(1) }),
        frame({
          candidates: [{ content: { parts: [{ text: 'B' }] }, finishReason: 'STOP' }],
          ...usage(2),
          modelVersion: 'late',
        }),
      ),
    ).toEqual([
      [{ type: 'start' }, { type: 'text-delta', choice: 0, text: 'A' }, { type: 'usage', usage: { outputTokens: 1 } }],
      [
        { type: 'text-delta', choice: 0, text: 'B' },
        { type: 'usage', usage: { outputTokens: 2 } },
      ],
      [{ type: 'finish', choice: 0, reason: 'stop', vendorReason: 'STOP' }],
    ]);
  });

  test('counts tool calls over all chunks, and ends with them', () => {
    const [first, second, end] = read(
      chunk([{ functionCall: { name: 'f' } }]),
      chunk([{ functionCall: { name: 'g' } }], { finishReason: 'STOP' }),
    );
    expect(first?.[1]).toMatchObject({ type: 'tool-call-start', index: 0, id: 'call_r1_0' });
    expect(second?.[0]).toMatchObject({ type: 'tool-call-start', index: 1, id: 'call_r1_1' });
    expect(end).toMatchObject([{ reason: 'tool-calls' }]);
  });

  test('may state a reason on every chunk: the last one counts, once', () => {
    const [, , end] = read(
      chunk([{ text: 'A' }], { finishReason: 'STOP' }),
      chunk([{ text: 'B' }], { finishReason: 'MAX_TOKENS' }),
    );
    expect(end).toEqual([{ type: 'finish', choice: 0, reason: 'length', vendorReason: 'MAX_TOKENS' }]);
  });

  test('may be blocked midway', () => {
    const [, , end] = read(chunk([{ text: 'A' }]), frame({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }));
    expect(end?.at(-1)).toEqual({
      type: 'finish',
      choice: 0,
      reason: 'content-filter',
      vendorReason: 'PROHIBITED_CONTENT',
    });
  });

  test('that ends without a reason is broken', () => {
    expect(read(chunk([{ text: 'A' }])).at(-1)).toEqual(broken);
    expect(read().at(-1)).toEqual(broken);
    expect(read(frame({ usageMetadata: {} })).at(-1)).toEqual(broken);
  });

  test('is broken as long as one choice has no reason', () => {
    const other = frame({ candidates: [{ content: { parts: [{ text: 'B' }] }, index: 1 }] });
    expect(read(chunk([], { finishReason: 'STOP' }), other).at(-1)).toEqual(broken);
  });

  test('ends at an error: nothing follows it', () => {
    const error = { error: { code: 500, message: 'Oops', status: 'INTERNAL' } };
    expect(
      read(chunk([{ text: 'A' }]), frame(error), chunk([{ text: 'B' }], { finishReason: 'STOP' })).slice(1),
    ).toEqual([[{ type: 'failure', failure: { kind: 'upstream', message: 'Oops', code: 'INTERNAL' } }], [], []]);
  });

  test('an error without a canonical word goes by its HTTP status', () => {
    expect(read(frame({ error: { code: 429, message: 'Slow down' } }))[0]).toEqual([
      { type: 'failure', failure: { kind: 'rate-limit', message: 'Slow down' } },
    ]);
  });

  test('an error without a code of its own is the vendor’s', () => {
    expect(read(frame({ error: 'x' }))[0]).toMatchObject([{ failure: { kind: 'upstream' } }]);
  });

  test('a comment says nothing', () => {
    expect(read(new SseFrame(Buffer.from(': keep-alive\n\n')))[0]).toEqual([]);
  });

  test.each(['data: {"candidates":', 'data: [DONE]', 'data: 7', 'data: {}'])('%s is unreadable', (line) => {
    expect(() => read(new SseFrame(Buffer.from(`${line}\n\n`)))).toThrow(UnreadableReply);
  });
});

import { describe, expect, it } from 'vitest';
import { type ReplyEvent } from '../events';
import { openAiResponses } from './openai-responses';
import {
  argued,
  eventsOf,
  finished,
  outputOf,
  proof,
  replyOf,
  started,
  text,
  thought,
  writeStream,
} from './spec-support';

const typesOf = (events: readonly ReplyEvent[]): string[] => eventsOf(writeStream(events)).map(({ type }) => type);

describe('a stream', () => {
  it('opens and closes every item and every part', () => {
    expect(
      typesOf([
        thought('hm'),
        proof({ dialect: 'gemini', kind: 'signature', data: 's' }),
        text('hi'),
        started(0, 'a', 'f'),
        argued(0, '{}'),
        finished('tool-calls'),
      ]),
    ).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.reasoning_summary_part.added',
      'response.reasoning_summary_text.delta',
      'response.reasoning_summary_text.done',
      'response.reasoning_summary_part.done',
      'response.output_item.done',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  it('tells reasoning in full where the vendor did, paragraph by paragraph', () => {
    const item = {
      type: 'reasoning',
      id: 'rs_1',
      summary: [],
      content: [
        { type: 'reasoning_text', text: 'One.' },
        { type: 'reasoning_text', text: 'Two.' },
      ],
    };
    const events = eventsOf(writeStream(openAiResponses.readReply({ output: [item] })));
    const place = (content_index: number) => ({ item_id: 'rs_1', output_index: 0, content_index });
    const paragraph = (content_index: number, words: string) => [
      { type: 'response.content_part.added', ...place(content_index) },
      { type: 'response.reasoning_text.delta', ...place(content_index), delta: words },
      { type: 'response.reasoning_text.done', ...place(content_index), text: words },
      { type: 'response.content_part.done', ...place(content_index), part: { type: 'reasoning_text', text: words } },
    ];
    expect(events.slice(3)).toMatchObject([
      ...paragraph(0, 'One.'),
      ...paragraph(1, 'Two.'),
      { type: 'response.output_item.done', item },
      { type: 'response.completed', response: { output: [item] } },
    ]);
  });

  it('begins with a response that has nothing yet', () => {
    const [created, inProgress] = eventsOf(writeStream([text('hi')]));
    const response = { id: 'resp_1', object: 'response', status: 'in_progress', output: [], created_at: 1_700_000_000 };
    expect(created).toMatchObject({ type: 'response.created', response });
    expect(inProgress).toMatchObject({ type: 'response.in_progress', response });
  });

  it('keeps text with newlines and field names in one line of data', () => {
    const nasty = 'a\n\ndata: [DONE]\r\nevent: error';
    expect(outputOf(openAiResponses.readReply(replyOf([text(nasty)]).reply))).toMatchObject([
      { content: [{ text: nasty }] },
    ]);
    expect(eventsOf(writeStream([text(nasty)])).at(-1)).toMatchObject({
      response: { output: [{ content: [{ text: nasty }] }] },
    });
  });
});

describe('the end', () => {
  it.each([
    ['stop', { status: 'completed', incomplete_details: null }, 'response.completed'],
    ['tool-calls', { status: 'completed', incomplete_details: null }, 'response.completed'],
    ['length', { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, 'response.incomplete'],
    [
      'content-filter',
      { status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
      'response.incomplete',
    ],
    ['refusal', { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, 'response.incomplete'],
    ['error', { status: 'failed', error: { code: 'upstream_error' } }, 'response.failed'],
  ] as const)('%s is told by status and details', (reason, expected, type) => {
    const events = [text('hi'), finished(reason)];
    expect(replyOf(events).reply).toMatchObject(expected);
    expect(eventsOf(writeStream(events)).at(-1)).toMatchObject({ type, response: expected });
  });

  it('says of what was cut that it is incomplete, and of what was whole that it is complete', () => {
    const output = outputOf([
      text('hi'),
      started(0, 'a', 'f'),
      started(1, 'b', 'f'),
      argued(1, '{"x'),
      finished('length'),
    ]);
    expect(output).toMatchObject([{ status: 'completed' }, { status: 'completed' }, { status: 'incomplete' }]);
    expect(outputOf([text('hi'), finished('length')])).toMatchObject([{ status: 'incomplete' }]);
  });

  it('of a refusal in words is a completed response', () => {
    const events: ReplyEvent[] = [{ type: 'refusal-delta', choice: 0, text: 'no' }, finished('refusal')];
    expect(replyOf(events).reply).toMatchObject({ status: 'completed' });
  });

  it('of a paused turn reads as completed, and the receipt says so', () => {
    const { reply, receipt } = replyOf([finished('pause')]);
    expect(reply.status).toBe('completed');
    expect(receipt).toMatchObject([{ path: 'response.status', outcome: 'approximated' }]);
  });
});

describe('a failure', () => {
  const failure = { kind: 'overloaded', message: 'Too busy.', param: 'input' } as const;
  const events: ReplyEvent[] = [text('hi'), { type: 'failure', failure }];

  it('in the stream is an error for SDKs, and a failed response for Codex', () => {
    const [error, failed] = eventsOf(writeStream(events)).slice(-2);
    const told = { message: 'Too busy.', code: 'overloaded', param: 'input' };
    expect(error).toMatchObject({ type: 'error', ...told, error: { ...told, type: 'server_error' } });
    expect(failed).toMatchObject({ type: 'response.failed', response: { status: 'failed', error: told } });
    expect(failed).toMatchObject({ response: { output: [{ status: 'incomplete', content: [{ text: 'hi' }] }] } });
  });

  it('before anything was said is all there is', () => {
    expect(typesOf([{ type: 'failure', failure }])).toEqual(['error', 'response.failed']);
  });

  it('in a whole reply is its status', () => {
    expect(replyOf(events).reply).toMatchObject({
      status: 'failed',
      error: { code: 'overloaded', message: 'Too busy.' },
    });
  });

  it('in an error body is OpenAI’s, and names the field', () => {
    expect(
      openAiResponses.writeFailure({ kind: 'invalid-request', message: 'No.', param: 'input[0].role' }, 'r-1'),
    ).toEqual({
      status: 400,
      body: {
        error: { message: 'No.', type: 'invalid_request_error', param: 'input[0].role', code: null, request_id: 'r-1' },
      },
    });
  });

  it('always has a code', () => {
    const { reply } = replyOf([{ type: 'failure', failure: { kind: 'invalid-request', message: 'No.' } }]);
    expect(reply.error?.code).toBe('invalid_prompt');
  });
});

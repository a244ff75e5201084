import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { added, COMPLETED, done, END, ID, kept, MESSAGE, output, said, STOP, text, textDelta } from './spec-stream';

describe('text', () => {
  it('is said as it comes, and once', () => {
    const events = [
      added({ ...MESSAGE, content: [] }),
      textDelta('Hel'),
      textDelta('lo'),
      { type: 'response.output_text.done', output_index: 0, content_index: 0, text: 'Hello' },
      { type: 'response.content_part.done', output_index: 0, content_index: 0, part: output('Hello').content[0] },
      done(output('Hello')),
      { ...COMPLETED, response: { ...COMPLETED.response, output: [output('Hello')] } },
    ];
    expect(said(...events)).toEqual([ID, text('Hel'), text('lo'), END, STOP]);
  });

  it.each([
    ['its done event', { type: 'response.output_text.done', output_index: 0, content_index: 0, text: 'Hello' }],
    [
      'its part',
      { type: 'response.content_part.done', output_index: 0, content_index: 0, part: output('Hello').content[0] },
    ],
    ['its item', done(output('Hello'))],
  ])('that came in no delta is said by %s', (_name, event) => {
    const events = said(added({ ...MESSAGE, content: [] }), event, done(output('Hello')), COMPLETED);
    expect(events).toEqual([ID, text('Hello'), END, STOP]);
  });

  it.each<[string, JsonObject, ReplyEvent]>([
    ['text', { type: 'response.output_text.done', output_index: 0, text: 'Hello' }, text('Hello')],
    [
      'text',
      { type: 'response.content_part.done', output_index: 0, content_index: 0, part: output('Hello').content[0] },
      text('Hello'),
    ],
    [
      'a refusal',
      { type: 'response.refusal.done', output_index: 0, refusal: 'No.' },
      { type: 'refusal-delta', choice: 0, text: 'No.' },
    ],
    [
      'a source',
      { type: 'response.output_text.annotation.added', output_index: 0, annotation: { type: 'odd' } },
      { type: 'citation', choice: 0, citation: { native: { dialect: 'openai-responses', value: { type: 'odd' } } } },
    ],
  ])('and all that goes with it is said when it comes, not when its item is complete: %s', (_what, event, told) => {
    expect(said(added(MESSAGE), event)).toContainEqual(told);
  });

  it('of which deltas are missing is completed', () => {
    expect(said(added(MESSAGE), textDelta('Hel'), done(output('Hello')), COMPLETED)).toEqual([
      ID,
      text('Hel'),
      text('lo'),
      END,
      STOP,
    ]);
  });

  it('that is told by the last event alone is said', () => {
    expect(said({ ...COMPLETED, response: { ...COMPLETED.response, output: [output('Hello')] } })).toEqual([
      ID,
      text('Hello'),
      END,
      STOP,
    ]);
  });

  it('whose item nobody announced is said', () => {
    expect(said(textDelta('Hi'), COMPLETED)).toEqual([text('Hi'), STOP]);
  });

  it('comes with its sources and log probabilities', () => {
    const annotation = { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 0, end_index: 2 };
    const logprobs = [{ token: 'Hi', bytes: [72, 105], logprob: -1, top_logprobs: [{ token: 'Ho', logprob: -2 }] }];
    const whole = { ...MESSAGE, content: [{ type: 'output_text', text: 'Hi', annotations: [annotation], logprobs }] };
    const citation: ReplyEvent = {
      type: 'citation',
      choice: 0,
      citation: {
        url: 'https://a.example',
        title: 'A',
        startIndex: 0,
        endIndex: 2,
        native: { dialect: 'openai-responses', value: annotation },
      },
    };
    const tokens: ReplyEvent = {
      type: 'logprobs',
      choice: 0,
      tokens: [{ token: 'Hi', bytes: [72, 105], logprob: -1, top: [{ token: 'Ho', logprob: -2 }] }],
    };
    expect(
      said(
        added(MESSAGE),
        { ...textDelta('Hi'), logprobs },
        { type: 'response.output_text.annotation.added', output_index: 0, content_index: 0, annotation },
        done(whole),
        COMPLETED,
      ),
    ).toEqual([ID, text('Hi'), tokens, citation, END, STOP]);
    expect(said(done(whole), COMPLETED)).toEqual([ID, text('Hi'), citation, tokens, END, STOP]);
  });
});

describe('a refusal', () => {
  const refusal = { ...MESSAGE, content: [{ type: 'refusal', refusal: 'No.' }] };

  it('is said as it comes, and completes the reply', () => {
    const deltas = ['N', 'o.'].map((delta) => ({
      type: 'response.refusal.delta',
      output_index: 0,
      content_index: 0,
      delta,
    }));
    expect(said(added(MESSAGE), ...deltas, done(refusal), COMPLETED)).toEqual([
      ID,
      { type: 'refusal-delta', choice: 0, text: 'N' },
      { type: 'refusal-delta', choice: 0, text: 'o.' },
      STOP,
    ]);
  });

  it('is said by its done event where it came in no delta', () => {
    const event = { type: 'response.refusal.done', output_index: 0, content_index: 0, refusal: 'No.' };
    expect(said(added(MESSAGE), event, done(refusal), COMPLETED)).toEqual([
      ID,
      { type: 'refusal-delta', choice: 0, text: 'No.' },
      STOP,
    ]);
  });
});

describe('calls', () => {
  const call = (n: number, args: string) => ({
    type: 'function_call',
    call_id: `c${n}`,
    name: 'f',
    arguments: args,
    status: 'completed',
  });
  const argued = (output_index: number, delta: string) => ({
    type: 'response.function_call_arguments.delta',
    output_index,
    delta,
  });

  it('are numbered apart from other items, and their arguments may come in turns', () => {
    const events = said(
      done({ type: 'web_search_call', id: 'ws' }),
      added(call(0, ''), 1),
      added(call(1, ''), 2),
      argued(2, '{"b"'),
      argued(1, '{}'),
      argued(2, ':1}'),
      done(call(0, '{}'), 1),
      done(call(1, '{"b":1}'), 2),
      COMPLETED,
    );
    expect(events.slice(1)).toEqual([
      { type: 'tool-call-start', choice: 0, index: 0, id: 'c0', name: 'f' },
      { type: 'tool-call-start', choice: 0, index: 1, id: 'c1', name: 'f' },
      { type: 'tool-call-delta', choice: 0, index: 1, argumentsText: '{"b"' },
      { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '{}' },
      { type: 'tool-call-delta', choice: 0, index: 1, argumentsText: ':1}' },
      { type: 'finish', choice: 0, reason: 'tool-calls' },
    ]);
  });

  it.each([
    ['their done event', { type: 'response.function_call_arguments.done', output_index: 0, arguments: '{}' }],
    ['their item', done(call(0, '{}'))],
  ])('without deltas have the arguments of %s', (_name, event) => {
    expect(said(added(call(0, '')), event, COMPLETED).slice(0, 2)).toEqual([
      { type: 'tool-call-start', choice: 0, index: 0, id: 'c0', name: 'f' },
      { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '{}' },
    ]);
  });

  it.each(['call_id', 'name'])('without %s cannot be answered', (key) => {
    expect(() => said(added({ ...call(0, ''), [key]: undefined }))).toThrow(UnreadableReply);
  });
});

describe('reasoning', () => {
  const summary = (summary_index: number, delta: string) => ({
    type: 'response.reasoning_summary_text.delta',
    output_index: 0,
    summary_index,
    delta,
  });
  const proved = { type: 'reasoning', id: 'rs_1', summary: [{ text: 'ab' }, { text: 'c' }], encrypted_content: 'gAAA' };
  const thought = (value: string): ReplyEvent => ({ type: 'reasoning-delta', choice: 0, text: value });
  const BREAK: ReplyEvent = { type: 'reasoning-break', choice: 0 };
  const RS = kept('output[0].id', 'rs_1');
  const PROOF: ReplyEvent = {
    type: 'reasoning-state',
    choice: 0,
    state: { dialect: 'openai-responses', kind: 'encrypted', data: 'gAAA', id: 'rs_1' },
  };
  const REFERENCE: ReplyEvent = {
    type: 'reasoning-state',
    choice: 0,
    state: { dialect: 'openai-responses', kind: 'reference', data: 'rs_1' },
  };

  it('comes in paragraphs, with its proof in the end', () => {
    const begun = added({ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'half' });
    const events = said(begun, summary(0, 'a'), summary(0, 'b'), summary(1, 'c'), done(proved), COMPLETED);
    expect(events).toEqual([RS, thought('a'), thought('b'), BREAK, thought('c'), PROOF, STOP]);
  });

  it('that came in no delta is said by its item', () => {
    expect(said(done(proved), COMPLETED)).toEqual([RS, thought('ab'), BREAK, thought('c'), PROOF, STOP]);
  });

  it('is said by its done events where it came in no delta', () => {
    const event = { type: 'response.reasoning_summary_text.done', output_index: 0, summary_index: 0, text: 'ab' };
    expect(said(event, COMPLETED)).toEqual([thought('ab'), STOP]);
  });

  it('in full says where it stands, and is known by its id', () => {
    const item = { type: 'reasoning', id: 'rs_1', summary: [], content: [{ type: 'reasoning_text', text: 'ab' }] };
    const deltas = ['a', 'b'].map((delta) => ({
      type: 'response.reasoning_text.delta',
      output_index: 0,
      content_index: 0,
      delta,
    }));
    const MARK = kept('output[0].content[0].type', 'reasoning_text');
    expect(said(added({ ...item, content: [] }), ...deltas, done(item), COMPLETED)).toEqual([
      RS,
      MARK,
      thought('a'),
      thought('b'),
      REFERENCE,
      STOP,
    ]);
  });

  it('that is not whole when something else begins is proved before that', () => {
    const begun = added({ type: 'reasoning', id: 'rs_1', summary: [] });
    const events = said(begun, summary(0, 'a'), added(MESSAGE, 1), { ...textDelta('x'), output_index: 1 }, COMPLETED);
    expect(events.slice(0, 4)).toEqual([RS, thought('a'), REFERENCE, kept('output[1].id', 'msg_1')]);
  });

  it('without id or proof has none', () => {
    expect(said(done({ type: 'reasoning', summary: [{ text: 'a' }] }), COMPLETED)).toEqual([thought('a'), STOP]);
  });
});

describe('an item of the vendor’s own', () => {
  it('is told when it is whole, and whatever happens to it before is not', () => {
    const item = { type: 'web_search_call', id: 'ws', status: 'completed', action: { type: 'search', query: 'q' } };
    const events = said(
      added({ ...item, status: 'in_progress' }),
      { type: 'response.web_search_call.searching', output_index: 0 },
      { type: 'response.mcp_call_arguments.delta', output_index: 3, delta: '{' },
      { type: 'response.yet_to_be_invented', output_index: 0 },
      done(item),
      COMPLETED,
    );
    expect(events).toEqual([{ type: 'native', choice: 0, dialect: 'openai-responses', value: item }, STOP]);
  });

  it('is no part of the answer, whatever it says', () => {
    const item = { type: 'mcp_call', id: 'm', name: 'f', server_label: 's', arguments: '{}', output: 'found' };
    expect(said(done(item), COMPLETED)[0]).not.toHaveProperty('text');
  });

  it('that made an image brings that image', () => {
    const item = { type: 'image_generation_call', status: 'completed', result: 'AA==', output_format: 'webp' };
    expect(said(done(item), COMPLETED)).toEqual([
      { type: 'media', choice: 0, media: 'image', source: { kind: 'base64', mediaType: 'image/webp', data: 'AA==' } },
      STOP,
    ]);
    expect(said(done({ ...item, result: null }), COMPLETED)).toMatchObject([{ type: 'native' }, STOP]);
  });
});

import { type JsonObject, ReceiptBook } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import {
  developerAsSystem,
  eachMessage,
  reasoningAs,
  reasoningBesideCalls,
  schemaAsInstruction,
  schemaInInstruction,
  withoutMessageFields,
} from './adapt-messages';
import {
  changed,
  clamped,
  forModels,
  inOrder,
  onlyFields,
  renamed,
  singleChoice,
  withoutFields,
  withoutIdleFields,
} from './adapt-request';
import { type Adaptation } from './provider';

/** What a step makes of a body, and what it tells, as `dropped seed`. */
function apply(step: Adaptation, body: JsonObject, model = 'm') {
  const before = structuredClone(body);
  const book = new ReceiptBook();
  const made = step(body, book, model);
  expect(body, 'the body given is changed').toEqual(before);
  return { body: made, told: book.lines.map(({ outcome, path }) => `${outcome} ${path}`) };
}

const WHY = 'It does not.';

describe('a step of an adaptation', () => {
  it.each<[string, Adaptation, JsonObject, JsonObject, string[]]>([
    ['takes out what is refused', withoutFields(['seed'], WHY), { seed: 1, n: 1 }, { n: 1 }, ['dropped seed']],
    ['says nothing of a null', withoutFields(['seed'], WHY), { seed: null }, {}, []],
    ['keeps only what is known', onlyFields(['n'], WHY), { seed: 1, n: 1 }, { n: 1 }, ['dropped seed']],
    ['takes out in silence what loses nothing', withoutIdleFields('stream_options'), { stream_options: {} }, {}, []],
    ['renames', renamed('a', 'b'), { a: 1 }, { b: 1 }, ['mapped a']],
    ['renames nothing over the provider’s own word', renamed('a', 'b'), { a: 1, b: 2 }, { b: 2 }, ['dropped a']],
    ['renames over a null', renamed('a', 'b'), { a: 1, b: null }, { b: 1 }, ['mapped a']],
    ['brings down what is too much', clamped('t', 0, 1), { t: 2 }, { t: 1 }, ['approximated t']],
    ['brings up what is too little', clamped('t', 0.1, 1), { t: 0 }, { t: 0.1 }, ['approximated t']],
    ['leaves what is in range', clamped('t', 0, 1), { t: 1 }, { t: 1 }, []],
    ['asks for one choice', singleChoice, { n: 2 }, {}, ['dropped n']],
    ['leaves one choice', singleChoice, { n: 1 }, { n: 1 }, []],
    ['says in other words', changed('a', () => ({ fields: { b: 1 } })), { a: 1 }, { b: 1 }, ['mapped a']],
    ['says nearly', changed('a', () => ({ fields: { a: 2 }, why: WHY })), { a: 1 }, { a: 2 }, ['approximated a']],
    ['says nothing, with a reason', changed('a', () => ({ fields: {}, why: WHY })), { a: 1 }, {}, ['dropped a']],
    [
      'comes after another',
      inOrder(renamed('a', 'b'), withoutFields(['b'], WHY)),
      { a: 1 },
      {},
      ['mapped a', 'dropped b'],
    ],
    [
      'knows no developer',
      developerAsSystem,
      { messages: [{ role: 'developer', content: 'x' }] },
      { messages: [{ role: 'system', content: 'x' }] },
      ['mapped messages[0].role'],
    ],
    [
      'has its own word for reasoning',
      reasoningAs('reasoning'),
      { messages: [{ role: 'assistant', reasoning_content: 'Hm.' }] },
      { messages: [{ reasoning: 'Hm.', role: 'assistant' }] },
      ['mapped messages[0].reasoning_content'],
    ],
    [
      'has a text of reasoning beside calls, as far as one was told',
      reasoningBesideCalls,
      {
        messages: [
          { role: 'assistant', tool_calls: [{}] },
          { role: 'assistant', tool_calls: [{}], reasoning_content: 'Hm.' },
          { role: 'assistant', tool_calls: [{}], reasoning: 'Hm.' },
          { role: 'assistant', tool_calls: [{}], reasoning_details: [{ text: 'H' }, { text: 'm.' }, { data: 'x' }] },
          { role: 'assistant', content: 'Hi' },
        ],
      },
      {
        messages: [
          { role: 'assistant', tool_calls: [{}], reasoning_content: '' },
          { role: 'assistant', tool_calls: [{}], reasoning_content: 'Hm.' },
          { role: 'assistant', tool_calls: [{}], reasoning: 'Hm.', reasoning_content: 'Hm.' },
          {
            role: 'assistant',
            tool_calls: [{}],
            reasoning_details: [{ text: 'H' }, { text: 'm.' }, { data: 'x' }],
            reasoning_content: 'Hm.',
          },
          { role: 'assistant', content: 'Hi' },
        ],
      },
      [],
    ],
    [
      'takes fields out of messages',
      withoutMessageFields(['name', 'refusal'], WHY),
      { messages: [{ name: 'a', refusal: null }] },
      { messages: [{}] },
      ['dropped messages[0].name'],
    ],
    [
      'leaves JSON without a schema',
      schemaAsInstruction,
      { response_format: { type: 'json_object' } },
      { response_format: { type: 'json_object' } },
      [],
    ],
  ])('%s', (_promise, step, body, made, told) => {
    expect(apply(step, body)).toEqual({ body: made, told });
  });

  it('tells a schema so that it can be found again', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    const { body } = apply(schemaAsInstruction, { response_format: { type: 'json_schema', json_schema: { schema } } });
    const [{ content }] = body['messages'] as [{ content: string }];
    expect(schemaInInstruction(content)).toEqual(schema);
    expect(schemaInInstruction('Answer with JSON.')).toBeUndefined();
  });

  it('is for some models alone', () => {
    const step = forModels(/^old/, withoutFields(['seed'], WHY));
    expect(apply(step, { seed: 1 }, 'old-1').body).toEqual({});
    expect(apply(step, { seed: 1 }, 'new-1').body).toEqual({ seed: 1 });
  });

  it('gives back the body itself where there is nothing to do', () => {
    const body = { messages: [{ role: 'user', content: 'hi' }, 'not a message'] };
    const step = inOrder(
      withoutFields(['seed'], WHY),
      eachMessage((message) => message),
      renamed('a', 'b'),
      singleChoice,
    );
    expect(step(body, new ReceiptBook(), 'm')).toBe(body);
  });
});

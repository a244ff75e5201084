import { describe, expect, test } from 'vitest';
import { type FunctionTool, type Message, type ReasoningEffort, type ReasoningSetting, type Settings } from '../call';
import { type Target } from '../dialect';
import { type ReceiptLine } from '../receipt';
import { DEFAULT_MAX_TOKENS } from './draft';
import { BUDGET_MODEL, EFFORT_MODEL, writeWith } from './spec-support';

const TOOL: FunctionTool = { type: 'function', path: 't', name: 'f' };

const effort = (word: ReasoningEffort): ReasoningSetting => ({ kind: 'effort', effort: word });
const budget = (tokens: number): ReasoningSetting => ({ kind: 'budget', tokens });

/** What becomes of the wish to think: the fields it writes, and what the receipt says. */
function think(reasoning: ReasoningSetting, target: Partial<Target> = {}, maxOutputTokens?: number) {
  const { body, receipt } = writeWith({ reasoning, maxOutputTokens }, target);
  return {
    thinking: body['thinking'],
    output_config: body['output_config'],
    max_tokens: body['max_tokens'],
    outcomes: receipt.map(({ outcome }) => outcome),
  };
}

describe('a model that takes an effort', () => {
  test.each<[ReasoningEffort, string, boolean]>([
    ['minimal', 'low', false],
    ['low', 'low', true],
    ['medium', 'medium', true],
    ['high', 'high', true],
    ['xhigh', 'xhigh', true],
    ['max', 'max', true],
  ])('asked for %s gets %s', (asked, written, exact) => {
    expect(think(effort(asked), { model: EFFORT_MODEL })).toEqual({
      thinking: { type: 'adaptive' },
      output_config: { effort: written },
      max_tokens: DEFAULT_MAX_TOKENS,
      outcomes: exact ? [] : ['approximated'],
    });
  });

  test('without xhigh gets high', () => {
    const asked = think(effort('xhigh'), { model: 'claude-opus-4-6' });
    expect(asked).toMatchObject({ output_config: { effort: 'high' }, outcomes: ['approximated'] });
  });

  test.each([
    [1, 'low'],
    [349, 'low'],
    [350, 'medium'],
    [649, 'medium'],
    [650, 'high'],
    [5000, 'high'],
  ])('given %i tokens of a thousand gets %s', (tokens, written) => {
    expect(think(budget(tokens), { model: EFFORT_MODEL }, 1000)).toEqual({
      thinking: { type: 'adaptive' },
      output_config: { effort: written },
      max_tokens: 1000,
      outcomes: ['approximated'],
    });
  });

  test('thinks along a forced tool choice', () => {
    const { body } = writeWith(
      { reasoning: effort('low'), toolChoice: { kind: 'required' } },
      { model: EFFORT_MODEL },
      { tools: [TOOL] },
    );
    expect(body).toMatchObject({ thinking: { type: 'adaptive' }, tool_choice: { type: 'any' } });
  });
});

describe('a model that takes a budget', () => {
  test.each<[ReasoningEffort, number]>([
    ['minimal', 1024],
    ['low', 2000],
    ['medium', 5000],
    ['high', 8000],
    ['xhigh', 9500],
    ['max', 9500],
  ])('asked for %s gets %i of 10000 tokens', (asked, budget_tokens) => {
    expect(think(effort(asked), {}, 10_000)).toEqual({
      thinking: { type: 'enabled', budget_tokens },
      output_config: undefined,
      max_tokens: 10_000,
      outcomes: ['approximated'],
    });
  });

  test.each([
    ['as asked', 2000, 10_000, 2000, []],
    ['as asked, up to the cap', 9999, 10_000, 9999, []],
    ['no less than the least', 5, 10_000, 1024, ['approximated']],
    ['below the cap', 10_000, 10_000, 9500, ['approximated']],
    ['below the cap and no less than the least', 4000, 1050, 1024, ['approximated']],
  ])('is given one %s', (_how, tokens, cap, budget_tokens, outcomes) => {
    expect(think(budget(tokens), {}, cap)).toEqual({
      thinking: { type: 'enabled', budget_tokens },
      output_config: undefined,
      max_tokens: cap,
      outcomes,
    });
  });

  test.each([budget(2000), effort('high')])('does not think where the cap leaves no room: %j', (reasoning) => {
    expect(think(reasoning, {}, 1024)).toEqual({
      thinking: undefined,
      output_config: undefined,
      max_tokens: 1024,
      outcomes: ['dropped'],
    });
  });

  test('gets room for an answer where the cap is ours', () => {
    const { thinking, max_tokens, outcomes } = think(budget(50_000));
    expect([thinking, max_tokens, outcomes]).toEqual([{ type: 'enabled', budget_tokens: 50_000 }, 54_096, []]);
  });

  test("gets no more than the model's limit", () => {
    const { thinking, max_tokens } = think(budget(50_000), { maxOutputTokens: 32_000 });
    expect([thinking, max_tokens]).toEqual([{ type: 'enabled', budget_tokens: 30_400 }, 32_000]);
  });

  test('among those that take either is given as it stands', () => {
    expect(think(budget(2000), { model: 'claude-sonnet-4-6' })).toMatchObject({
      thinking: { type: 'enabled', budget_tokens: 2000 },
      outcomes: [],
    });
  });

  test.each([{ kind: 'required' }, { kind: 'tool', name: 'f' }] as const)(
    'cannot think when forced to %j',
    (toolChoice) => {
      const { body, receipt } = writeWith({ reasoning: budget(2000), toolChoice }, {}, { tools: [TOOL] });
      expect(body).not.toHaveProperty('thinking');
      expect(body).toHaveProperty('tool_choice');
      expect(receipt).toMatchObject([{ path: 'reasoning', outcome: 'dropped' }]);
    },
  );

  test.each([{ kind: 'auto' }, { kind: 'none' }] as const)('thinks when the tool choice is %j', (toolChoice) => {
    const { body } = writeWith({ reasoning: budget(2000), toolChoice }, {}, { tools: [TOOL] });
    expect(body).toHaveProperty('thinking');
  });
});

describe('as much as the model finds right', () => {
  const adaptive = (word?: ReasoningEffort): ReasoningSetting => ({ kind: 'adaptive', effort: word });

  test.each<[string, ReasoningEffort | undefined, object | undefined]>([
    ['claude-opus-4-6', undefined, undefined],
    [EFFORT_MODEL, undefined, undefined],
    [EFFORT_MODEL, 'xhigh', { effort: 'xhigh' }],
  ])('%s decides, asked for %s', (model, word, output_config) => {
    expect(think(adaptive(word), { model })).toMatchObject({ thinking: { type: 'adaptive' }, outcomes: [] });
    expect(think(adaptive(word), { model }).output_config).toEqual(output_config);
  });

  test('a model that takes budgets alone gets half the output, or the share of the effort', () => {
    const half = { thinking: { type: 'enabled', budget_tokens: 5000 }, outcomes: ['approximated'] };
    expect(think(adaptive(), {}, 10_000)).toMatchObject(half);
    expect(think(adaptive('low'), {}, 10_000)).toMatchObject({ thinking: { budget_tokens: 2000 } });
  });
});

describe('what is known of the model', () => {
  test.each<[ReasoningEffort, string, boolean]>([
    ['minimal', 'low', false],
    ['medium', 'low', false],
    ['high', 'high', true],
    ['max', 'high', false],
  ])('chooses the effort nearest to %s: %s', (asked, written, exact) => {
    expect(think(effort(asked), { model: EFFORT_MODEL, reasoningEfforts: ['none', 'low', 'high'] })).toMatchObject({
      thinking: { type: 'adaptive' },
      output_config: { effort: written },
      outcomes: exact ? [] : ['approximated'],
    });
  });

  test.each([
    [500, 2000],
    [3000, 3000],
    [9000, 4000],
  ])('keeps a budget of %i within its bounds: %i', (tokens, budget_tokens) => {
    const { thinking, outcomes } = think(budget(tokens), { reasoningBudget: { min: 2000, max: 4000 } }, 10_000);
    expect(thinking).toEqual({ type: 'enabled', budget_tokens });
    expect(outcomes).toEqual(tokens === budget_tokens ? [] : ['approximated']);
  });

  test('starts the thinking of one that takes efforts, but not alone', () => {
    const target = { model: 'deepseek-chat', reasoningEfforts: ['high', 'max'] };
    const asked = think(effort('high'), target, 10_000);
    expect(asked).toMatchObject({
      thinking: { type: 'enabled', budget_tokens: 8000 },
      output_config: { effort: 'high' },
      outcomes: [],
    });
    expect(think(budget(5000), target, 10_000)).toMatchObject({ thinking: { budget_tokens: 5000 }, outcomes: [] });
  });

  test('asks one that always thinks for the least', () => {
    const target = { model: 'claude-opus-5-5', reasoningEfforts: ['medium', 'high'] };
    expect(think(effort('none'), target)).toMatchObject({ output_config: { effort: 'medium' } });
  });
});

describe('whether thoughts are told', () => {
  const LOW = effort('low');

  test.each<[NonNullable<Settings['reasoningSummary']>, string, ReceiptLine['outcome'][]]>([
    ['none', 'omitted', []],
    ['auto', 'summarized', []],
    ['concise', 'summarized', ['approximated']],
    ['detailed', 'summarized', ['approximated']],
  ])('as %s is a display of %s', (reasoningSummary, display, outcomes) => {
    const { body, receipt } = writeWith({ reasoning: LOW, reasoningSummary }, { model: EFFORT_MODEL });
    expect(body['thinking']).toEqual({ type: 'adaptive', display });
    expect(receipt.map(({ outcome }) => outcome)).toEqual(outcomes);
  });

  test('says nothing where the model does not think', () => {
    expect(writeWith({ reasoningSummary: 'auto' }, { model: EFFORT_MODEL })).toEqual(
      writeWith({}, { model: EFFORT_MODEL }),
    );
  });

  test('is asked of a model that always thinks', () => {
    const { body } = writeWith({ reasoningSummary: 'auto' }, { model: 'claude-opus-5-5' });
    expect(body['thinking']).toEqual({ type: 'adaptive', display: 'summarized' });
  });

  test('is not for a model to choose that knows no display', () => {
    const { body, receipt } = writeWith({ reasoning: LOW, reasoningSummary: 'none' }, { model: 'deepseek-chat' });
    expect(body['thinking']).not.toHaveProperty('display');
    expect(receipt).toMatchObject([{}, { path: 'reasoningSummary', outcome: 'dropped' }]);
    const shown = writeWith({ reasoning: LOW, reasoningSummary: 'auto' }, { model: 'deepseek-chat' });
    expect(shown.receipt).toHaveLength(1);
  });
});

describe('in a tool loop', () => {
  const signed = { dialect: 'anthropic-messages', kind: 'signature', data: 's' } as const;
  const redacted = { dialect: 'anthropic-messages', kind: 'redacted', data: 'r' } as const;
  const loop = (state?: typeof signed | typeof redacted): Message[] => [
    { role: 'user', path: 'u', parts: [{ type: 'text', path: 'u', text: 'Hi' }] },
    {
      role: 'assistant',
      path: 'a',
      parts: [
        ...(state ? [{ type: 'reasoning' as const, path: 'r', text: 'Hm', state }] : []),
        { type: 'tool-call', path: 'c', id: 'call_1', name: 'f', argumentsText: '{}' },
      ],
    },
    { role: 'tool', path: 't', parts: [{ type: 'tool-result', path: 't', toolCallId: 'call_1', content: [] }] },
  ];

  test.each([signed, redacted])('thinking that came back goes on: $kind', (state) => {
    const { body, receipt } = writeWith({ reasoning: budget(2000) }, {}, { messages: loop(state) });
    expect(body).toHaveProperty('thinking');
    expect(receipt).toEqual([]);
  });

  test('thinking that was lost cannot go on by budget', () => {
    const { body, receipt } = writeWith({ reasoning: budget(2000) }, {}, { messages: loop() });
    expect(body).not.toHaveProperty('thinking');
    expect(receipt).toMatchObject([{ path: 'reasoning', outcome: 'dropped' }]);
  });

  test('thinking that was lost may begin anew by effort', () => {
    const { body } = writeWith({ reasoning: effort('low') }, { model: EFFORT_MODEL }, { messages: loop() });
    expect(body).toMatchObject({ thinking: { type: 'adaptive' } });
  });

  test('an answer since then ends the loop', () => {
    const answered: Message = { role: 'assistant', path: 'b', parts: [{ type: 'text', path: 'b', text: 'Done' }] };
    const { body } = writeWith({ reasoning: budget(2000) }, {}, { messages: [...loop(), answered] });
    expect(body).toHaveProperty('thinking');
  });
});

describe.each([effort('none'), budget(0)])('not to think: %j', (off) => {
  test.each([
    [BUDGET_MODEL, undefined, undefined, []],
    ['deepseek-chat', { type: 'disabled' }, undefined, []],
    [EFFORT_MODEL, { type: 'disabled' }, undefined, []],
    ['claude-sonnet-5-5', { type: 'between_tools' }, undefined, ['approximated']],
    ['claude-opus-5-5', { type: 'adaptive' }, { effort: 'low' }, ['approximated']],
  ])('%s is told %j', (model, thinking, output_config, outcomes) => {
    expect(think(off, { model })).toEqual({ thinking, output_config, max_tokens: DEFAULT_MAX_TOKENS, outcomes });
  });

  test('goes without saying where the model cannot', () => {
    expect(think(off, { model: EFFORT_MODEL, reasoning: false })).toMatchObject({ thinking: undefined, outcomes: [] });
  });
});

describe('a model that cannot reason', () => {
  test.each([effort('high'), budget(2000)])('is not asked to: %j', (reasoning) => {
    expect(think(reasoning, { reasoning: false })).toMatchObject({ thinking: undefined, outcomes: ['dropped'] });
  });

  test('is asked where that is not known, or known to work', () => {
    expect(think(budget(2000), { reasoning: true }).thinking).toBeDefined();
    expect(think(budget(2000)).thinking).toBeDefined();
  });
});

import { describe, expect, test } from 'vitest';
import { type ReasoningEffort, type ReasoningSetting } from '../call';
import { type Target } from '../dialect';
import { writeThinking } from './write-thinking';

const effort = (value: ReasoningEffort): ReasoningSetting => ({ kind: 'effort', effort: value });
const budget = (tokens: number): ReasoningSetting => ({ kind: 'budget', tokens });

describe('thinking by level, from Gemini 3 on', () => {
  test.each([
    ['minimal', 'MINIMAL', true],
    ['low', 'LOW', true],
    ['medium', 'MEDIUM', true],
    ['high', 'HIGH', true],
    ['xhigh', 'HIGH', false],
    ['max', 'HIGH', false],
  ] as const)('%s is %s', (value, thinkingLevel, exact) => {
    const { config, why } = writeThinking(effort(value), { model: 'gemini-3-flash-preview' });
    expect(config).toEqual({ thinkingLevel, includeThoughts: true });
    expect(why === undefined).toBe(exact);
  });

  test('it cannot be switched off, only kept least and unseen', () => {
    for (const setting of [effort('none'), budget(0)]) {
      const { config, why } = writeThinking(setting, { model: 'gemini-3-flash-preview' });
      expect(config).toEqual({ thinkingLevel: 'MINIMAL', includeThoughts: false });
      expect(why).toContain('minimal');
    }
  });

  test.each([
    [1, 'LOW'],
    [1024, 'LOW'],
    [1025, 'MEDIUM'],
    [8192, 'MEDIUM'],
    [8193, 'HIGH'],
  ])('a budget of %i is near %s', (tokens, thinkingLevel) => {
    const { config, why } = writeThinking(budget(tokens), { model: 'gemini-3.5-flash', reasoning: true });
    expect(config).toEqual({ thinkingLevel, includeThoughts: true });
    expect(why).toBeDefined();
  });

  test.each([
    ['gemini-3-pro-preview', 'minimal', 'LOW'],
    ['gemini-3.1-pro-preview', 'medium', 'MEDIUM'],
    ['gemini-3.6-flash', 'minimal', 'MINIMAL'],
    ['gemini-3.7-flash', 'minimal', 'LOW'],
    ['gemini-3.8-flash', 'minimal', 'LOW'],
    ['gemini-flash-latest', 'minimal', 'LOW'],
    ['gemini-3.5-flash-lite', 'minimal', 'MINIMAL'],
    ['gemini-flash-lite-latest', 'minimal', 'MINIMAL'],
    ['gemini-3.1-flash-image', 'minimal', 'MINIMAL'],
    ['gemini-3.1-flash-image', 'low', 'HIGH'],
    ['gemini-3-pro-image', 'low', 'HIGH'],
  ] as const)('%s at %s thinks %s', (model, value, thinkingLevel) => {
    const { config, why } = writeThinking(effort(value), { model });
    expect(config).toEqual({ thinkingLevel, includeThoughts: true });
    expect(why === undefined).toBe(value.toUpperCase() === thinkingLevel);
  });
});

describe('thinking by budget, with Gemini 2.5', () => {
  test.each([
    ['gemini-2.5-flash', effort('none'), 0, true],
    ['gemini-2.5-flash', effort('minimal'), 1024, true],
    ['gemini-2.5-flash', effort('low'), 1024, true],
    ['gemini-2.5-flash', effort('medium'), 8192, true],
    ['gemini-2.5-flash', effort('high'), 24_576, true],
    ['gemini-2.5-flash', effort('xhigh'), 24_576, false],
    ['gemini-2.5-flash', effort('max'), 24_576, false],
    ['gemini-2.5-flash', budget(0), 0, true],
    ['gemini-2.5-flash', budget(1), 1, true],
    ['gemini-2.5-flash', budget(30_000), 24_576, false],
    ['gemini-2.5-flash-lite', budget(100), 512, false],
    ['gemini-2.5-flash-lite', budget(512), 512, true],
    ['gemini-2.5-flash-lite', budget(0), 0, true],
    ['gemini-2.5-pro', effort('none'), 128, false],
    ['gemini-2.5-pro', effort('xhigh'), 32_768, true],
    ['gemini-2.5-pro', effort('max'), 32_768, true],
    ['gemini-2.5-pro', budget(100), 128, false],
    ['gemini-2.5-pro', budget(40_000), 32_768, false],
  ])('%s with %j thinks %i tokens', (model, setting, thinkingBudget, exact) => {
    const { config, why } = writeThinking(setting, { model });
    expect(config).toMatchObject({ thinkingBudget });
    expect(config?.thinkingLevel).toBeUndefined();
    expect(why === undefined).toBe(exact);
  });

  test('thoughts are shown unless thinking is off', () => {
    expect(writeThinking(effort('low'), { model: 'gemini-2.5-pro' }).config?.includeThoughts).toBe(true);
    expect(writeThinking(effort('none'), { model: 'gemini-2.5-pro' }).config?.includeThoughts).toBe(false);
  });

  test('the limits are named where they bind', () => {
    expect(writeThinking(budget(1), { model: 'gemini-2.5-pro' }).why).toBe(
      'The model thinks within 128 to 32768 tokens.',
    );
  });
});

describe('thinking as much as the model finds right', () => {
  test.each<[string, ReasoningSetting, object, boolean]>([
    ['gemini-2.5-flash', { kind: 'adaptive' }, { thinkingBudget: -1, includeThoughts: true }, true],
    ['gemini-2.5-pro', { kind: 'adaptive', effort: 'low' }, { thinkingBudget: -1, includeThoughts: true }, false],
    ['gemini-2.5-flash', { kind: 'adaptive', effort: 'none' }, { thinkingBudget: 0, includeThoughts: false }, true],
    ['gemini-3-flash-preview', { kind: 'adaptive' }, { includeThoughts: true }, true],
    [
      'gemini-3-flash-preview',
      { kind: 'adaptive', effort: 'low' },
      { thinkingLevel: 'LOW', includeThoughts: true },
      true,
    ],
  ])('%s with %j: %j', (model, setting, config, exact) => {
    const thinking = writeThinking(setting, { model });
    expect(thinking.config).toEqual(config);
    expect(thinking.why === undefined).toBe(exact);
  });

  test('a budget with an effort is the budget, or the effort where the model takes no budget', () => {
    const both: ReasoningSetting = { kind: 'budget', tokens: 10_000, effort: 'low' };
    expect(writeThinking(both, { model: 'gemini-2.5-flash' }).config).toMatchObject({ thinkingBudget: 10_000 });
    expect(writeThinking(both, { model: 'gemini-3-flash-preview' }).config).toMatchObject({ thinkingLevel: 'LOW' });
  });
});

describe('what is known of a model wins over its name', () => {
  test.each<[ReasoningSetting, Partial<Target>, object]>([
    [effort('minimal'), { reasoningEfforts: ['low', 'high'] }, { thinkingLevel: 'LOW' }],
    [effort('medium'), { reasoningEfforts: ['low', 'high'] }, { thinkingLevel: 'HIGH' }],
    [effort('high'), { reasoningEfforts: ['minimal', 'low'] }, { thinkingLevel: 'LOW' }],
    [effort('low'), { reasoningEfforts: ['turbo'] }, { thinkingLevel: 'LOW' }],
    [budget(50), { reasoningBudget: { min: 100, max: 200 } }, { thinkingBudget: 100 }],
    [budget(500), { reasoningBudget: { min: 100, max: 200 } }, { thinkingBudget: 200 }],
    [budget(0), { reasoningBudget: { min: 0, max: 200 } }, { thinkingBudget: 0 }],
    [effort('high'), { reasoningBudget: {} }, { thinkingBudget: 24_576 }],
    [effort('low'), { reasoningEfforts: ['low'], reasoningBudget: { max: 200 } }, { thinkingLevel: 'LOW' }],
    [budget(500), { reasoningEfforts: ['low'], reasoningBudget: { max: 200 } }, { thinkingBudget: 200 }],
  ])('%j with %j is %j', (setting, known, config) => {
    for (const model of ['gemini-2.0-flash', 'gemini-2.5-flash', 'gemini-3-flash-preview']) {
      const { config: sent = {} } = writeThinking(setting, { model, ...known });
      const { includeThoughts: _shown, ...how } = sent;
      expect(how).toEqual(config);
    }
  });

  test('a pro model that stops at no less than its least does not stop', () => {
    const { config } = writeThinking(budget(0), {
      model: 'gemini-2.5-pro',
      reasoningBudget: { min: 128, max: 32_768 },
    });
    expect(config?.thinkingBudget).toBe(128);
  });
});

describe('a model that does not reason', () => {
  test.each([
    { model: 'gemini-2.5-flash-preview-tts', reasoning: false },
    { model: 'gemini-3-something', reasoning: false },
    { model: 'gemini-2.0-flash' },
  ])('$model is not asked to', (target) => {
    for (const setting of [effort('low'), budget(5)]) {
      expect(writeThinking(setting, target)).toEqual({ why: 'The model does not reason.' });
    }
    for (const setting of [effort('none'), budget(0)]) expect(writeThinking(setting, target)).toEqual({});
  });
});

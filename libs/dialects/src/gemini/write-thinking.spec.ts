import { describe, expect, test } from 'vitest';
import { type ReasoningSetting } from '../call';
import { writeThinking } from './write-thinking';

type Effort = Extract<ReasoningSetting, { kind: 'effort' }>['effort'];
const effort = (value: Effort): ReasoningSetting => ({ kind: 'effort', effort: value });
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
      'The model thinks within 128 to 32768 tokens',
    );
  });
});

describe('a model that does not reason', () => {
  test.each([
    { model: 'gemini-2.5-flash-preview-tts', reasoning: false },
    { model: 'gemini-3-something', reasoning: false },
    { model: 'gemini-2.0-flash' },
  ])('$model is not asked to', (target) => {
    for (const setting of [effort('low'), budget(5)]) {
      expect(writeThinking(setting, target)).toEqual({ why: 'The model does not reason' });
    }
    for (const setting of [effort('none'), budget(0)]) expect(writeThinking(setting, target)).toEqual({});
  });
});

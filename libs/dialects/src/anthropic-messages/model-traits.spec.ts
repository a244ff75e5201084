import { describe, expect, test } from 'vitest';
import { type ModelTraits, traitsOf } from './model-traits';

const named = (model: string): ModelTraits => traitsOf({ model });

test.each([
  ['claude-3-haiku-20240307', 'budget', 'omitted'],
  ['claude-3-7-sonnet-20250219', 'budget', 'omitted'],
  ['claude-3-opus-latest', 'budget', 'omitted'],
  ['claude-opus-4-20250514', 'budget', 'omitted'],
  ['claude-sonnet-4@20250514', 'budget', 'omitted'],
  ['claude-4-opus-20250514', 'budget', 'omitted'],
  ['claude-sonnet-4-0', 'budget', 'omitted'],
  ['claude-haiku-4-5-20251001', 'budget', 'omitted'],
  ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'budget', 'omitted'],
  ['claude-opus-4-6', 'either', 'disabled'],
  ['anthropic/claude-sonnet-4.6', 'either', 'disabled'],
  ['claude-opus-4-7', 'effort', 'disabled'],
  ['Claude-Opus-4-8', 'effort', 'disabled'],
  ['claude-opus-5', 'effort', 'disabled'],
  ['claude-sonnet-5', 'effort', 'disabled'],
  ['claude-haiku-5-5', 'effort', 'disabled'],
  ['claude-sonnet-5-5', 'effort', 'between_tools'],
  ['claude-opus-5-5', 'effort', 'impossible'],
  ['claude-fable-5', 'effort', 'impossible'],
  ['claude-mythos-5-1', 'effort', 'impossible'],
  ['claude-mythos-preview', 'effort', 'impossible'],
  ['claude-opus-6', 'effort', 'impossible'],
  ['deepseek-chat', 'budget', 'disabled'],
  ['kimi-k2', 'budget', 'disabled'],
])('%s thinks by %s and stops by %s', (model, means, thinkingOff) => {
  const { adaptive, efforts, budget, ...traits } = named(model);
  expect(adaptive).toBe(efforts.length > 0);
  expect([budget && 'budget', adaptive && 'effort'].filter(Boolean).join()).toBe(
    means === 'either' ? 'budget,effort' : means,
  );
  expect(traits.thinkingOff).toBe(thinkingOff);
});

test.each<[string, Partial<ModelTraits>]>([
  ['claude-3-7-sonnet', { display: false, structuredOutput: false, sampling: true, systemTurns: false, genuine: true }],
  ['claude-opus-4-1', { display: true, structuredOutput: false }],
  ['claude-opus-4-5', { structuredOutput: true }],
  ['claude-opus-4-6', { efforts: ['low', 'medium', 'high', 'max'], sampling: true, systemTurns: false }],
  ['claude-opus-4-7', { efforts: ['low', 'medium', 'high', 'xhigh', 'max'], sampling: false, systemTurns: false }],
  ['claude-opus-4-8', { systemTurns: true }],
  ['claude-fable-5', { systemTurns: true, structuredOutput: true, display: true, sampling: false, genuine: true }],
  ['deepseek-chat', { display: false, structuredOutput: false, sampling: true, systemTurns: false, genuine: false }],
])('%s has the traits %j', (model, traits) => {
  expect(named(model)).toMatchObject(traits);
});

describe('what is known of a model counts for more than its name', () => {
  test.each<[string, Parameters<typeof traitsOf>[0], Partial<ModelTraits>]>([
    [
      'efforts alone',
      { model: 'claude-opus-4-6', reasoningEfforts: ['none', 'high', 'low'] },
      { efforts: ['low', 'high'], budget: undefined },
    ],
    [
      'a budget alone',
      { model: 'claude-opus-4-8', reasoningBudget: { max: 5000 } },
      { efforts: [], budget: { min: 1024, max: 5000 } },
    ],
    [
      'both',
      { model: 'claude-opus-4-5', reasoningEfforts: ['low'], reasoningBudget: { min: 2000 } },
      { efforts: ['low'], budget: { min: 2000, max: Infinity }, adaptive: false },
    ],
    [
      'no less than Anthropic’s least',
      { model: 'x', reasoningBudget: { min: 0 } },
      { budget: { min: 1024, max: Infinity } },
    ],
    ['a schema that it keeps to', { model: 'claude-3-7-sonnet', structuredOutput: true }, { structuredOutput: true }],
    ['one that it does not', { model: 'claude-opus-4-8', structuredOutput: false }, { structuredOutput: false }],
  ])('%s', (_what, target, traits) => {
    expect(traitsOf(target)).toMatchObject(traits);
  });
});

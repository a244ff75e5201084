import { expect, test } from 'vitest';
import { traitsOf } from './model-generation';

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
])('%s thinks by %s and stops by %s', (model, thinking, thinkingOff) => {
  expect(traitsOf(model)).toMatchObject({ thinking, thinkingOff });
});

test.each([
  ['claude-opus-4-5', false, false],
  ['claude-opus-4-6', false, false],
  ['claude-opus-4-7', true, false],
  ['claude-opus-4-8', true, true],
  ['claude-fable-5', true, true],
  ['deepseek-chat', false, false],
])('%s knows xhigh: %s, takes system turns: %s', (model, xhighEffort, systemTurns) => {
  expect(traitsOf(model)).toMatchObject({ xhighEffort, systemTurns });
});

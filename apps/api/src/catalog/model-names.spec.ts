import { describe, expect, it } from 'vitest';
import { ambiguousNames, buildIndex } from './model-names';

const names = buildIndex([
  { id: 'anthropic/claude-sonnet-4.5', aliases: ['claude-sonnet-4.5', 'claude-sonnet-4-5'] },
  { id: 'anthropic/claude-sonnet-5', aliases: ['claude-sonnet-5'] },
  { id: 'google/gemini-2.5-flash', aliases: ['gemini-2.5-flash'] },
  {
    id: 'meta-llama/llama-3.3-70b-instruct',
    aliases: ['llama-3.3-70b-versatile', 'meta-llama/Llama-3.3-70B-Instruct-Turbo'],
  },
  { id: 'openai/gpt-4o', aliases: ['gpt-4o'] },
]);

describe('the name of a model', () => {
  it.each([
    ['openai/gpt-4o', 'openai/gpt-4o'],
    ['gpt-4o', 'openai/gpt-4o'],
    ['GPT-4o', 'openai/gpt-4o'],
    ['claude-sonnet-4-5', 'anthropic/claude-sonnet-4.5'],
    ['models/gemini-2.5-flash', 'google/gemini-2.5-flash'],
    ['meta-llama/llama-3.3-70b-instruct-turbo', 'meta-llama/llama-3.3-70b-instruct'],
  ])('%s means %s', (name, id) => {
    expect(names.resolve(name)).toBe(id);
  });

  it.each(['', 'gpt-4', 'openai/', 'models/', '__proto__', 'constructor', 'gpt-4o '])('"%s" means none', (name) => {
    expect(names.resolve(name)).toBeUndefined();
  });

  it('that two models claim is refused, in whatever case', () => {
    const models = [
      { id: 'a/one', aliases: ['Same'] },
      { id: 'b/two', aliases: ['same'] },
    ];
    expect(ambiguousNames(models)).toEqual(['same: a/one, b/two']);
    expect(() => buildIndex(models)).toThrow('same: a/one, b/two');
    expect(
      ambiguousNames([
        { id: 'a/one', aliases: ['b/two'] },
        { id: 'b/two', aliases: [] },
      ]),
    ).toHaveLength(1);
  });
});

describe('suggestions for an unknown name', () => {
  it.each([
    ['claude-sonet-5', 'anthropic/claude-sonnet-5'],
    ['gemini-25-flash', 'google/gemini-2.5-flash'],
    ['gpt4o', 'openai/gpt-4o'],
  ])('for %s begin with %s', (name, id) => {
    expect(names.suggest(name)[0]).toBe(id);
  });

  it('are three at most, and none for what looks like nothing', () => {
    expect(names.suggest('claude-sonnet').length).toBeLessThanOrEqual(3);
    expect(names.suggest('xyzzy')).toEqual([]);
    expect(names.suggest('')).toEqual([]);
    expect(names.suggest('g'.repeat(1_000_000))).toEqual([]);
  });
});

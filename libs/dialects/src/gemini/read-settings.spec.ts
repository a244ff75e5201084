import { describe, expect, test } from 'vitest';
import { type JsonObject, type SettingName, type Settings } from '../call';
import { read } from './example-call';

const config = 'generationConfig';
const thinking = `${config}.thinkingConfig`;

describe('settings read from a client of Gemini', () => {
  test.each<[JsonObject, Settings, string]>([
    [{ maxOutputTokens: 5 }, { maxOutputTokens: 5 }, 'maxOutputTokens'],
    [{ temperature: 0 }, { temperature: 0 }, 'temperature'],
    [{ topP: 0.5 }, { topP: 0.5 }, 'topP'],
    [{ topK: 40 }, { topK: 40 }, 'topK'],
    [{ stopSequences: ['a'] }, { stopSequences: ['a'] }, 'stopSequences'],
    [{ seed: -1 }, { seed: -1 }, 'seed'],
    [{ frequencyPenalty: -1 }, { frequencyPenalty: -1 }, 'frequencyPenalty'],
    [{ presencePenalty: 1 }, { presencePenalty: 1 }, 'presencePenalty'],
    [{ responseLogprobs: true }, { logprobs: true }, 'responseLogprobs'],
    [{ logprobs: 3 }, { topLogprobs: 3 }, 'logprobs'],
    [{ candidateCount: 2 }, { choices: 2 }, 'candidateCount'],
    [{ responseMimeType: 'text/plain' }, { outputFormat: { kind: 'text' } }, 'responseMimeType'],
    [{ responseMimeType: 'application/json' }, { outputFormat: { kind: 'json-object' } }, 'responseMimeType'],
    [
      { responseMimeType: 'application/json', responseJsonSchema: { type: 'object' } },
      { outputFormat: { kind: 'json-schema', schema: { type: 'object' } } },
      'responseJsonSchema',
    ],
    [
      { responseSchema: { type: 'OBJECT' } },
      { outputFormat: { kind: 'json-schema', schema: { type: 'object' } } },
      'responseSchema',
    ],
    [{ thinkingConfig: { includeThoughts: true } }, { reasoningSummary: 'auto' }, 'thinkingConfig.includeThoughts'],
    [{ thinkingConfig: { includeThoughts: false } }, { reasoningSummary: 'none' }, 'thinkingConfig.includeThoughts'],
  ])('%j is %j', (generationConfig, settings, path) => {
    const call = read({ generationConfig });
    expect(call.settings).toEqual(settings);
    expect(call.settingPaths).toEqual({ [Object.keys(settings)[0] ?? '']: `${config}.${path}` });
    expect(call.extras).toEqual([]);
  });

  test.each<[JsonObject, Settings['reasoning'], string]>([
    [{ thinkingLevel: 'MINIMAL' }, { kind: 'effort', effort: 'minimal' }, 'thinkingLevel'],
    [{ thinkingLevel: 'low' }, { kind: 'effort', effort: 'low' }, 'thinkingLevel'],
    [{ thinkingLevel: 'MEDIUM' }, { kind: 'effort', effort: 'medium' }, 'thinkingLevel'],
    [{ thinkingLevel: 'HIGH' }, { kind: 'effort', effort: 'high' }, 'thinkingLevel'],
    [{ thinkingBudget: 0 }, { kind: 'budget', tokens: 0 }, 'thinkingBudget'],
    [{ thinkingBudget: 500 }, { kind: 'budget', tokens: 500 }, 'thinkingBudget'],
    [{ thinkingBudget: -1 }, { kind: 'adaptive' }, 'thinkingBudget'],
    [{ thinkingBudget: -1, thinkingLevel: 'LOW' }, { kind: 'adaptive', effort: 'low' }, 'thinkingBudget'],
    [{ thinkingBudget: 5, thinkingLevel: 'LOW' }, { kind: 'budget', tokens: 5, effort: 'low' }, 'thinkingBudget'],
  ])('thinking by %j is %j', (thinkingConfig, reasoning, path) => {
    const call = read({ generationConfig: { thinkingConfig } });
    expect(call.settings).toEqual({ reasoning });
    expect(call.settingPaths).toEqual({ reasoning: `${thinking}.${path}` });
    expect(call.extras).toEqual([]);
  });

  test.each<[JsonObject, SettingName, unknown]>([
    [{ serviceTier: 'standard' }, 'serviceTier', 'default'],
    [{ serviceTier: 'flex' }, 'serviceTier', 'flex'],
    [{ store: false }, 'store', false],
  ])('%j stands at the top', (body, name, value) => {
    const call = read(body);
    expect(call.settings).toEqual({ [name]: value });
    expect(call.settingPaths).toEqual({ [name]: name });
  });

  test.each([
    { responseMimeType: 'text/x.enum', responseSchema: { type: 'STRING', enum: ['a'] } },
    { responseMimeType: 'image/png' },
    { responseJsonSchema: true },
  ])('%j has no word in the vocabulary', (generationConfig) => {
    const { settings, extras } = read({ generationConfig });
    expect(settings).toEqual({});
    const fields: [string, unknown][] = Object.entries(generationConfig);
    expect(extras).toEqual(fields.map(([key, value]) => ({ path: `${config}.${key}`, value })));
  });
});

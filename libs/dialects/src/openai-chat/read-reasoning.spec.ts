import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { sealState } from '../reasoning-state';
import { openAiChat } from './openai-chat';

describe('returned reasoning', () => {
  const readAssistant = (message: JsonObject) => {
    const messages = [{ role: 'assistant', content: null, ...message }];
    const call = openAiChat.readRequest({ model: 'm', messages });
    const parts = call.messages[0]!.parts.map(({ path, ...part }) => [path.replace('messages[0].', ''), part]);
    return { parts, unknown: call.extras.map(({ path }) => path.replace('messages[0].', '')) };
  };
  const signed = { type: 'reasoning.text', text: 'hm', signature: 'sig==', format: 'anthropic-claude-v1', index: 0 };
  const anthropic = (kind: string, data: string) => ({ dialect: 'anthropic-messages', kind, data });
  const summaryOf = (index: number) => ({
    dialect: 'openai-chat',
    kind: 'signature',
    data: JSON.stringify({ type: 'reasoning.summary', format: 'f', index }),
  });
  const reference = { dialect: 'openai-responses', kind: 'reference', data: 'rs_1' } as const;

  it.each<[JsonObject, unknown[], string[]]>([
    [{ reasoning: 'hm' }, [['reasoning', { type: 'reasoning', text: 'hm' }]], []],
    [{ reasoning: 'hm', reasoning_content: 'hm' }, [['reasoning_content', { type: 'reasoning', text: 'hm' }]], []],
    [
      { reasoning: 'x', reasoning_content: 'y' },
      [['reasoning_content', { type: 'reasoning', text: 'y' }]],
      ['reasoning'],
    ],
    [{ reasoning: 'x', reasoning_content: '' }, [['reasoning', { type: 'reasoning', text: 'x' }]], []],
    [{ reasoning_content: '' }, [['reasoning_content', { type: 'reasoning', text: '' }]], []],
    [{ reasoning: { text: 'hm' } }, [], ['reasoning']],
    [
      { reasoning: 'hm', reasoning_details: [signed] },
      [['reasoning_details[0]', { type: 'reasoning', text: 'hm', state: anthropic('signature', 'sig==') }]],
      [],
    ],
    [
      { reasoning: 'hm', reasoning_details: [{ ...signed, text: undefined, id: 'x' }] },
      [['reasoning_details[0]', { type: 'reasoning', text: 'hm', state: anthropic('signature', 'sig==') }]],
      ['reasoning_details[0].id'],
    ],
    [
      {
        reasoning: 'hm',
        reasoning_details: [{ type: 'reasoning.encrypted', data: 'zz', format: 'anthropic-claude-v1' }],
      },
      [
        ['reasoning', { type: 'reasoning', text: 'hm' }],
        ['reasoning_details[0]', { type: 'reasoning', state: anthropic('redacted', 'zz') }],
      ],
      [],
    ],
    [
      { reasoning: 'other', reasoning_details: [signed] },
      [['reasoning_details[0]', { type: 'reasoning', text: 'hm', state: anthropic('signature', 'sig==') }]],
      ['reasoning'],
    ],
    [
      {
        reasoning_details: [
          { type: 'reasoning.summary', summary: 'sum', format: 'openai-responses-v1' },
          { type: 'reasoning.encrypted', data: 'zz', format: 'openai-responses-v1', id: 'rs_1' },
        ],
      },
      [
        [
          'reasoning_details[0]',
          {
            type: 'reasoning',
            text: 'sum',
            state: { dialect: 'openai-responses', kind: 'encrypted', data: 'zz', id: 'rs_1' },
          },
        ],
      ],
      [],
    ],
    [
      {
        reasoning_details: [
          { type: 'reasoning.text', text: 'h', index: 0 },
          { type: 'reasoning.text', text: 'm', index: 0 },
          { ...signed, text: undefined },
          { type: 'reasoning.text', text: 'x', index: 1 },
        ],
      },
      [
        ['reasoning_details[0]', { type: 'reasoning', text: 'hm', state: anthropic('signature', 'sig==') }],
        ['reasoning_details[1]', { type: 'reasoning', text: 'x' }],
      ],
      [],
    ],
    [
      {
        reasoning_details: [
          { ...signed, index: 0 },
          { ...signed, text: 'x', index: 0 },
          { type: 'reasoning.encrypted', data: 'yy', format: 'anthropic-claude-v1', index: 0 },
          { type: 'reasoning.encrypted', data: 'zz', format: 'anthropic-claude-v1', index: 0 },
          { type: 'reasoning.text', text: 'a', index: 0 },
          { type: 'reasoning.encrypted', data: 'ww', format: 'anthropic-claude-v1', index: 0 },
          { type: 'reasoning.encrypted', data: 'vv', format: 'openai-responses-v1', index: 0 },
        ],
      },
      [
        ['reasoning_details[0]', { type: 'reasoning', text: 'hm', state: anthropic('signature', 'sig==') }],
        ['reasoning_details[1]', { type: 'reasoning', text: 'x', state: anthropic('signature', 'sig==') }],
        ['reasoning_details[2]', { type: 'reasoning', state: anthropic('redacted', 'yy') }],
        ['reasoning_details[3]', { type: 'reasoning', state: anthropic('redacted', 'zz') }],
        ['reasoning_details[4]', { type: 'reasoning', text: 'a' }],
        ['reasoning_details[5]', { type: 'reasoning', state: anthropic('redacted', 'ww') }],
        [
          'reasoning_details[6]',
          { type: 'reasoning', state: { dialect: 'openai-responses', kind: 'encrypted', data: 'vv' } },
        ],
      ],
      [],
    ],
    [
      {
        reasoning_details: [
          { type: 'reasoning.summary', summary: 'a', format: 'f', index: 0 },
          { type: 'reasoning.summary', summary: 'b', format: 'f', index: 0 },
          { type: 'reasoning.summary', summary: 'c', format: 'f', index: 1 },
        ],
      },
      [
        ['reasoning_details[0]', { type: 'reasoning', text: 'ab', state: summaryOf(0) }],
        ['reasoning_details[1]', { type: 'reasoning', text: 'c', state: summaryOf(1) }],
      ],
      [],
    ],
    [
      { reasoning_details: [{ type: 'reasoning.summary', summary: 'sum', signature: null }] },
      [
        [
          'reasoning_details[0]',
          {
            type: 'reasoning',
            text: 'sum',
            state: { dialect: 'openai-chat', kind: 'signature', data: '{"type":"reasoning.summary"}' },
          },
        ],
      ],
      [],
    ],
    [
      { reasoning_details: [{ type: 'reasoning.encrypted', data: sealState(reference), format: 'x', index: 0 }] },
      [['reasoning_details[0]', { type: 'reasoning', state: reference }]],
      [],
    ],
    [
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'zz', format: 'xai-responses-v1', id: 'r' }] },
      [
        [
          'reasoning_details[0]',
          {
            type: 'reasoning',
            state: {
              dialect: 'openai-chat',
              kind: 'encrypted',
              data: '{"type":"reasoning.encrypted","data":"zz","format":"xai-responses-v1","id":"r"}',
            },
          },
        ],
      ],
      [],
    ],
    [
      { reasoning_details: [{ type: 'reasoning.future' }] },
      [['reasoning_details[0]', { type: 'native', dialect: 'openai-chat', value: { type: 'reasoning.future' } }]],
      [],
    ],
  ])('%j', (message, parts, unknown) => {
    expect(readAssistant(message)).toEqual({ parts, unknown });
  });

  const state = { dialect: 'gemini', kind: 'signature', data: 'zz' } as const;
  it.each<[string, JsonObject]>([
    ['by its id', { data: 'zz', format: 'google-gemini-v1', id: 'c1' }],
    ['under its seal', { data: sealState(state, 'c1') }],
  ])('puts a proof on the tool call that it names %s', (_how, entry) => {
    const { parts, unknown } = readAssistant({
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
      reasoning_details: [{ type: 'reasoning.encrypted', index: 0, ...entry }],
    });
    expect(parts).toEqual([['tool_calls[0]', { type: 'tool-call', id: 'c1', name: 'f', argumentsText: '{}', state }]]);
    expect(unknown).toEqual([]);
  });
});

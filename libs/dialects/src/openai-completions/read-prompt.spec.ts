import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { InvalidRequest } from '../dialect';
import { openAiChat } from '../openai-chat/openai-chat';
import { linesOf } from '../openai-chat/spec-support';
import { ReceiptBook } from '../receipt';
import { openAiCompletions } from './openai-completions';

const read = (body: JsonObject) => openAiCompletions.readRequest({ model: 'm', prompt: 'Once', ...body });

/** What a provider that has only chat is sent, and what the receipt says. */
function written(body: JsonObject) {
  const book = new ReceiptBook();
  const { messages, model, ...params } = openAiChat.writeRequest(read(body), { model: 'upstream' }, book).body;
  return { messages, model, params, receipt: linesOf(book.lines) };
}

describe('a prompt', () => {
  it.each<[unknown, string]>([
    ['Once', 'prompt'],
    [['Once'], 'prompt[0]'],
  ])('%j is what a user says', (prompt, path) => {
    expect(read({ prompt, stream: true })).toEqual({
      dialect: 'openai-chat',
      isPrompt: true,
      model: 'm',
      stream: true,
      messages: [{ role: 'user', path: 'prompt', parts: [{ type: 'text', path, text: 'Once' }] }],
      tools: [],
      settings: {},
      settingPaths: {},
      extras: [],
    });
  });

  it.each<[string, JsonObject, string]>([
    ['prompt', { prompt: undefined }, 'missing_required_parameter'],
    ['prompt', { prompt: null }, 'missing_required_parameter'],
    ['prompt', { prompt: [] }, 'invalid_type'],
    ['prompt', { prompt: { text: 'x' } }, 'invalid_type'],
    ['prompt', { prompt: ['a', 'b'] }, 'invalid_value'],
    ['prompt', { prompt: [1, 2] }, 'invalid_type'],
    ['prompt', { prompt: [[1], [2]] }, 'invalid_type'],
    ['model', { model: undefined }, 'missing_required_parameter'],
    ['stream', { stream: 'yes' }, 'invalid_type'],
    ['logprobs', { logprobs: true }, 'invalid_type'],
    ['max_tokens', { max_tokens: 0 }, 'invalid_value'],
    ['stop', { stop: 7 }, 'invalid_type'],
  ])('is refused with the name %s: %j', (param, body, code) => {
    expect(() => read(body)).toThrow(InvalidRequest);
    expect(() => read(body)).toThrow(expect.objectContaining({ param, code }) as Error);
    expect(() => read(body)).toThrow(`'${param}'`);
  });
});

it.each([[[1, 2]], [[[1], [2]]]])('says that the tokens %j are not understood', (prompt) => {
  expect(() => read({ prompt })).toThrow('token arrays');
});

describe('what goes with a prompt', () => {
  it.each<[JsonObject, JsonObject, string[]]>([
    [{ max_tokens: 5 }, { max_tokens: 5 }, []],
    [
      { temperature: 0, top_p: 0.5, seed: 1, user: 'u', stop: ['a'] },
      { temperature: 0, top_p: 0.5, seed: 1, user: 'u', stop: ['a'] },
      [],
    ],
    [
      { frequency_penalty: 1, presence_penalty: 1, logit_bias: { '1': 2 } },
      { frequency_penalty: 1, presence_penalty: 1, logit_bias: { '1': 2 } },
      [],
    ],
    [{ logprobs: 2 }, { logprobs: true, top_logprobs: 2 }, []],
    [{ logprobs: 0 }, { logprobs: true }, []],
    [{ n: 2, best_of: 2, echo: false, suffix: '' }, { n: 2 }, []],
    [{ best_of: 1 }, {}, []],
    [
      { stream: true, stream_options: { include_usage: true } },
      { stream: true, stream_options: { include_usage: true } },
      [],
    ],
    [{ suffix: 'end', echo: true, best_of: 3 }, {}, ['dropped suffix', 'dropped echo', 'dropped best_of']],
    [{ future: 1, messages: [] }, {}, ['dropped future']],
  ])('%j becomes %j', (body, params, receipt) => {
    expect(written(body)).toMatchObject({ messages: [{ role: 'user', content: 'Once' }], model: 'upstream' });
    expect(written(body).params).toEqual(params);
    expect(written(body).receipt.toSorted()).toEqual(receipt.toSorted());
  });
});

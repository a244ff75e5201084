import Anthropic from '@anthropic-ai/sdk';
import { ApiError, type GenerateContentParameters, GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { overridesFor, PINNED_MODELS, vendorsAt } from './support/pinned-models';
import { type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';
import { rejection } from './support/sdk-examples';

/*
 * What no vendor could take is refused before any is called, in the client's own shape, naming the field in the client's own terms. The
 * models speak another dialect than the client: where both speak the same it is the vendor that says so.
 */
let nuvra: Nuvra;
let upstream: ScriptedUpstream;

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  nuvra = await startNuvra({ environment: vendorsAt(upstream.origin), overrides: overridesFor(PINNED_MODELS) });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.close();
});

type Body = Record<string, unknown>;
/** A fault, what makes it in a good body, and the field that is named. */
type Fault = readonly [what: string, change: Body, field: string];

interface Refusal {
  readonly status: number;
  readonly body: unknown;
  readonly requestId: string | null;
}

async function post(path: string, body: Body): Promise<Refusal> {
  const response = await fetch(nuvra.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${nuvra.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const requestId = response.headers.get('x-request-id') ?? response.headers.get('request-id');
  return { status: response.status, body: await response.json(), requestId };
}

const openAi = (): OpenAI => new OpenAI({ baseURL: `${nuvra.url}/v1`, apiKey: nuvra.apiKey!, maxRetries: 0 });

/** Both of OpenAI's APIs refuse in the same shape. */
function expectOpenAiRefusal({ status, body, requestId }: Refusal, param: string): void {
  expect({ status, body }).toEqual({
    status: 400,
    body: {
      error: {
        message: expect.stringContaining(param) as string,
        type: 'invalid_request_error',
        param,
        code: expect.stringMatching(/^[a-z_]+$/) as string,
        request_id: requestId,
      },
    },
  });
}

describe('Chat Completions', () => {
  const good = { model: 'pinned/messages', messages: [{ role: 'user', content: 'Hi' }] };
  const called = {
    role: 'assistant',
    tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }],
  };
  const faults: readonly Fault[] = [
    ['no messages', { messages: undefined }, 'messages'],
    ['messages that are no list', { messages: 'Hi' }, 'messages'],
    ['no message at all', { messages: [] }, 'messages'],
    ['a message that is none', { messages: ['Hi'] }, 'messages[0]'],
    ['a message without a role', { messages: [{ content: 'Hi' }] }, 'messages[0].role'],
    ['a role that no vendor has', { messages: [{ role: 'robot', content: 'Hi' }] }, 'messages[0].role'],
    ['content of a number', { messages: [{ role: 'user', content: 7 }] }, 'messages[0].content'],
    [
      'an image without an address',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
      'messages[0].content[0].image_url.url',
    ],
    [
      'a result without a call',
      { messages: [...good.messages, called, { role: 'tool', content: 'x' }] },
      'messages[2].tool_call_id',
    ],
    ['a function without a name', { tools: [{ type: 'function', function: {} }] }, 'tools[0].function.name'],
    ['a temperature in words', { temperature: 'hot' }, 'temperature'],
    ['a limit in words', { max_completion_tokens: 'many' }, 'max_completion_tokens'],
    [
      'a schema that is none',
      { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: 1 } } },
      'response_format.json_schema.schema',
    ],
    ['a stream of words', { stream: 'yes' }, 'stream'],
  ];

  it.each(faults)('refuses %s', async (_what, change, param) => {
    expectOpenAiRefusal(await post('/v1/chat/completions', { ...good, ...change }), param);
    const client = openAi();
    const request = { ...good, ...change } as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming;
    expect(await rejection(client.chat.completions.create(request), OpenAI.BadRequestError)).toMatchObject({ param });
  });
});

describe('Responses', () => {
  const good = { model: 'pinned/messages', input: 'Hi' };
  const faults: readonly Fault[] = [
    ['no input', { input: undefined }, 'input'],
    ['an input that is a number', { input: 7 }, 'input'],
    ['an item that is none', { input: ['Hi'] }, 'input[0]'],
    ['an item without a type or role', { input: [{ content: 'Hi' }] }, 'input[0].type'],
    ['a role that no vendor has', { input: [{ role: 'robot', content: 'Hi' }] }, 'input[0].role'],
    ['content of a number', { input: [{ role: 'user', content: 7 }] }, 'input[0].content'],
    [
      'a text without text',
      { input: [{ role: 'user', content: [{ type: 'input_text' }] }] },
      'input[0].content[0].text',
    ],
    ['a call without a name', { input: [{ type: 'function_call', call_id: 'a', arguments: '{}' }] }, 'input[0].name'],
    ['a call without an id', { input: [{ type: 'function_call', name: 'f', arguments: '{}' }] }, 'input[0].call_id'],
    ['a function without a name', { tools: [{ type: 'function' }] }, 'tools[0].name'],
    ['a temperature in words', { temperature: 'hot' }, 'temperature'],
    ['a limit of nothing', { max_output_tokens: 0 }, 'max_output_tokens'],
    [
      'a schema that is none',
      { text: { format: { type: 'json_schema', name: 'x', schema: 1 } } },
      'text.format.schema',
    ],
    ['instructions of a number', { instructions: 7 }, 'instructions'],
  ];

  it.each(faults)('refuse %s', async (_what, change, param) => {
    expectOpenAiRefusal(await post('/v1/responses', { ...good, ...change }), param);
    const client = openAi();
    const request = { ...good, ...change } as unknown as OpenAI.Responses.ResponseCreateParamsNonStreaming;
    expect(await rejection(client.responses.create(request), OpenAI.BadRequestError)).toMatchObject({ param });
  });
});

describe('Messages', () => {
  const good = { model: 'pinned/chat', max_tokens: 10, messages: [{ role: 'user', content: 'Hi' }] };
  const faults: readonly Fault[] = [
    ['no limit', { max_tokens: undefined }, 'max_tokens'],
    ['a limit in words', { max_tokens: 'many' }, 'max_tokens'],
    ['no messages', { messages: undefined }, 'messages'],
    ['no message at all', { messages: [] }, 'messages'],
    ['a message that is none', { messages: ['Hi'] }, 'messages[0]'],
    ['a message without a role', { messages: [{ content: 'Hi' }] }, 'messages[0].role'],
    ['a role that no vendor has', { messages: [{ role: 'robot', content: 'Hi' }] }, 'messages[0].role'],
    ['a message without content', { messages: [{ role: 'user' }] }, 'messages[0].content'],
    ['content of a number', { messages: [{ role: 'user', content: 7 }] }, 'messages[0].content'],
    ['a system prompt of a number', { system: 7 }, 'system'],
    ['a tool without a schema', { tools: [{ name: 'f' }] }, 'tools[0].input_schema'],
    [
      'a choice without a tool',
      { tools: [{ name: 'f', input_schema: {} }], tool_choice: { type: 'tool' } },
      'tool_choice.name',
    ],
    ['thoughts without a budget', { thinking: { type: 'enabled' } }, 'thinking.budget_tokens'],
    ['stop sequences that are one', { stop_sequences: 'END' }, 'stop_sequences'],
  ];

  it.each(faults)('refuse %s', async (_what, change, field) => {
    const { status, body, requestId } = await post('/v1/messages', { ...good, ...change });
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        type: 'error',
        error: expect.objectContaining({
          type: 'invalid_request_error',
          message: expect.stringContaining(field) as string,
        }) as object,
        request_id: requestId,
      },
    });
    const client = new Anthropic({ baseURL: nuvra.url, apiKey: nuvra.apiKey!, maxRetries: 0 });
    const request = { ...good, ...change } as unknown as Anthropic.MessageCreateParamsNonStreaming;
    expect((await rejection(client.messages.create(request), Anthropic.BadRequestError)).message).toContain(field);
  });
});

describe('generateContent', () => {
  const good = { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] };
  const call = (functionCall: object): Body => ({ contents: [{ role: 'model', parts: [{ functionCall }] }] });
  const configured = (generationConfig: object): Body => ({ generationConfig });
  const faults: readonly Fault[] = [
    ['no contents', { contents: undefined }, 'contents'],
    ['no content at all', { contents: [] }, 'contents'],
    ['contents that are no list', { contents: 7 }, 'contents'],
    ['a content that is none', { contents: ['Hi'] }, 'contents[0]'],
    [
      'a role that Gemini does not have',
      { contents: [{ role: 'robot', parts: [{ text: 'Hi' }] }] },
      'contents[0].role',
    ],
    ['a text of a number', { contents: [{ role: 'user', parts: [{ text: 7 }] }] }, 'contents[0].parts[0].text'],
    ['a call without a name', call({ args: {} }), 'contents[0].parts[0].functionCall.name'],
    ['a function without a name', { tools: [{ functionDeclarations: [{}] }] }, 'tools[0].functionDeclarations[0].name'],
    ['a temperature in words', configured({ temperature: 'hot' }), 'generationConfig.temperature'],
    ['a limit of nothing', configured({ maxOutputTokens: 0 }), 'generationConfig.maxOutputTokens'],
    ['stop sequences that are one', configured({ stopSequences: 'END' }), 'generationConfig.stopSequences'],
    ['an instruction of a number', { systemInstruction: 7 }, 'systemInstruction'],
  ];

  it.each(faults)('refuses %s', async (_what, change, field) => {
    const { status, body } = await post('/v1beta/models/pinned/chat:generateContent', { ...good, ...change });
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        error: {
          code: 400,
          message: expect.stringContaining(field) as string,
          status: 'INVALID_ARGUMENT',
          details: expect.arrayContaining([
            expect.objectContaining({ fieldViolations: [{ field, description: expect.any(String) as string }] }),
          ]) as object[],
        },
      },
    });
  });

  it('is refused as the SDK’s error', async () => {
    const client = new GoogleGenAI({ apiKey: nuvra.apiKey!, httpOptions: { baseUrl: nuvra.url } });
    const request: GenerateContentParameters = { model: 'pinned/chat', contents: 'Hi', config: { maxOutputTokens: 0 } };
    const error = await rejection(client.models.generateContent(request), ApiError);
    expect(error.status).toBe(400);
    expect(error.message).toContain('generationConfig.maxOutputTokens');
  });
});

it('nothing of all this reached a vendor', () => {
  expect(upstream.requests).toEqual([]);
});

import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { ANSWER, MODELS, PIXEL, QUESTION, rejection, Ticket, WEATHER, WeatherArguments } from './support/sdk-examples';

const TOOL: OpenAI.Responses.FunctionTool = { type: 'function', ...WEATHER, strict: true };

let nuvra: Nuvra;
/** As anyone would make it: of all options only these two are given. */
let client: OpenAI;

beforeAll(async () => {
  nuvra = await startNuvra();
  client = new OpenAI({ baseURL: `${nuvra.url}/v1`, apiKey: nuvra.apiKey! });
});
afterAll(() => nuvra?.stop());

/** The response's one function call, which has arguments as the tool expects them. */
function weatherCall({ output }: OpenAI.Responses.Response): OpenAI.Responses.ResponseFunctionToolCall {
  const [call, ...more] = output.filter((item) => item.type === 'function_call');
  expect(more).toEqual([]);
  expect(call?.name).toBe('get_weather');
  WeatherArguments.parse(JSON.parse(call!.arguments));
  return call!;
}

describe.each(MODELS)('OpenAI’s Responses with $model', ({ model, id, provider, variable }) => {
  it('gives a text with usage and cost, and says everywhere that it is a demo', async () => {
    const { data, response } = await client.responses.create({ model, input: QUESTION }).withResponse();
    expect(data).toMatchObject({ object: 'response', status: 'completed', demo: true });
    expect(data.output_text).toMatch(ANSWER);
    expect(data.output_text).toContain(variable);
    expect(data.usage).toMatchObject({ cost: expect.any(Number) as number });
    const { input_tokens, output_tokens, total_tokens } = data.usage!;
    expect(input_tokens).toBeGreaterThan(0);
    expect(output_tokens).toBeGreaterThan(0);
    expect(total_tokens).toBe(input_tokens + output_tokens);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-nuvra-demo': 'true',
      'x-nuvra-model': id,
      'x-nuvra-provider': provider,
    });
  });

  it('streams the same text, from created to completed, numbered', async () => {
    const whole = await client.responses.create({ model, input: QUESTION });
    const events: OpenAI.Responses.ResponseStreamEvent[] = [];
    for await (const event of await client.responses.create({ model, input: QUESTION, stream: true }))
      events.push(event);
    expect(events[0]?.type).toBe('response.created');
    expect(events.at(-1)).toMatchObject({ type: 'response.completed', response: { status: 'completed' } });
    // The demo’s stand-ins that speak the dialect themselves, whose frames are passed on as they are, do not number them.
    if (provider !== 'openai' && provider !== 'deepseek')
      expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()]);
    const deltas = events.filter((event) => event.type === 'response.output_text.delta');
    expect(deltas.length).toBeGreaterThan(3);
    expect(deltas.map(({ delta }) => delta).join('')).toBe(whole.output_text);
  });

  it('streams what the SDK’s own helper puts together', async () => {
    const response = await client.responses.stream({ model, input: QUESTION }).finalResponse();
    expect(response.output_text).toMatch(ANSWER);
    expect(response.usage).toMatchObject({ cost: expect.any(Number) as number });
  });

  it.each([false, true])('calls a tool, and answers with its result; streaming: %s', async (stream) => {
    const input: OpenAI.Responses.ResponseInputItem[] = [{ role: 'user', content: 'What is the weather?' }];
    const ask = (): Promise<OpenAI.Responses.Response> => {
      const request = { model, input, tools: [TOOL] };
      return stream ? client.responses.stream(request).finalResponse() : client.responses.create(request);
    };
    const response = await ask();
    const { call_id } = weatherCall(response);
    input.push(...(response.output as OpenAI.Responses.ResponseInputItem[]));
    input.push({ type: 'function_call_output', call_id, output: '21 degrees' });
    const answer = await ask();
    expect(answer.output_text).toContain('21 degrees');
    expect(answer.output.map(({ type }) => type)).not.toContain('function_call');
  });

  it('gives an object of the type that was asked for', async () => {
    const { output_parsed } = await client.responses.parse({
      model,
      input: 'Write a ticket.',
      text: { format: zodTextFormat(Ticket, 'ticket') },
    });
    Ticket.parse(output_parsed);
  });

  it('takes instructions, an image and the usual settings', async () => {
    const { output_text } = await client.responses.create({
      model,
      instructions: 'Be brief.',
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            { type: 'input_image', image_url: `data:image/png;base64,${PIXEL}`, detail: 'auto' },
          ],
        },
      ],
      temperature: 0.2,
      max_output_tokens: 500,
      metadata: { purpose: 'test' },
    });
    expect(output_text).toMatch(/“What is this\?.*and sent an image\./);
  });
});

describe('an error', () => {
  it('for a key that is none is an AuthenticationError', async () => {
    const stranger = new OpenAI({ baseURL: `${nuvra.url}/v1`, apiKey: 'sk-nv-nothing' });
    const error = await rejection(
      stranger.responses.create({ model: 'gpt-4o', input: 'Hi' }),
      OpenAI.AuthenticationError,
    );
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key' });
  });

  it('for a model that is none is a NotFoundError that names the field', async () => {
    const error = await rejection(client.responses.create({ model: 'gpt-none', input: 'Hi' }), OpenAI.NotFoundError);
    expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
  });

  it('has an id by which support finds the request', async () => {
    const error = await rejection(client.responses.create({ model: 'gpt-none', input: 'Hi' }), OpenAI.NotFoundError);
    expect(error.requestID).toMatch(/^[0-9a-f-]{36}$/);
  });
});

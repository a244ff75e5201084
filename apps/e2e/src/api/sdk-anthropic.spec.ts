import Anthropic from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { ANSWER, MODELS, PIXEL, QUESTION, rejection, Ticket, WEATHER, WeatherArguments } from './support/sdk-examples';

const { name, description, parameters } = WEATHER;
const TOOL: Anthropic.Tool = { name, description, input_schema: parameters };

const max_tokens = 1024;
const asked = (content: Anthropic.MessageParam['content']): Anthropic.MessageParam[] => [{ role: 'user', content }];

let nuvra: Nuvra;
/** As anyone would make it: of all options only these two are given. */
let client: Anthropic;

beforeAll(async () => {
  nuvra = await startNuvra();
  client = new Anthropic({ baseURL: nuvra.url, apiKey: nuvra.apiKey! });
});
afterAll(() => nuvra?.stop());

const textIn = ({ content }: Anthropic.Message): string =>
  content.map((block) => (block.type === 'text' ? block.text : '')).join('');

/** The id of a message's one tool call, which has an input as the tool expects it. */
function weatherCallId({ content }: Anthropic.Message): string {
  const [call, ...more] = content.filter((block) => block.type === 'tool_use');
  expect(more).toEqual([]);
  expect(call?.name).toBe('get_weather');
  WeatherArguments.parse(call!.input);
  return call!.id;
}

describe.each(MODELS)('Anthropic’s SDK with $model', ({ model, id, provider, variable }) => {
  it('gets a text with usage and cost, and sees everywhere that it is a demo', async () => {
    const { data, response } = await client.messages
      .create({ model, max_tokens, messages: asked(QUESTION) })
      .withResponse();
    expect(data).toMatchObject({ type: 'message', role: 'assistant', stop_reason: 'end_turn', demo: true });
    expect(textIn(data)).toMatch(ANSWER);
    expect(textIn(data)).toContain(variable);
    expect(data.usage.input_tokens).toBeGreaterThan(0);
    expect(data.usage.output_tokens).toBeGreaterThan(0);
    expect(data.usage).toMatchObject({ cost: expect.any(Number) as number });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-nuvra-demo': 'true',
      'x-nuvra-model': id,
      'x-nuvra-provider': provider,
    });
  });

  it('streams the same text, and tells the input tokens at once', async () => {
    const whole = await client.messages.create({ model, max_tokens, messages: asked(QUESTION) });
    const events: Anthropic.RawMessageStreamEvent[] = [];
    const stream = await client.messages.create({ model, max_tokens, messages: asked(QUESTION), stream: true });
    for await (const event of stream) events.push(event);
    const [first] = events;
    expect(first?.type === 'message_start' && first.message.usage.input_tokens).toBeGreaterThan(0);
    expect(events.at(-1)?.type).toBe('message_stop');
    const deltas = events.flatMap((event) =>
      event.type === 'content_block_delta' && event.delta.type === 'text_delta' ? [event.delta.text] : [],
    );
    expect(deltas.length).toBeGreaterThan(3);
    expect(deltas.join('')).toBe(textIn(whole));
  });

  it('streams what the SDK’s own helper puts together, with the usage of a whole reply', async () => {
    const request = { model, max_tokens, messages: asked(QUESTION) };
    const whole = await client.messages.create(request);
    const message = await client.messages.stream(request).finalMessage();
    expect(textIn(message)).toBe(textIn(whole));
    expect(message.stop_reason).toBe('end_turn');
    const { input_tokens, output_tokens } = whole.usage;
    expect(message.usage).toMatchObject({ input_tokens, output_tokens });
  });

  it.each([false, true])('calls a tool, and answers with its result; streaming: %s', async (stream) => {
    const messages = asked('What is the weather?');
    const ask = (): Promise<Anthropic.Message> => {
      const request = { model, max_tokens, messages, tools: [TOOL] };
      return stream ? client.messages.stream(request).finalMessage() : client.messages.create(request);
    };
    const message = await ask();
    expect(message.stop_reason).toBe('tool_use');
    messages.push(
      { role: 'assistant', content: message.content },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: weatherCallId(message), content: '21 degrees' }] },
    );
    const answer = await ask();
    expect(answer.stop_reason).toBe('end_turn');
    expect(textIn(answer)).toContain('21 degrees');
  });

  it('lets the SDK run its tools by itself', async () => {
    const ran: unknown[] = [];
    const message = await client.beta.messages.toolRunner({
      model,
      max_tokens,
      messages: [{ role: 'user', content: 'What is the weather?' }],
      tools: [
        betaZodTool({
          name,
          description,
          inputSchema: WeatherArguments,
          run: (input) => {
            ran.push(input);
            return '21 degrees';
          },
        }),
      ],
    });
    expect(ran).toHaveLength(1);
    expect(message.content.map((block) => (block.type === 'text' ? block.text : '')).join('')).toContain('21 degrees');
  });

  it('gets an object of the type that it asked for', async () => {
    const { parsed_output } = await client.messages.parse({
      model,
      max_tokens,
      messages: asked('Write a ticket.'),
      output_config: { format: zodOutputFormat(Ticket) },
    });
    Ticket.parse(parsed_output);
  });

  it('may send a system prompt to be cached, an image, stop sequences and the usual settings', async () => {
    const message = await client.messages.create({
      model,
      max_tokens,
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      messages: asked([
        { type: 'text', text: 'What is this?' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
      ]),
      stop_sequences: ['END'],
      metadata: { user_id: 'someone' },
    });
    expect(textIn(message)).toMatch(/“What is this\?.*and sent an image\./);
  });

  it('counts tokens', async () => {
    const { input_tokens } = await client.messages.countTokens({ model, messages: asked(QUESTION) });
    expect(input_tokens).toBeGreaterThan(0);
  });
});

describe('an error', () => {
  const messages = asked('Hi');

  it('for a key that is none is an AuthenticationError', async () => {
    const stranger = new Anthropic({ baseURL: nuvra.url, apiKey: 'sk-nv-nothing' });
    const request = stranger.messages.create({ model: 'claude-sonnet-5', max_tokens, messages });
    const error = await rejection(request, Anthropic.AuthenticationError);
    expect(error).toMatchObject({ status: 401, error: { type: 'error', error: { type: 'authentication_error' } } });
  });

  it('for a model that is none is a NotFoundError with the id by which support finds the request', async () => {
    const request = client.messages.create({ model: 'claude-none', max_tokens, messages });
    const error = await rejection(request, Anthropic.NotFoundError);
    expect(error).toMatchObject({ status: 404, error: { type: 'error', error: { type: 'not_found_error' } } });
    expect(error.requestID).toMatch(/[0-9a-f-]{36}$/);
  });

  it('for a request without a limit is a BadRequestError that names the field', async () => {
    const request = { model: 'gpt-4o', messages } as unknown as Anthropic.MessageCreateParamsNonStreaming;
    const error = await rejection(client.messages.create(request), Anthropic.BadRequestError);
    expect(error.message).toContain('max_tokens');
  });
});

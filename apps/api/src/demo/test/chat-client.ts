import OpenAI from 'openai';
import { type Client, PIXEL, type Reply, type Request, SCHEMA } from './client';

/** Chat Completions through the OpenAI SDK, for `model` at the base URL that `baseUrl` gives when asked. */
export function chatClient(baseUrl: () => string, model: string, keyName: string): Client {
  const client = () => new OpenAI({ apiKey: 'any', baseURL: baseUrl(), maxRetries: 0 });
  const bodyOf = (request: Request) => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      {
        role: 'user',
        content: [
          { type: 'text', text: request.question ?? 'Hello' },
          ...(request.image
            ? [{ type: 'image_url' as const, image_url: { url: `data:image/png;base64,${PIXEL}` } }]
            : []),
        ],
      },
    ];
    if (request.toolResult !== undefined) {
      const call = { id: 'call_1', type: 'function' as const, function: { name: 'weather', arguments: '{}' } };
      messages.push({ role: 'assistant', content: null, tool_calls: [call] });
      messages.push({ role: 'tool', tool_call_id: 'call_1', content: request.toolResult });
    }
    const body: OpenAI.ChatCompletionCreateParamsNonStreaming = { model, messages };
    if (request.tools) {
      body.tools = ['clock', 'weather'].map((name) => ({ type: 'function', function: { name, parameters: SCHEMA } }));
    }
    if (request.choice === 'none') body.tool_choice = 'none';
    if (request.choice === 'forced') body.tool_choice = { type: 'function', function: { name: 'weather' } };
    if (request.output === 'object') body.response_format = { type: 'json_object' };
    if (request.output === 'schema') {
      body.response_format = { type: 'json_schema', json_schema: { name: 'trip', schema: SCHEMA, strict: true } };
    }
    if (request.maxTokens !== undefined) body.max_completion_tokens = request.maxTokens;
    return body;
  };
  const replyOf = ({ choices, usage }: OpenAI.ChatCompletion, parts: number): Reply => {
    const choice = choices[0]!;
    const call = choice.message.tool_calls?.[0];
    return {
      text: choice.message.content ?? '',
      tool:
        call?.type === 'function' ? { name: call.function.name, args: JSON.parse(call.function.arguments) } : undefined,
      finish: choice.finish_reason,
      promptTokens: usage?.prompt_tokens ?? 0,
      outputTokens: usage?.completion_tokens ?? 0,
      parts,
    };
  };
  return {
    ask: async (request) => replyOf(await client().chat.completions.create(bodyOf(request)), 1),
    stream: async (request) => {
      const stream = client().chat.completions.stream({
        ...bodyOf(request),
        stream: true,
        stream_options: { include_usage: true },
      });
      let parts = 0;
      stream.on('chunk', () => parts++);
      return replyOf(await stream.finalChatCompletion(), parts);
    },
    finish: { stop: 'stop', tool: 'tool_calls', length: 'length' },
    keyName,
  };
}

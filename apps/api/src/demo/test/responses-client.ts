import OpenAI from 'openai';
import { type Client, PIXEL, type Reply, type Request, SCHEMA } from './client';

/** Responses through the OpenAI SDK. */
export function responsesClient(baseUrl: () => string): Client {
  const client = () => new OpenAI({ apiKey: 'any', baseURL: baseUrl(), maxRetries: 0 });
  const bodyOf = (request: Request) => {
    const input: OpenAI.Responses.ResponseInput = [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: request.question ?? 'Hello' },
          ...(request.image
            ? [{ type: 'input_image' as const, detail: 'auto' as const, image_url: `data:image/png;base64,${PIXEL}` }]
            : []),
        ],
      },
    ];
    if (request.toolResult !== undefined) {
      input.push({ type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{}' });
      input.push({ type: 'function_call_output', call_id: 'call_1', output: request.toolResult });
    }
    const body: OpenAI.Responses.ResponseCreateParamsNonStreaming = { model: 'gpt-5.2', input };
    if (request.tools) {
      body.tools = ['clock', 'weather'].map((name) => ({ type: 'function', name, parameters: SCHEMA, strict: true }));
    }
    if (request.choice === 'none') body.tool_choice = 'none';
    if (request.choice === 'forced') body.tool_choice = { type: 'function', name: 'weather' };
    if (request.output === 'object') body.text = { format: { type: 'json_object' } };
    if (request.output === 'schema') body.text = { format: { type: 'json_schema', name: 'trip', schema: SCHEMA } };
    if (request.maxTokens !== undefined) body.max_output_tokens = request.maxTokens;
    return body;
  };
  const replyOf = ({ output, usage, status }: OpenAI.Responses.Response, parts: number): Reply => {
    const call = output.find((item) => item.type === 'function_call');
    return {
      text: output
        .flatMap((item) => (item.type === 'message' ? item.content : []))
        .map((part) => (part.type === 'output_text' ? part.text : ''))
        .join(''),
      tool: call && { name: call.name, args: JSON.parse(call.arguments) },
      finish: status,
      promptTokens: usage?.input_tokens ?? 0,
      outputTokens: usage?.output_tokens ?? 0,
      parts,
    };
  };
  return {
    ask: async (request) => replyOf(await client().responses.create(bodyOf(request)), 1),
    stream: async (request) => {
      let parts = 0;
      let last: OpenAI.Responses.Response | undefined;
      for await (const event of await client().responses.create({ ...bodyOf(request), stream: true })) {
        parts++;
        if (event.type === 'response.completed' || event.type === 'response.incomplete') last = event.response;
      }
      return replyOf(last!, parts);
    },
    finish: { stop: 'completed', tool: 'completed', length: 'incomplete' },
    keyName: 'OPENAI_API_KEY',
  };
}

import Anthropic from '@anthropic-ai/sdk';
import { type Client, PIXEL, type Reply, type Request, SCHEMA } from './client';

/** Messages through the Anthropic SDK. */
export function messagesClient(baseUrl: () => string): Client {
  const client = () => new Anthropic({ apiKey: 'any', baseURL: baseUrl(), maxRetries: 0 });
  const bodyOf = (request: Request) => {
    const image = {
      type: 'image' as const,
      source: { type: 'base64' as const, media_type: 'image/png' as const, data: PIXEL },
    };
    const conversation: Anthropic.MessageParam[] = [
      {
        role: 'user',
        content: [{ type: 'text', text: request.question ?? 'Hello' }, ...(request.image ? [image] : [])],
      },
    ];
    if (request.toolResult !== undefined) {
      conversation.push({
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} }],
      });
      conversation.push({
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: request.toolResult }],
      });
    }
    const body: Anthropic.MessageCreateParamsNonStreaming = {
      model: 'claude-opus-4-6',
      max_tokens: request.maxTokens ?? 1024,
      messages: conversation,
    };
    if (request.tools) {
      body.tools = ['clock', 'weather'].map((name) => ({ name, input_schema: { ...SCHEMA, type: 'object' } }));
    }
    if (request.choice === 'none') body.tool_choice = { type: 'none' };
    if (request.choice === 'forced') body.tool_choice = { type: 'tool', name: 'weather' };
    if (request.output === 'schema') body.output_config = { format: { type: 'json_schema', schema: SCHEMA } };
    return body;
  };
  const replyOf = ({ content, usage, stop_reason }: Anthropic.Message, parts: number): Reply => {
    const call = content.find((block) => block.type === 'tool_use');
    return {
      text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
      tool: call && { name: call.name, args: call.input },
      finish: stop_reason,
      promptTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      parts,
    };
  };
  return {
    ask: async (request) => replyOf(await client().messages.create(bodyOf(request)), 1),
    stream: async (request) => {
      const stream = client().messages.stream(bodyOf(request));
      let parts = 0;
      stream.on('streamEvent', () => parts++);
      return replyOf(await stream.finalMessage(), parts);
    },
    finish: { stop: 'end_turn', tool: 'tool_use', length: 'max_tokens' },
    keyName: 'ANTHROPIC_API_KEY',
  };
}

import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI, type Part, ThinkingLevel } from '@google/genai';
import OpenAI from 'openai';
import { toResponseInputItems } from 'openai/lib/responses/ResponseInputItems';
import { type Said, type SaidCall } from '../said';
import { saidInChunks, saidInReply } from '../said-in-chat';
import { type GeminiReply, saidInGemini } from '../said-in-gemini';
import { saidInMessage } from '../said-in-message';
import { saidInResponse } from '../said-in-response';
import { TOOLS } from './loop-script';

/*
 * Vendors' SDKs in a tool loop, each used as its documentation tells: what the model said goes back as it came, the functions are answered.
 */

/** What a client sends next: words, or the answers to the functions that were called. */
export type Next = string | readonly Answer[];

export interface Answer {
  readonly call: SaidCall;
  readonly result: string;
}

/** A conversation. It keeps its own history; `send` goes on with it. */
export interface LoopClient {
  /** @param model another than the conversation began with */
  send(next: Next, model?: string): Promise<Said>;
}

export interface LoopClientOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly model: string;
  readonly stream: boolean;
}

const words = (next: Next): next is string => typeof next === 'string';

/** https://openrouter.ai/docs/guides/best-practices/reasoning-tokens#preserving-reasoning: the message returns as it is. */
function chatClient({ url, apiKey, model, stream }: LoopClientOptions): LoopClient {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
  const messages: OpenAI.ChatCompletionMessageParam[] = [];
  const tools = TOOLS.map((tool): OpenAI.ChatCompletionFunctionTool => ({ type: 'function', function: { ...tool } }));
  const request = { messages, tools, reasoning_effort: 'medium' } as const;
  return {
    async send(next, other = model) {
      if (words(next)) messages.push({ role: 'user', content: next });
      else
        for (const { call, result } of next) messages.push({ role: 'tool', tool_call_id: call.id!, content: result });
      if (!stream) {
        const reply = await client.chat.completions.create({ ...request, model: other });
        messages.push(reply.choices[0]!.message);
        return saidInReply(reply);
      }
      const chunks: OpenAI.ChatCompletionChunk[] = [];
      for await (const chunk of await client.chat.completions.create({ ...request, model: other, stream: true }))
        chunks.push(chunk);
      messages.push(messageOf(chunks));
      return saidInChunks(chunks);
    },
  };
}

/** The message that deltas make up; the SDK's own helper keeps only the last piece of reasoning. */
function messageOf(chunks: readonly OpenAI.ChatCompletionChunk[]): OpenAI.ChatCompletionAssistantMessageParam {
  const said = saidInChunks(chunks);
  const deltas = chunks.flatMap(({ choices }) => choices.map(({ delta }) => delta as { reasoning_details?: object[] }));
  const details = deltas.flatMap(({ reasoning_details = [] }) => reasoning_details);
  const message = {
    role: 'assistant' as const,
    content: said.text,
    ...(details.length > 0 ? { reasoning_details: details } : { reasoning_content: said.reasoning }),
  };
  if (said.calls.length === 0) return message;
  const tool_calls = said.calls.map(({ id, name, arguments: input }) => ({
    id: id!,
    type: 'function' as const,
    function: { name, arguments: JSON.stringify(input) },
  }));
  return { ...message, tool_calls };
}

/** https://developers.openai.com/api/docs/guides/function-calling: the output goes back into the input. */
function responsesClient({ url, apiKey, model, stream }: LoopClientOptions): LoopClient {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
  const input: OpenAI.Responses.ResponseInputItem[] = [];
  const request = {
    input,
    tools: TOOLS.map(({ name, description, parameters }): OpenAI.Responses.FunctionTool => ({
      type: 'function',
      name,
      description,
      parameters: { ...parameters },
      strict: false,
    })),
    store: false,
    include: ['reasoning.encrypted_content' as const],
    reasoning: { effort: 'medium', summary: 'auto' } as const,
  };
  return {
    async send(next, other = model) {
      if (words(next)) input.push({ role: 'user', content: next });
      else
        for (const { call, result } of next)
          input.push({ type: 'function_call_output', call_id: call.id!, output: result });
      const response = stream
        ? await client.responses.stream({ ...request, model: other }).finalResponse()
        : await client.responses.create({ ...request, model: other });
      input.push(...toResponseInputItems(response.output));
      return saidInResponse(response);
    },
  };
}

/** https://platform.claude.com/docs/en/agents-and-tools/tool-use/overview: the content goes back as an assistant message. */
function messagesClient({ url, apiKey, model, stream }: LoopClientOptions): LoopClient {
  const client = new Anthropic({ baseURL: url, apiKey, maxRetries: 0 });
  const messages: Anthropic.MessageParam[] = [];
  const request = {
    messages,
    max_tokens: 4096,
    tools: TOOLS.map(({ name, description, parameters }): Anthropic.Tool => ({
      name,
      description,
      input_schema: parameters,
    })),
    // Both ways to ask for thoughts.
    thinking: stream
      ? ({ type: 'adaptive', display: 'summarized' } as const)
      : ({ type: 'enabled', budget_tokens: 2048 } as const),
  };
  return {
    async send(next, other = model) {
      messages.push({ role: 'user', content: words(next) ? next : next.map(toolResult) });
      const message = stream
        ? await client.messages.stream({ ...request, model: other }).finalMessage()
        : await client.messages.create({ ...request, model: other });
      messages.push({ role: 'assistant', content: message.content });
      return saidInMessage(message);
    },
  };
}

const toolResult = ({ call, result }: Answer): Anthropic.ToolResultBlockParam => ({
  type: 'tool_result',
  tool_use_id: call.id!,
  content: result,
});

/** https://ai.google.dev/gemini-api/docs/thought-signatures: the SDK's chats keep the history, signatures included. */
function geminiClient({ url, apiKey, model, stream }: LoopClientOptions): LoopClient {
  const client = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: url } });
  const config = {
    tools: [
      {
        functionDeclarations: TOOLS.map(({ name, description, parameters }) => ({
          name,
          description,
          parametersJsonSchema: parameters,
        })),
      },
    ],
    // Both ways to ask for thoughts.
    thinkingConfig: {
      includeThoughts: true,
      ...(stream ? { thinkingLevel: ThinkingLevel.LOW } : { thinkingBudget: 2048 }),
    },
  };
  let chat = { with: model, session: client.chats.create({ model, config }) };
  return {
    async send(next, other = model) {
      if (other !== chat.with) {
        const history = chat.session.getHistory(true);
        chat = { with: other, session: client.chats.create({ model: other, config, history }) };
      }
      const message = words(next) ? next : next.map(functionResponse);
      if (!stream) return saidInGemini([await chat.session.sendMessage({ message })]);
      const replies: GeminiReply[] = [];
      for await (const chunk of await chat.session.sendMessageStream({ message })) replies.push(chunk);
      return saidInGemini(replies);
    },
  };
}

const functionResponse = ({ call, result }: Answer): Part => ({
  functionResponse: { name: call.name, ...(call.id && { id: call.id }), response: { output: result } },
});

/** A client of each dialect. */
export const LOOP_CLIENTS: readonly (readonly [dialect: string, open: (options: LoopClientOptions) => LoopClient])[] = [
  ['OpenAI Chat', chatClient],
  ['OpenAI Responses', responsesClient],
  ['Anthropic Messages', messagesClient],
  ['Gemini', geminiClient],
];

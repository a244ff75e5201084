import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { type Nuvra } from '../../start-nuvra';
import { type Said, type Tokens } from './said';
import { saidInChunks, saidInReply } from './said-in-chat';
import { type GeminiReply, saidInGemini } from './said-in-gemini';
import { saidInMessage } from './said-in-message';
import { saidInResponse } from './said-in-response';

/** A vendor's official SDK as a client of the gateway. */
export interface SdkClient {
  readonly dialect: 'openai-chat' | 'openai-responses' | 'anthropic-messages' | 'gemini';
  /** The kinds of tokens, besides prompt and completion, that its dialect has a word for. */
  readonly tells: readonly (keyof Tokens)[];
  /** Asks one question and reads the reply, with the id that the gateway gave it. */
  ask(model: string, question: string, stream: boolean): Promise<{ readonly said: Said; readonly id: string }>;
}

/** One client of each dialect. No retries: what fails is to be seen. */
export function sdkClients({ url, apiKey }: Pick<Nuvra, 'url' | 'apiKey'>): SdkClient[] {
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: apiKey!, maxRetries: 0 });
  const anthropic = new Anthropic({ baseURL: url, apiKey: apiKey!, maxRetries: 0 });
  const google = new GoogleGenAI({ apiKey: apiKey!, httpOptions: { baseUrl: url } });
  return [
    {
      dialect: 'openai-chat',
      tells: ['cached', 'written', 'reasoning', 'audio', 'image'],
      async ask(model, question, stream) {
        const messages = [{ role: 'user' as const, content: question }];
        if (!stream) {
          const reply = await openai.chat.completions.create({ model, messages });
          return { said: saidInReply(reply), id: reply.id };
        }
        const chunks: OpenAI.ChatCompletionChunk[] = [];
        const request = { model, messages, stream, stream_options: { include_usage: true } } as const;
        for await (const chunk of await openai.chat.completions.create(request)) chunks.push(chunk);
        return { said: saidInChunks(chunks), id: chunks[0]!.id };
      },
    },
    {
      dialect: 'openai-responses',
      tells: ['cached', 'written', 'reasoning'],
      async ask(model, question, stream) {
        const request = { model, input: question };
        const response = stream
          ? await openai.responses.stream(request).finalResponse()
          : await openai.responses.create(request);
        return { said: saidInResponse(response), id: response.id };
      },
    },
    {
      dialect: 'anthropic-messages',
      tells: ['cached', 'written', 'reasoning'],
      async ask(model, question, stream) {
        const request = { model, max_tokens: 4096, messages: [{ role: 'user' as const, content: question }] };
        const message = stream
          ? await anthropic.messages.stream(request).finalMessage()
          : await anthropic.messages.create(request);
        return { said: saidInMessage(message), id: message.id };
      },
    },
    {
      dialect: 'gemini',
      tells: ['cached', 'reasoning', 'audio', 'image'],
      async ask(model, question, stream) {
        const request = { model, contents: question };
        if (!stream) {
          const reply = await google.models.generateContent(request);
          return { said: saidInGemini([reply]), id: reply.responseId! };
        }
        const replies: (GeminiReply & { responseId?: string })[] = [];
        for await (const chunk of await google.models.generateContentStream(request)) replies.push(chunk);
        return { said: saidInGemini(replies), id: replies[0]!.responseId! };
      },
    },
  ];
}

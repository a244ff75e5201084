import { environmentAt, type UpstreamReply } from './recorded-upstream';
import { type Script, type ScriptedUpstream } from './scripted-upstream';
import {
  anthropicReplies,
  geminiReplies,
  openAiReplies,
  streamReply,
  jsonReply,
  type VendorReplies,
} from './vendor-replies';

/*
 * A vendor that says `Hello` in the dialect of the path on which it is asked, whole or streamed: 5 tokens in, 2 out. All vendors of a gateway
 * may be this one.
 */

const answered = {
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  status: 'completed',
  model: 'vendor-model',
  output: [
    {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Hello', annotations: [] }],
    },
  ],
  usage: {
    input_tokens: 5,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 2,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 7,
  },
};
const [item] = answered.output;
const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const event = (type: string, fields: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: 0, ...fields })}\n\n`;

const responsesReplies: VendorReplies = {
  reply: () => jsonReply(answered),
  stream: () =>
    streamReply(
      event('response.created', { response: { ...answered, status: 'in_progress', output: [], usage: null } }),
      event('response.output_item.added', { output_index: 0, item: { ...item, status: 'in_progress', content: [] } }),
      event('response.content_part.added', { ...at, part: { type: 'output_text', text: '', annotations: [] } }),
      event('response.output_text.delta', { ...at, delta: 'Hello', logprobs: [] }),
      event('response.output_text.done', { ...at, text: 'Hello', logprobs: [] }),
      event('response.content_part.done', { ...at, part: item!.content[0] }),
      event('response.output_item.done', { output_index: 0, item }),
      event('response.completed', { response: answered }),
    ),
};

const DIALECTS: readonly (readonly [path: RegExp, replies: VendorReplies, usage: object])[] = [
  [/\/messages$/, anthropicReplies, { input_tokens: 5, output_tokens: 2 }],
  [/:\w*[gG]enerateContent/, geminiReplies, { promptTokenCount: 5, candidatesTokenCount: 2, totalTokenCount: 7 }],
  [/\/responses$/, responsesReplies, {}],
  [/\/chat\/completions$/, openAiReplies, { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 }],
];

/** Says `Hello`. */
export const hello: Script = (response, { path, body }) => {
  const [, replies, usage] = DIALECTS.find(([pattern]) => pattern.test(path))!;
  const isStream = path.includes(':stream') || (JSON.parse(body) as { stream?: boolean }).stream === true;
  const { status, contentType, responseBody }: UpstreamReply = replies[isStream ? 'stream' : 'reply'](usage);
  response.writeHead(status, { 'content-type': contentType }).end(responseBody);
};

/** The environment of a gateway for which `vendor` is every vendor. */
export const environmentOf = ({ origin }: ScriptedUpstream): Record<string, string> => environmentAt(origin);

/** A model of each vendor. */
export const MODELS = {
  openai: 'openai/gpt-5.4',
  anthropic: 'anthropic/claude-sonnet-5',
  gemini: 'google/gemini-3.5-flash',
  deepseek: 'deepseek/deepseek-v4-flash',
} as const;

/** How a client of each dialect asks for a word: path and body. */
export const CLIENTS = {
  'openai-chat': {
    path: () => '/v1/chat/completions',
    body: (model: string) => ({ model, messages: [{ role: 'user', content: 'Hi' }] }),
  },
  'openai-responses': { path: () => '/v1/responses', body: (model: string) => ({ model, input: 'Hi' }) },
  'anthropic-messages': {
    path: () => '/v1/messages',
    body: (model: string) => ({ model, max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] }),
  },
  gemini: {
    path: (model: string) => `/v1beta/models/${model}:generateContent`,
    body: () => ({ contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] }),
  },
} as const;

export type ClientDialect = keyof typeof CLIENTS;

interface Gateway {
  readonly url: string;
  readonly apiKey: string | undefined;
}

/** Asks in a dialect, with fields and headers on top of what every request has. */
export function ask(
  { url, apiKey }: Gateway,
  dialect: ClientDialect,
  model: string,
  { fields = {}, headers = {} }: { fields?: object; headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> {
  const { path, body } = CLIENTS[dialect];
  return fetch(url + path(model), {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ ...body(model), ...fields }),
  });
}

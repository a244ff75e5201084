import { type UpstreamReply } from './recorded-upstream';

/** A vendor's reply that says `Hello`, with a usage in the vendor's own words or, for undefined, none: whole and streamed. */
export interface VendorReplies {
  reply(usage: object | undefined): UpstreamReply;
  stream(usage: object | undefined): UpstreamReply;
}

const frame = (body: object): string => `data: ${JSON.stringify(body)}\n\n`;
const event = (type: string, body: object): string => `event: ${type}\n${frame({ type, ...body })}`;

/** A reply of JSON. */
export function jsonReply(body: object, status = 200): UpstreamReply {
  return { status, contentType: 'application/json', responseBody: Buffer.from(JSON.stringify(body)) };
}

/** A stream of these frames. */
export function streamReply(...frames: readonly string[]): UpstreamReply {
  return { status: 200, contentType: 'text/event-stream', responseBody: Buffer.from(frames.join('')) };
}

const chunk = (fields: object): string =>
  frame({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'vendor-model', ...fields });
const delta = (said: object, finish_reason: string | null): string =>
  chunk({ choices: [{ index: 0, delta: said, finish_reason }] });

export const openAiReplies: VendorReplies = {
  reply: (usage) =>
    jsonReply({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'vendor-model',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
      usage,
    }),
  stream: (usage) =>
    streamReply(
      delta({ role: 'assistant', content: 'Hello' }, null),
      delta({}, 'stop'),
      ...(usage ? [chunk({ choices: [], usage })] : []),
      'data: [DONE]\n\n',
    ),
};

const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'vendor-model', stop_reason: null };

export const anthropicReplies: VendorReplies = {
  reply: (usage) =>
    jsonReply({ ...message, content: [{ type: 'text', text: 'Hello' }], stop_reason: 'end_turn', usage }),
  // The start tells all of the input and an output of 1, the end the running total.
  stream: (usage) =>
    streamReply(
      event('message_start', {
        message: { ...message, content: [], ...(usage && { usage: { ...usage, output_tokens: 1 } }) },
      }),
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
      event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Hello' } }),
      event('content_block_stop', { index: 0 }),
      event('message_delta', { delta: { stop_reason: 'end_turn' }, ...(usage && { usage }) }),
      event('message_stop', {}),
    ),
};

const geminiReply = (usageMetadata: object | undefined): object => ({
  candidates: [{ content: { role: 'model', parts: [{ text: 'Hello' }] }, finishReason: 'STOP' }],
  usageMetadata,
  responseId: 'gemini-1',
});

export const geminiReplies: VendorReplies = {
  reply: (usage) => jsonReply(geminiReply(usage)),
  stream: (usage) => streamReply(frame(geminiReply(usage))),
};

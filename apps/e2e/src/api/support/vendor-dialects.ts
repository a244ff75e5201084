/** Just enough of two vendors' wire formats for a scripted upstream: one whose replies are passed through, one whose are translated. */
export interface VendorDialect {
  readonly name: string;
  /** A model that is served by the vendor alone. */
  readonly model: string;
  /** A whole reply that says `Hello`: 5 tokens in, 2 out. */
  readonly reply: object;
  /** A stream that says `Hello`, frame by frame; the text is in the frame at `textAt`. */
  readonly frames: readonly string[];
  readonly textAt: number;
  /** An error body with the vendor's words. */
  error(type: string, message: string): object;
  /** An error within a stream. */
  errorFrame(type: string, message: string): string;
}

const frame = (body: object): string => `data: ${JSON.stringify(body)}\n\n`;
const chunk = (delta: object, finish_reason: string | null = null): string =>
  frame({
    id: 'chatcmpl-vendor',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'gpt',
    choices: [{ index: 0, delta, finish_reason }],
  });

export const openai: VendorDialect = {
  name: 'OpenAI (passed through)',
  model: 'openai/gpt-5.4',
  reply: {
    id: 'chatcmpl-vendor',
    object: 'chat.completion',
    created: 1,
    model: 'gpt',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
  },
  frames: [
    chunk({ role: 'assistant', content: 'Hello' }),
    chunk({}, 'stop'),
    frame({
      id: 'chatcmpl-vendor',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'gpt',
      choices: [],
      usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
    }),
    'data: [DONE]\n\n',
  ],
  textAt: 0,
  error: (type, message) => ({ error: { message, type, param: null, code: null } }),
  errorFrame: (type, message) => frame({ error: { message, type, param: null, code: null } }),
};

const event = (type: string, body: object): string => `event: ${type}\n${frame({ type, ...body })}`;
const message = { id: 'msg_vendor', type: 'message', role: 'assistant', model: 'claude' };

export const anthropic: VendorDialect = {
  name: 'Anthropic (translated)',
  model: 'anthropic/claude-sonnet-5',
  reply: {
    ...message,
    content: [{ type: 'text', text: 'Hello' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 5, output_tokens: 2 },
  },
  frames: [
    event('message_start', { message: { ...message, content: [], usage: { input_tokens: 5, output_tokens: 1 } } }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Hello' } }),
    event('content_block_stop', { index: 0 }),
    event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } }),
    event('message_stop', {}),
  ],
  textAt: 2,
  error: (type, message) => ({ type: 'error', error: { type, message } }),
  errorFrame: (type, message) => event('error', { error: { type, message } }),
};

export const vendorDialects: readonly VendorDialect[] = [openai, anthropic];

/** The two kinds of call the bench makes. */
export type Kind = 'json' | 'stream';

export const MODEL = 'gpt-4o-mini';

/** The path every gateway serves, and the one the upstream answers. */
export const PATH = '/v1/chat/completions';

/** A chat of about 600 bytes, as a program sends it. */
export function requestBody(kind: Kind): string {
  return JSON.stringify({
    model: MODEL,
    messages: [
      {
        role: 'system',
        content: 'You are a concise assistant for the operators of a river lock. Answer in plain words.',
      },
      { role: 'user', content: 'Why does the lower gate not open while the chamber is full? '.repeat(5).trim() },
    ],
    temperature: 0.2,
    max_tokens: 256,
    ...(kind === 'stream' && { stream: true, stream_options: { include_usage: true } }),
  });
}

const WORDS =
  'The water in the chamber presses the two leaves of the gate together, so they stay shut until both levels meet.';

/** What the model says: 60 pieces, which a stream sends one by one. */
export const PIECES: readonly string[] = Array.from({ length: 60 }, (_, index) => {
  const words = WORDS.split(' ');
  return `${words[(2 * index) % words.length]} ${words[(2 * index + 1) % words.length]} `;
});

export const ANSWER = PIECES.join('');

const USAGE = {
  prompt_tokens: 96,
  completion_tokens: 120,
  total_tokens: 216,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
};
const HEAD = { id: 'chatcmpl-bench0000000000000000000', created: 1735689600, model: `${MODEL}-2024-07-18` };
const TAIL = { service_tier: 'default', system_fingerprint: 'fp_bench' };

/** The upstream's reply to a call that does not stream: a chat completion of about 1 KB. */
export function completion(): string {
  const message = { role: 'assistant', content: ANSWER, refusal: null, annotations: [] };
  const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }];
  return JSON.stringify({ ...HEAD, object: 'chat.completion', choices, usage: USAGE, ...TAIL });
}

/** The upstream's events to a call that streams: the role, the pieces, the end, the usage and `[DONE]`, each framed as SSE. */
export function completionEvents(): string[] {
  const chunk = (choices: unknown[], usage: unknown) =>
    JSON.stringify({ ...HEAD, object: 'chat.completion.chunk', ...TAIL, choices, usage });
  const choice = (delta: object, finish_reason: string | null) => [{ index: 0, delta, logprobs: null, finish_reason }];
  return [
    chunk(choice({ role: 'assistant', content: '', refusal: null }, null), null),
    ...PIECES.map((content) => chunk(choice({ content }, null), null)),
    chunk(choice({}, 'stop'), null),
    chunk([], USAGE),
    '[DONE]',
  ].map((data) => `data: ${data}\n\n`);
}

import { type ChatCompletion, type ChatCompletionChunk } from 'openai/resources/chat/completions';
import { type CompletionUsage } from 'openai/resources/completions';
import { type Said, some, type Tokens } from './said';

/** The fields that carry reasoning, which OpenAI's types lack. */
interface Extended {
  /** DeepSeek's name, and OpenRouter's: of both each repeats the other. */
  readonly reasoning_content?: string | null;
  readonly reasoning?: string | null;
  readonly reasoning_details?: readonly { readonly signature?: string; readonly data?: string }[];
}

/** Reads a whole reply of Chat Completions. */
export function saidInReply({ choices, usage }: ChatCompletion): Said {
  const [{ message, finish_reason }] = choices as [ChatCompletion.Choice];
  const { content, reasoning_content, reasoning, reasoning_details, tool_calls } = message as typeof message & Extended;
  return {
    text: textIn(content, 'text'),
    reasoning: reasoning_content ?? reasoning ?? textIn(content, 'thinking'),
    proofs: proofsIn(reasoning_details),
    // Mistral leaves the type out.
    calls: (tool_calls ?? []).flatMap((call) =>
      'function' in call
        ? [{ id: call.id, name: call.function.name, arguments: argumentsIn(call.function.arguments) }]
        : [],
    ),
    finish: finish_reason,
    usage: usage && tokensIn(usage),
  };
}

/** Reads a stream of Chat Completions. */
export function saidInChunks(chunks: readonly ChatCompletionChunk[]): Said {
  const said: Said = { text: '', reasoning: '', proofs: [], calls: [], finish: undefined, usage: undefined };
  const argumentTexts: string[] = [];
  for (const { choices, usage } of chunks) {
    if (usage) said.usage = tokensIn(usage);
    for (const { delta, finish_reason } of choices) {
      const { content, tool_calls, reasoning_content, reasoning, reasoning_details } = delta as typeof delta & Extended;
      said.text += content ?? '';
      said.reasoning += reasoning_content ?? reasoning ?? '';
      said.proofs.push(...proofsIn(reasoning_details));
      said.finish = finish_reason ?? said.finish;
      for (const { index, id, function: called } of tool_calls ?? []) {
        said.calls[index] ??= { id, name: called?.name ?? '', arguments: undefined };
        argumentTexts[index] = (argumentTexts[index] ?? '') + (called?.arguments ?? '');
      }
    }
  }
  said.calls.forEach((call, index) => (call.arguments = argumentsIn(argumentTexts[index] ?? '')));
  return said;
}

/** A text, or Mistral's list of texts and thoughts. */
function textIn(content: unknown, kind: 'text' | 'thinking'): string {
  if (!Array.isArray(content)) return kind === 'text' ? ((content as string | null) ?? '') : '';
  const parts = content as readonly { type: string; text?: string; thinking?: readonly { text: string }[] }[];
  return parts
    .filter(({ type }) => type === kind)
    .map(({ text, thinking = [] }) => text ?? thinking.map((thought) => thought.text).join(''))
    .join('');
}

/** No arguments are an empty text, or none. */
export function argumentsIn(text: string | undefined): unknown {
  return text ? (JSON.parse(text) as unknown) : {};
}

function proofsIn(details: Extended['reasoning_details'] = []): string[] {
  return details.flatMap(({ signature, data }) => [signature, data].filter((proof) => proof !== undefined));
}

function tokensIn(usage: CompletionUsage): Tokens {
  const { prompt_tokens_details: prompt, completion_tokens_details: completion } = usage;
  return {
    prompt: usage.prompt_tokens,
    cached: prompt?.cached_tokens ?? 0,
    written: prompt?.cache_write_tokens ?? 0,
    completion: usage.completion_tokens,
    reasoning: completion?.reasoning_tokens ?? 0,
    ...some('audio', prompt?.audio_tokens),
    ...some('image', prompt?.image_tokens),
  };
}

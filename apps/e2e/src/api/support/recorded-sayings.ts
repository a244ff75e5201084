import { type Message, type RawMessageStreamEvent, type Usage } from '@anthropic-ai/sdk/resources/messages/messages';
import { type Part } from '@google/genai';
import { type Recording } from '../../../../../tools/testing/recordings';
import { type Said, type Tokens } from './said';

/*
 * A plain reading of recorded replies, written from the vendors' references and independent of the translators under test. It takes
 * whole recordings at their word and nothing is streamed: enough for replies that are known to be valid.
 */

/** Gemini's reply as it stands on the wire; the SDK's own class adds getters. */
export interface GeminiReply {
  readonly candidates?: readonly {
    readonly content?: { readonly parts?: readonly Part[] };
    readonly finishReason?: string;
  }[];
  readonly usageMetadata?: {
    readonly promptTokenCount?: number;
    readonly cachedContentTokenCount?: number;
    readonly toolUsePromptTokenCount?: number;
    readonly candidatesTokenCount?: number;
    readonly thoughtsTokenCount?: number;
  };
}

/** The JSON objects of a recording: one for a JSON reply, one an event for a stream. */
export function objectsIn({ contentType, responseBody }: Recording): unknown[] {
  const text = responseBody.toString('utf8');
  if (!contentType.startsWith('text/event-stream')) return [JSON.parse(text)];
  return text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as unknown);
}

/** Anthropic's message; of a stream the one that its events build up. https://platform.claude.com/docs/en/build-with-claude/streaming */
export function anthropicMessageIn(recording: Recording): Message {
  const [first, ...events] = objectsIn(recording) as [Message | RawMessageStreamEvent, ...RawMessageStreamEvent[]];
  if (first.type === 'message') return first;
  if (first.type !== 'message_start') throw new Error(`A stream that begins with ${first.type}`);
  const { message } = first;
  const inputs = new Map<number, string>();
  for (const event of events) {
    if (event.type === 'content_block_start') message.content[event.index] = event.content_block;
    else if (event.type === 'content_block_delta') extendBlock(message, event, inputs);
    else if (event.type === 'message_delta') {
      message.stop_reason = event.delta.stop_reason;
      Object.assign(message.usage, withoutNull(event.usage));
    }
  }
  return message;
}

function extendBlock(
  { content }: Message,
  { index, delta }: Extract<RawMessageStreamEvent, { type: 'content_block_delta' }>,
  inputs: Map<number, string>,
): void {
  const block = content[index]!;
  if (delta.type === 'text_delta' && block.type === 'text') block.text += delta.text;
  if (delta.type === 'thinking_delta' && block.type === 'thinking') block.thinking += delta.thinking;
  if (delta.type === 'signature_delta' && block.type === 'thinking') block.signature += delta.signature;
  if (delta.type === 'input_json_delta' && block.type === 'tool_use') {
    const json = (inputs.get(index) ?? '') + delta.partial_json;
    inputs.set(index, json);
    // Complete with the last delta only; an empty one is the input that the block opened with.
    block.input = parsed(json) ?? block.input;
  }
}

const ANTHROPIC_FINISHES: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

/** What an Anthropic message says; server tools and their results have no word in Chat Completions. */
export function saidByAnthropic({ content, stop_reason, usage }: Message): Said {
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    reasoning: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    proofs: content.flatMap((block) =>
      block.type === 'thinking' ? [block.signature] : block.type === 'redacted_thinking' ? [block.data] : [],
    ),
    calls: content.flatMap((block) =>
      block.type === 'tool_use' ? [{ id: block.id, name: block.name, arguments: block.input }] : [],
    ),
    finish: ANTHROPIC_FINISHES[stop_reason!],
    usage: anthropicTokens(usage),
  };
}

/** Anthropic counts cache reads and writes beside `input_tokens`, and thinking within `output_tokens`. */
function anthropicTokens(usage: Usage): Tokens {
  const cached = usage.cache_read_input_tokens ?? 0;
  const written = usage.cache_creation_input_tokens ?? 0;
  return {
    prompt: usage.input_tokens + cached + written,
    cached,
    written,
    completion: usage.output_tokens,
    reasoning: usage.output_tokens_details?.thinking_tokens ?? 0,
  };
}

/** What Gemini says in the objects of a reply or stream. All recorded replies have one candidate, and all streams end in usage. */
export function saidByGemini(replies: readonly GeminiReply[]): Said {
  const parts = replies.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
  const calls = parts.flatMap(({ functionCall }) => (functionCall ? [functionCall] : []));
  const reason = replies.findLast(({ candidates }) => candidates?.[0]?.finishReason)?.candidates?.[0]?.finishReason;
  return {
    text: parts.map(({ text, thought }) => (thought ? '' : (text ?? ''))).join(''),
    reasoning: parts.map(({ text, thought }) => (thought ? (text ?? '') : '')).join(''),
    proofs: parts.flatMap(({ text, functionCall, thoughtSignature }) =>
      thoughtSignature && (text !== undefined || functionCall) ? [thoughtSignature] : [],
    ),
    calls: calls.map(({ id, name, args }) => ({ id, name: name!, arguments: args ?? {} })),
    // Gemini ends a turn of calls like any other.
    finish: reason === 'MAX_TOKENS' ? 'length' : calls.length > 0 ? 'tool_calls' : 'stop',
    usage: geminiTokens(replies.at(-1)!),
  };
}

/** Gemini counts cached tokens within the prompt, prompts of its own tools on top of it, and thoughts beside the candidates. */
function geminiTokens({ usageMetadata: usage = {} }: GeminiReply): Tokens {
  const reasoning = usage.thoughtsTokenCount ?? 0;
  return {
    prompt: (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0),
    cached: usage.cachedContentTokenCount ?? 0,
    written: 0,
    completion: (usage.candidatesTokenCount ?? 0) + reasoning,
    reasoning,
  };
}

function withoutNull(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

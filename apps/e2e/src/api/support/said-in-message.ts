import { type Message, type Usage } from '@anthropic-ai/sdk/resources/messages/messages';
import { type Said, type Tokens } from './said';

const FINISHES: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  pause_turn: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  tool_use: 'tool_calls',
  refusal: 'content_filter',
};

/** What an Anthropic message says; server tools and their results have no word in Chat Completions. */
export function saidInMessage({ content, stop_reason, usage }: Message): Said {
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    reasoning: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    proofs: content.flatMap((block) =>
      block.type === 'thinking' ? [block.signature] : block.type === 'redacted_thinking' ? [block.data] : [],
    ),
    calls: content.flatMap((block) =>
      block.type === 'tool_use' ? [{ id: block.id, name: block.name, arguments: block.input }] : [],
    ),
    finish: FINISHES[stop_reason!],
    usage: tokensIn(usage),
  };
}

/** Anthropic counts cache reads and writes beside `input_tokens`, and thinking within `output_tokens`. */
function tokensIn(usage: Usage): Tokens {
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

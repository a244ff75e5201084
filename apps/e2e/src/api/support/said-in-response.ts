import { type Response, type ResponseUsage } from 'openai/resources/responses/responses';
import { argumentsIn } from './said-in-chat';
import { type Said, type Tokens } from './said';

/** What OpenAI's Responses say in a response that has ended; server tools have no word in Chat Completions. */
export function saidInResponse({ output, status, incomplete_details, usage }: Response): Said {
  const reasoning = output.flatMap((item) => (item.type === 'reasoning' ? [item] : []));
  const parts = output.flatMap((item) => (item.type === 'message' ? item.content : []));
  const calls = output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
  return {
    text: parts.map((part) => (part.type === 'output_text' ? part.text : '')).join(''),
    // Summaries are paragraphs; open models tell the reasoning itself.
    reasoning: reasoning
      .flatMap(({ summary, content = [] }) => [...summary, ...content].map(({ text }) => text))
      .join('\n\n'),
    proofs: reasoning.flatMap(({ encrypted_content }) => encrypted_content ?? []),
    calls: calls.map((call) => ({
      id: call.call_id,
      name: call.name,
      arguments: argumentsIn(call.arguments),
    })),
    finish: finishOf(status, incomplete_details?.reason, calls.length > 0),
    usage: usage && tokensIn(usage),
  };
}

/** Responses have a status; that functions are called is to be seen in the output. */
function finishOf(status: string | undefined, reason: string | undefined, calls: boolean): string | undefined {
  if (status === 'incomplete') return reason === 'content_filter' ? 'content_filter' : 'length';
  if (['failed', 'cancelled', 'queued', 'in_progress'].includes(status!)) return status;
  return calls ? 'tool_calls' : 'stop';
}

function tokensIn(usage: ResponseUsage): Tokens {
  // Vendors that speak the dialect may leave the details out.
  const { input_tokens_details: input, output_tokens_details: output } = usage as Partial<ResponseUsage>;
  return {
    prompt: usage.input_tokens,
    cached: input?.cached_tokens ?? 0,
    written: input?.cache_write_tokens ?? 0,
    completion: usage.output_tokens,
    reasoning: output?.reasoning_tokens ?? 0,
  };
}

import {
  type ResponseCreateParams,
  type ResponseFunctionToolCall,
  type ResponseInputItem,
  type ResponseOutputMessage,
  type ResponseReasoningItem,
} from 'openai/resources/responses/responses';
import { idOf, proofOf, resultOf, TURNS } from './loop-script';
import { framesOf, type OutputItem } from './responses-events';
import {
  type Difference,
  type IssuedTurn,
  type Item,
  plainResult,
  textOf,
  type VerifyingVendor,
} from './verifying-vendor';

/*
 * OpenAI keeps nothing with `store: false`: the reasoning returns as an encrypted item, by its id, before the calls that came of it.
 * https://developers.openai.com/api/docs/guides/reasoning#encrypted-reasoning-items
 */

function outputOf(loop: string, turn: number, inWords: boolean): OutputItem[] {
  const { thoughts, text, calls } = TURNS[turn]!;
  const reasoning: ResponseReasoningItem = {
    id: idOf('rs_', loop, turn, 'reasoning'),
    type: 'reasoning',
    summary: inWords ? thoughts.map((thought) => ({ type: 'summary_text', text: thought })) : [],
    encrypted_content: `gAAAAA${proofOf(loop, turn, 'reasoning')}`,
  };
  const message: ResponseOutputMessage = {
    id: idOf('msg_', loop, turn, 'message'),
    type: 'message',
    status: 'completed',
    role: 'assistant',
    content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
  };
  return [
    reasoning,
    ...(text === '' ? [] : [message]),
    ...calls.map(({ name, input }, index): ResponseFunctionToolCall => ({
      id: idOf('fc_', loop, turn, index),
      type: 'function_call',
      status: 'completed',
      call_id: idOf('call_', loop, turn, index),
      name,
      arguments: argumentsText(input),
    })),
  ];
}

/** Arguments as models write them: JSON that no serializer would write so. */
export function argumentsText(input: object): string {
  return JSON.stringify(input).replaceAll('":', '": ');
}

function itemsIn(item: ResponseInputItem | OutputItem, index?: number): Item[] {
  const at = index === undefined ? undefined : `input[${index}]`;
  if ('type' in item && item.type === 'reasoning') {
    const { id, encrypted_content, summary } = item;
    // What stands between two summaries is nobody's word.
    const words = summary.map(({ text }) => text.replace(/\s+/g, '')).join('');
    return [{ kind: 'proof', value: { id, encrypted_content, words }, at }];
  }
  if ('type' in item && item.type === 'function_call')
    return [
      { kind: 'call', value: { id: item.call_id, name: item.name, input: JSON.parse(item.arguments) as unknown }, at },
    ];
  if ('type' in item && item.type === 'function_call_output')
    return [{ kind: 'result', value: { id: item.call_id, text: plainResult(textOf(item.output)) }, at }];
  if ('content' in item && 'role' in item)
    return [{ kind: item.role === 'user' ? 'question' : 'text', value: textOf(item.content), at }];
  throw new Error(`an item of type ${item.type}`);
}

function historyIn({ input }: ResponseCreateParams): Item[] {
  if (!Array.isArray(input)) return [{ kind: 'question', value: input, at: 'input' }];
  return input.flatMap((item, index) => itemsIn(item, index));
}

function issue(loop: string, turn: number, inWords: boolean): IssuedTurn {
  const output = outputOf(loop, turn, inWords);
  const response = {
    id: idOf('resp_', loop, turn, 'response'),
    object: 'response',
    created_at: 1_700_000_000 + turn,
    model: 'gpt',
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    parallel_tool_calls: true,
    store: false,
    temperature: 1,
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
  };
  const usage = {
    input_tokens: 100 + turn,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 20 + turn,
    output_tokens_details: { reasoning_tokens: turn },
    total_tokens: 120 + 2 * turn,
  };
  const body = { ...response, status: 'completed', output, usage };
  return {
    body,
    frames: framesOf(output, response, body),
    reasoning: inWords ? TURNS[turn]!.thoughts.join('\n\n') : '',
    items: output.flatMap((item) => itemsIn(item)),
    results: TURNS[turn]!.calls.map((call, index) => ({
      kind: 'result',
      value: { id: idOf('call_', loop, turn, index), text: resultOf(call, index) },
    })),
  };
}

/** The API's sentences, as its users report them. */
function refusal({ expected, found }: Difference): object {
  const proof = expected?.kind === 'proof' ? (expected.value as { id: string }) : undefined;
  const [message, code] =
    proof && found?.kind === 'proof'
      ? [`The encrypted content for item ${proof.id} could not be verified.`, 'invalid_encrypted_content']
      : proof
        ? [`Item of type '${found?.kind}' was provided without its required 'reasoning' item: '${proof.id}'.`, null]
        : expected?.kind === 'result'
          ? [`No tool output found for function call ${(expected.value as { id: string }).id}.`, null]
          : [`Invalid value at ${found?.at ?? 'the end'}: ${expected?.kind ?? 'nothing'} was expected.`, null];
  return { error: { message, type: 'invalid_request_error', param: 'input', code } };
}

export const verifyingResponses: VerifyingVendor = {
  name: 'OpenAI Responses',
  owns: (path) => path.endsWith('/responses'),
  unasked(body) {
    const { store, include } = body as ResponseCreateParams;
    if (store !== false) return 'store: false';
    return include?.includes('reasoning.encrypted_content') ? undefined : 'include: reasoning.encrypted_content';
  },
  wantsThoughts: (body) => Boolean((body as ResponseCreateParams).reasoning?.summary),
  toolsIn: (body) =>
    ((body as ResponseCreateParams).tools ?? []).map((tool) => ('name' in tool ? tool.name : undefined)),
  wantsStream: (_, body) => (body as ResponseCreateParams).stream === true,
  historyIn: (body) => historyIn(body),
  issue,
  refusal,
};

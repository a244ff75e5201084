import {
  type ChatCompletionCreateParams,
  type ChatCompletionMessageParam,
  type ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import { CHAT_FLAVOURS, type Flavour, type Reasoning } from './chat-flavours';
import { alternately, idOf, pieces, resultOf, TURNS } from './loop-script';
import {
  type Difference,
  frame,
  type IssuedTurn,
  type Item,
  plainResult,
  textOf,
  type VerifyingVendor,
} from './verifying-vendor';

function toolCallsOf(loop: string, turn: number): (ChatCompletionMessageToolCall & { type: 'function' })[] {
  return TURNS[turn]!.calls.map(({ name, input }, index) => ({
    id: idOf('call_', loop, turn, index),
    type: 'function',
    function: { name, arguments: JSON.stringify(input) },
  }));
}

function itemsIn(flavour: Flavour, message: ChatCompletionMessageParam, index?: number): Item[] {
  const at = index === undefined ? undefined : `messages[${index}]`;
  switch (message.role) {
    case 'user':
      return [{ kind: 'question', value: textOf(message.content), at }];
    case 'tool':
      return [{ kind: 'result', value: { id: message.tool_call_id, text: plainResult(textOf(message.content)) }, at }];
    case 'assistant': {
      const text = textOf(message.content);
      return [
        ...flavour.items(message as Reasoning, at),
        ...(text ? [{ kind: 'text', value: text, at } as const] : []),
        ...(message.tool_calls ?? []).map((call) => callItem(call, at)),
      ];
    }
    default:
      throw new Error(`a message of role ${message.role}`);
  }
}

function callItem(call: ChatCompletionMessageToolCall, at?: string): Item {
  if (call.type !== 'function') throw new Error(`a call of type ${call.type}`);
  const { name, arguments: text } = call.function;
  return { kind: 'call', value: { id: call.id, name, input: JSON.parse(text) as unknown }, at };
}

function issue(flavour: Flavour, loop: string, turn: number): IssuedTurn {
  const { text, calls } = TURNS[turn]!;
  const reasoning = flavour.reasoning(loop, turn);
  const tool_calls = toolCallsOf(loop, turn);
  const message = {
    role: 'assistant' as const,
    content: text === '' ? null : text,
    ...reasoning,
    ...(calls.length > 0 && { tool_calls }),
  };
  const about = { id: idOf('gen-', loop, turn, 'reply'), created: 1_700_000_000 + turn, model: 'chat' };
  const usage = { prompt_tokens: 100 + turn, completion_tokens: 20 + turn, total_tokens: 120 + 2 * turn };
  const finish_reason = calls.length > 0 ? 'tool_calls' : 'stop';
  const chunk = (fields: object): string => frame({ ...about, object: 'chat.completion.chunk', ...fields });
  const delta = (said: object, reason: string | null = null): string =>
    chunk({ choices: [{ index: 0, delta: said, finish_reason: reason }] });
  return {
    body: { ...about, object: 'chat.completion', choices: [{ index: 0, message, finish_reason }], usage },
    frames: [
      delta({ role: 'assistant', content: '' }),
      ...flavour.deltas(reasoning).map((said) => delta(said)),
      ...pieces(text).map((content) => delta({ content })),
      ...callDeltas(tool_calls).map((call) => delta({ tool_calls: [call] })),
      delta({}, finish_reason),
      chunk({ choices: [], usage }),
      'data: [DONE]\n\n',
    ],
    reasoning: reasoning.reasoning_content ?? reasoning.reasoning ?? '',
    items: itemsIn(flavour, message),
    results: calls.map((call, index) => ({
      kind: 'result',
      value: { id: idOf('call_', loop, turn, index), text: resultOf(call, index) },
    })),
  };
}

/** Parallel calls, written at the same time. */
function callDeltas(calls: readonly (ChatCompletionMessageToolCall & { type: 'function' })[]): object[] {
  return [
    ...calls.map((call, index) => ({ index, ...call, function: { ...call.function, arguments: '' } })),
    ...alternately(calls.map((call) => call.function.arguments)).map(({ at, piece }) => ({
      index: at,
      function: { arguments: piece },
    })),
  ];
}

function vendor(flavour: Flavour): VerifyingVendor {
  return {
    name: flavour.name,
    namesIssuers: true,
    owns: (path, body) =>
      path.endsWith('/chat/completions') && flavour.owns(path, (body as ChatCompletionCreateParams).model),
    unasked: () => undefined,
    refusesForeign: (body) => flavour.refusesForeign?.((body as ChatCompletionCreateParams).messages),
    wantsThoughts: () => true,
    toolsIn: (body) =>
      ((body as ChatCompletionCreateParams).tools ?? []).map((tool) =>
        tool.type === 'function' ? tool.function.name : undefined,
      ),
    wantsStream: (_, body) => (body as ChatCompletionCreateParams).stream === true,
    historyIn: (body) =>
      (body as ChatCompletionCreateParams).messages.flatMap((message, index) => itemsIn(flavour, message, index)),
    issue: (loop, turn) => issue(flavour, loop, turn),
    refusal: ({ expected, found }: Difference) => ({
      error: {
        message:
          expected?.kind === 'proof' ? flavour.refusal : `${expected?.kind ?? 'Nothing'} was expected at ${found?.at}`,
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_request_error',
      },
    }),
  };
}

export const verifyingChats: readonly VerifyingVendor[] = CHAT_FLAVOURS.map(vendor);

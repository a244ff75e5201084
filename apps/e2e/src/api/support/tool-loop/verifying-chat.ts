import {
  type ChatCompletionCreateParams,
  type ChatCompletionMessageParam,
  type ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import { idOf, pieces, proofOf, resultOf, TURNS } from './loop-script';
import {
  type Difference,
  frame,
  type IssuedTurn,
  type Item,
  plainResult,
  textOf,
  type VerifyingVendor,
} from './verifying-vendor';

/*
 * Chat Completions has no reasoning of its own; two vendors show the two ways it is done. DeepSeek wants `reasoning_content` back with
 * every message of a tool loop, https://api-docs.deepseek.com/guides/thinking_mode#tool-calls; OpenRouter the entries of
 * `reasoning_details`, unchanged and in order, https://openrouter.ai/docs/guides/best-practices/reasoning-tokens#preserving-reasoning
 */

/** The fields that carry reasoning, which OpenAI's types lack. */
interface Reasoning {
  readonly reasoning_content?: string;
  readonly reasoning?: string;
  readonly reasoning_details?: readonly Detail[];
}
interface Detail {
  readonly type: string;
  readonly text?: string;
  readonly summary?: string;
  readonly signature?: string;
  readonly data?: string;
  readonly id?: string;
  readonly format: string;
  readonly index: number;
}

/** How one vendor tells reasoning. */
interface Flavour {
  readonly name: string;
  /** Whether a request is for it. */
  owns(path: string, model: string): boolean;
  reasoning(loop: string, turn: number): Reasoning;
  /** The same in deltas. */
  deltas(reasoning: Reasoning): Reasoning[];
  items(message: Reasoning, at?: string): Item[];
  refusesForeign?(messages: readonly ChatCompletionMessageParam[]): string | undefined;
  readonly refusal: string;
}

const deepSeek: Flavour = {
  name: 'Chat Completions of DeepSeek',
  owns: (path) => path.startsWith('/deepseek/'),
  reasoning: (_, turn) => ({ reasoning_content: TURNS[turn]!.thoughts.join('\n') }),
  deltas: ({ reasoning_content = '' }) => pieces(reasoning_content).map((piece) => ({ reasoning_content: piece })),
  items: ({ reasoning_content, reasoning }, at) => [{ kind: 'proof', value: reasoning_content ?? reasoning, at }],
  refusesForeign(messages) {
    const index = messages.findIndex(
      (message) => message.role === 'assistant' && message.tool_calls && !('reasoning_content' in message),
    );
    return index < 0
      ? undefined
      : `Missing \`reasoning_content\` field in the assistant message at message index ${index}`;
  },
  refusal: 'The reasoning_content in the thinking mode must be passed back to the API.',
};

/** @param details the entries of a turn, in the words that OpenRouter has for the vendor behind it */
function openRouter(vendor: string, details: (loop: string, turn: number) => Detail[]): Flavour {
  return {
    name: `Chat Completions of OpenRouter with ${vendor}`,
    owns: (path, model) => path.startsWith('/openrouter/') && model.includes(vendor.toLowerCase()),
    reasoning: (loop, turn) => withPlainText(details(loop, turn)),
    deltas: ({ reasoning_details = [] }) =>
      reasoning_details.flatMap(detailPieces).map((detail) => withPlainText([detail])),
    items: ({ reasoning_details = [] }, at) =>
      mergeDetails(reasoning_details).map((value, index) => ({
        kind: 'proof',
        value,
        at: `${at}.reasoning_details[${index}]`,
      })),
    refusal: 'Provider returned error: reasoning_details must be returned unmodified',
  };
}

const claude = openRouter('Claude', (loop, turn) => {
  const format = 'anthropic-claude-v1';
  const { thoughts } = TURNS[turn]!;
  const signed = thoughts.map((text, index) => ({
    type: 'reasoning.text',
    text,
    signature: proofOf(loop, turn, `thought ${index}`),
    format,
    index,
  }));
  const hidden = { type: 'reasoning.encrypted', data: proofOf(loop, turn, 'redacted'), format, index: thoughts.length };
  return turn % 3 === 1 ? [...signed, hidden] : signed;
});

const gpt = openRouter('GPT', (loop, turn) => {
  const about = { format: 'openai-responses-v1', index: 0 };
  return [
    { type: 'reasoning.summary', summary: TURNS[turn]!.thoughts.join('\n'), ...about },
    {
      type: 'reasoning.encrypted',
      data: `gAAAAA${proofOf(loop, turn, 'reasoning')}`,
      id: idOf('rs_', loop, turn, 'reasoning'),
      ...about,
    },
  ];
});

/** Gemini's signature belongs to a call, by its id. */
const gemini = openRouter('Gemini', (loop, turn) => {
  const about = { format: 'google-gemini-v1', index: 0 };
  const { thoughts, calls } = TURNS[turn]!;
  return [
    { type: 'reasoning.text', text: thoughts.join('\n'), ...about },
    {
      type: 'reasoning.encrypted',
      data: proofOf(loop, turn, 'turn'),
      ...(calls.length > 0 && { id: idOf('call_', loop, turn, 0) }),
      ...about,
    },
  ];
});

const textIn = ({ text, summary }: Detail): string => text ?? summary ?? '';

function withPlainText(reasoning_details: readonly Detail[]): Reasoning {
  const reasoning = reasoning_details.map(textIn).join('');
  return { ...(reasoning !== '' && { reasoning }), reasoning_details };
}

/** An entry in deltas: its text in pieces, then its signature. */
function detailPieces({ signature, ...detail }: Detail): Detail[] {
  const key = 'summary' in detail ? 'summary' : 'text';
  if (!(key in detail)) return [detail];
  const { [key]: text, ...about } = detail;
  const said = pieces(text as string).map((piece) => ({ ...about, [key]: piece }));
  return signature === undefined ? said : [...said, { ...about, signature }];
}

/** Entries that are pieces of one: those of a type, index and format that follow one another. */
function mergeDetails(details: readonly Detail[]): Detail[] {
  const merged: Detail[] = [];
  for (const detail of details.map(withoutEmpty)) {
    const last = merged.at(-1);
    if (!last || last.type !== detail.type || last.index !== detail.index || last.format !== detail.format) {
      merged.push(detail);
      continue;
    }
    const key = 'summary' in last || 'summary' in detail ? 'summary' : 'text';
    merged[merged.length - 1] = { ...last, ...detail, [key]: textIn(last) + textIn(detail) };
  }
  return merged;
}

/** The entry without the fields that say nothing, which some send and some do not. */
function withoutEmpty(detail: Detail): Detail {
  return Object.fromEntries(
    Object.entries(detail).filter(([, value]) => value !== null && value !== ''),
  ) as unknown as Detail;
}

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

/** Parallel calls, written at the same time: a piece of each in turn. */
function callDeltas(calls: readonly (ChatCompletionMessageToolCall & { type: 'function' })[]): object[] {
  const opened = calls.map((call, index) => ({ index, ...call, function: { ...call.function, arguments: '' } }));
  const texts = calls.map((call) => pieces(call.function.arguments));
  const rounds = Math.max(0, ...texts.map(({ length }) => length));
  const deltas = Array.from({ length: rounds }, (_, round) =>
    texts.flatMap(({ [round]: piece }, index) =>
      piece === undefined ? [] : [{ index, function: { arguments: piece } }],
    ),
  );
  return [...opened, ...deltas.flat()];
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

export const verifyingChats: readonly VerifyingVendor[] = [deepSeek, claude, gpt, gemini].map(vendor);

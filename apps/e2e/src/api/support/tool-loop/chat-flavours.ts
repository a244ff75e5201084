import { type ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { idOf, pieces, proofOf, TURNS } from './loop-script';
import { type Item } from './verifying-vendor';

/*
 * Chat Completions has no reasoning of its own; two vendors show the two ways it is done. DeepSeek wants `reasoning_content` back with
 * every message of a tool loop, https://api-docs.deepseek.com/guides/thinking_mode#tool-calls; OpenRouter the entries of
 * `reasoning_details`, unchanged and in order, https://openrouter.ai/docs/guides/best-practices/reasoning-tokens#preserving-reasoning
 */

/** The fields that carry reasoning, which OpenAI's types lack. */
export interface Reasoning {
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
export interface Flavour {
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

export const CHAT_FLAVOURS: readonly Flavour[] = [deepSeek, claude, gpt, gemini];

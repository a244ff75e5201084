import { isDeepStrictEqual } from 'node:util';

/**
 * One thing in a history, in the vendor's own terms: a `proof` stands with whatever it proves. `at` is where it stood in the request.
 */
export interface Item {
  readonly kind: 'question' | 'thought' | 'proof' | 'text' | 'call' | 'result';
  readonly value: unknown;
  readonly at?: string;
  /** Said by another vendor: only the words are known here, and proofs among them are not looked at. */
  readonly isForeign?: boolean;
}

/** A turn as the vendor says it. */
export interface IssuedTurn {
  /** The whole JSON reply. */
  readonly body: object;
  /** The same as the frames of a stream. */
  readonly frames: readonly string[];
  /** What can be read of its thoughts. */
  readonly reasoning: string;
  /** What must return, in order. */
  readonly items: readonly Item[];
  /** How the answers to its calls must look, in order. */
  readonly results: readonly Item[];
}

/** Where a history is not what was said. */
export interface Difference {
  readonly expected: Item | undefined;
  readonly found: Item | undefined;
}

/** A vendor that proves its reasoning, and refuses a history that is not what it said. */
export interface VerifyingVendor {
  readonly name: string;
  /** Kinds of items that the vendor does not need back; where they are sent, they must be right. */
  readonly needless?: readonly Item['kind'][];
  /** Whether a request is for it. */
  owns(path: string, body: object): boolean;
  /** What the request fails to ask for, so that the vendor would neither think nor prove it. */
  unasked(body: object): string | undefined;
  /** Whether the request wants thoughts in words; proofs come either way. */
  wantsThoughts(body: object): boolean;
  /** The names of the functions that are offered. */
  toolsIn(body: object): (string | undefined)[];
  wantsStream(path: string, body: object): boolean;
  /** Everything in the request's history, in order. */
  historyIn(body: object): Item[];
  /** Its format says of each proof whose it is, so that those of others may stand in it. */
  readonly namesIssuers?: boolean;
  /** Why it refuses what another vendor said, as it stands in the request's history. */
  refusesForeign?(body: object): string | undefined;
  /** Turn `turn` (from 0) of a loop; its thoughts in words, or their proofs alone. */
  issue(loop: string, turn: number, inWords: boolean): IssuedTurn;
  /** The vendor's own words, status 400, for a history that was changed. */
  refusal(difference: Difference): object;
}

/** The first place where `found` is not `expected`. */
export function differenceBetween(
  expected: readonly Item[],
  found: readonly Item[],
  needless: readonly Item['kind'][] = [],
): Difference | undefined {
  let at = 0;
  for (const item of expected) {
    while (item.isForeign && found[at] && isThinking(found[at]!)) at++;
    const other = found[at] && item.isForeign ? inWords(found[at]!) : found[at];
    if (other?.kind !== item.kind && needless.includes(item.kind)) continue;
    if (other?.kind !== item.kind || !isDeepStrictEqual(other.value, item.value))
      return { expected: item, found: other };
    at++;
  }
  return at < found.length ? { expected: undefined, found: found[at] } : undefined;
}

function isThinking({ kind }: Item): boolean {
  return kind === 'proof' || kind === 'thought';
}

/** The item without what is one vendor's own: ids. */
function inWords(item: Item): Item {
  if (item.kind !== 'call' && item.kind !== 'result') return item;
  const { name, input, args, text } = item.value as Readonly<Record<string, unknown>>;
  return { ...item, value: item.kind === 'call' ? { name, input: input ?? args } : { text } };
}

/** What is left of these items when another vendor takes over. */
export function asForeign(items: readonly Item[]): Item[] {
  return items.filter((item) => !isThinking(item)).map((item) => ({ ...inWords(item), isForeign: true }));
}

/**
 * The text of a function's answer. One that crossed from Gemini, whose answers are objects, may come as the JSON of its object:
 * https://ai.google.dev/api/caching#FunctionResponse names the key `output`.
 */
export function plainResult(answer: unknown): unknown {
  const value = typeof answer === 'string' && answer.startsWith('{') ? (JSON.parse(answer) as unknown) : answer;
  if (typeof value !== 'object' || value === null) return value;
  const [key, ...more] = Object.keys(value);
  if (more.length > 0 || (key !== 'output' && key !== 'result')) return value;
  return (value as Record<string, unknown>)[key];
}

/** The text of a content that is a string, or a list of one text. */
export function textOf(content: unknown): unknown {
  if (!Array.isArray(content) || content.length !== 1) return content;
  const { type, text } = content[0] as { type?: string; text?: string };
  return ['text', 'input_text', 'output_text'].includes(type!) ? text : content;
}

/** A stream's frame that has a name, and one that has none. */
export const namedFrame = (type: string, fields: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
export const frame = (body: object): string => `data: ${JSON.stringify(body)}\n\n`;

import { type Content, type FunctionDeclaration, type GenerationConfig, type Part } from '@google/genai';
import { idOf, pieces, proofOf, resultOf, TURNS } from './loop-script';
import {
  type Difference,
  frame,
  type IssuedTurn,
  type Item,
  plainResult,
  type VerifyingVendor,
} from './verifying-vendor';

/*
 * Gemini 3 signs the first function call of a turn, and the last part of a turn without calls (streamed: an empty text at its end).
 * Signatures must return in the part that they came in; a call without its own is refused. What it thought need not return.
 * https://ai.google.dev/gemini-api/docs/thought-signatures
 */

/** The REST request: https://ai.google.dev/api/generate-content#method:-models.generatecontent */
interface GeminiRequest {
  readonly contents: readonly Content[];
  readonly tools?: readonly { readonly functionDeclarations?: readonly FunctionDeclaration[] }[];
  readonly generationConfig?: GenerationConfig;
}

/** Gemini 3 numbers its calls, Gemini 2.5 does not: every other turn is like either. */
const callId = (loop: string, turn: number, index: number): { id?: string } =>
  turn % 2 === 0 ? { id: idOf('', loop, turn, index) } : {};

function partsOf(loop: string, turn: number, inWords: boolean): Part[] {
  const { thoughts, text, calls } = TURNS[turn]!;
  const thoughtSignature = proofOf(loop, turn, 'turn');
  return [
    ...(inWords ? thoughts.map((thought) => ({ text: thought, thought: true })) : []),
    ...(text === '' ? [] : [{ text, ...(calls.length === 0 && { thoughtSignature }) }]),
    ...calls.map(({ name, input }, index) => ({
      functionCall: { ...callId(loop, turn, index), name, args: input },
      ...(index === 0 && { thoughtSignature }),
    })),
  ];
}

/**
 * The items of parts in which texts may be cut differently: thoughts and unsigned text are joined with their like. A signature stands
 * before the call that it is on, and behind the text. What stands between two thoughts is nobody's word.
 */
function itemsOf(parts: readonly Part[], path?: string): Item[] {
  const items: Item[] = [];
  const say = (kind: 'thought' | 'text', text: string, at?: string): void => {
    const last = items.at(-1);
    if (last?.kind === kind) items[items.length - 1] = { ...last, value: (last.value as string) + text };
    else if (text !== '') items.push({ kind, value: text, at });
  };
  parts.forEach(({ text, thought, functionCall, thoughtSignature }, index) => {
    const at = path === undefined ? undefined : `${path}[${index}]`;
    const proof: Item[] = thoughtSignature ? [{ kind: 'proof', value: thoughtSignature, at }] : [];
    if (functionCall) {
      const { name, args, id } = functionCall;
      items.push(...proof, { kind: 'call', value: { name, args: args ?? {}, id }, at });
    } else {
      if (text !== undefined) say(thought ? 'thought' : 'text', thought ? text.replace(/\s+/g, '') : text, at);
      items.push(...proof);
    }
  });
  return items;
}

/** The history; the SDK's chats keep every chunk of a stream as a content of its own. */
function historyIn({ contents }: GeminiRequest): Item[] {
  const items = contents.reduce<{ role: string | undefined; parts: Part[] }[]>((merged, { role, parts = [] }) => {
    if (merged.at(-1)?.role === role) merged.at(-1)!.parts.push(...parts);
    else merged.push({ role, parts: [...parts] });
    return merged;
  }, []);
  return items.flatMap(({ role, parts }, index) => {
    if (role === 'model') return withKnownIds(itemsOf(parts, `contents[${index}].parts`));
    return withKnownIds(parts.map((part, at) => userItem(part, `contents[${index}].parts[${at}]`)));
  });
}

function userItem({ text, functionResponse }: Part, at: string): Item {
  if (!functionResponse) return { kind: 'question', value: text, at };
  const { name, id, response } = functionResponse;
  return { kind: 'result', value: { name, id, text: plainResult(response) }, at };
}

/** Ids that the vendor never gave mean nothing to it: they go by order. */
function withKnownIds(items: Item[]): Item[] {
  return items.map((item) => {
    const value = item.value as { id?: string };
    return /^[0-9a-f]{24}$/.test(value.id ?? '') ? item : { ...item, value: withoutId(item.value) };
  });
}

const withoutId = (value: unknown): unknown =>
  typeof value === 'object' ? Object.fromEntries(Object.entries(value!).filter(([key]) => key !== 'id')) : value;

function issue(loop: string, turn: number, inWords: boolean): IssuedTurn {
  const { calls } = TURNS[turn]!;
  const parts = partsOf(loop, turn, inWords);
  const reply = { modelVersion: 'gemini', responseId: idOf('', loop, turn, 'reply') };
  const usageMetadata = {
    promptTokenCount: 100 + turn,
    candidatesTokenCount: 20,
    thoughtsTokenCount: turn,
    totalTokenCount: 120 + 2 * turn,
  };
  const candidate = (said: readonly Part[], finishReason?: string): object => ({
    candidates: [{ content: { role: 'model', parts: said }, ...(finishReason && { finishReason }), index: 0 }],
    usageMetadata,
    ...reply,
  });
  // In a stream the signature of a text comes last, on an empty text.
  const signature = calls.length === 0 ? { thoughtSignature: proofOf(loop, turn, 'turn') } : {};
  return {
    body: candidate(parts, 'STOP'),
    frames: [
      ...parts.flatMap(piecesOf).map((piece) => frame(candidate([piece]))),
      frame(candidate([{ text: '', ...signature }], 'STOP')),
    ],
    reasoning: inWords ? TURNS[turn]!.thoughts.join('') : '',
    items: withKnownIds(itemsOf(parts)),
    results: withKnownIds(
      calls.map((call, index) => ({
        kind: 'result',
        value: { name: call.name, ...callId(loop, turn, index), text: resultOf(call, index) },
      })),
    ),
  };
}

function piecesOf(part: Part): Part[] {
  const { text, thought } = part;
  if (text === undefined) return [part];
  return pieces(text).map((piece) => ({ text: piece, ...(thought && { thought }) }));
}

/** The API's sentences, as its users report them. */
function sentenceFor({ expected, found }: Difference): string {
  const name = (found?.value as { name?: string } | undefined)?.name;
  if (expected?.kind === 'proof' && found?.kind === 'call')
    return `Function call is missing a thought_signature in functionCall parts. Additional data, function call \`default_api:${name}\`, ${found.at}.`;
  if (expected?.kind === 'proof' && found?.kind === 'proof') return `Thought signature is not valid, ${found.at}.`;
  if (expected?.kind === 'result')
    return 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.';
  return `Request contains an invalid argument: ${expected?.kind ?? 'nothing'} was expected at ${found?.at ?? 'the end'}.`;
}

export const verifyingGemini: VerifyingVendor = {
  name: 'Gemini',
  needless: ['thought'],
  owns: (path) => /:(generateContent|streamGenerateContent\?alt=sse)$/.test(path),
  // Gemini 3 thinks unasked.
  unasked: () => undefined,
  wantsThoughts: (body) => (body as GeminiRequest).generationConfig?.thinkingConfig?.includeThoughts === true,
  // Calls of other models need a stand-in in the current turn: https://ai.google.dev/gemini-api/docs/thought-signatures#faqs
  refusesForeign(body) {
    const { contents } = body as GeminiRequest;
    const begin = contents.findLastIndex(({ role, parts }) => role === 'user' && parts?.some(({ text }) => text));
    const turn = contents.slice(begin + 1);
    const calls = turn.flatMap(({ parts = [] }) => parts).filter(({ functionCall }) => functionCall);
    if (calls.length === 0 || calls[0]!.thoughtSignature) return undefined;
    return 'Function call is missing a thought_signature in functionCall parts';
  },
  toolsIn: (body) =>
    ((body as GeminiRequest).tools ?? []).flatMap(({ functionDeclarations = [] }) =>
      functionDeclarations.map(({ name }) => name),
    ),
  wantsStream: (path) => path.includes(':stream'),
  historyIn: (body) => historyIn(body as GeminiRequest),
  issue,
  refusal: (difference) => ({ error: { code: 400, message: sentenceFor(difference), status: 'INVALID_ARGUMENT' } }),
};

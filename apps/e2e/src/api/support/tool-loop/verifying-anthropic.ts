import {
  type ContentBlock,
  type ContentBlockParam,
  type MessageCreateParams,
  type MessageParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { idOf, pieces, proofOf, resultOf, TURNS } from './loop-script';
import {
  type Difference,
  type IssuedTurn,
  type Item,
  namedFrame,
  plainResult,
  textOf,
  type VerifyingVendor,
} from './verifying-vendor';

/*
 * Anthropic signs each thinking block, hides some as `redacted_thinking`, and takes none back that was changed, moved or left out:
 * https://platform.claude.com/docs/en/build-with-claude/extended-thinking#preserving-thinking-blocks
 */

type Block = Pick<ContentBlock, 'type'> & Record<string, unknown>;

/** How the thoughts of some turns come: hidden, hidden in part, or signed without their words (`display: "omitted"`). */
const HIDDEN: Readonly<Record<number, 'all' | 'partly' | 'words'>> = { 1: 'partly', 3: 'all', 6: 'words' };

function thinkingOf(loop: string, turn: number, inWords: boolean): Block[] {
  const redacted = { type: 'redacted_thinking', data: proofOf(loop, turn, 'redacted') } as const;
  if (HIDDEN[turn] === 'all') return [redacted];
  const signed = TURNS[turn]!.thoughts.map((thought, index): Block => ({
    type: 'thinking',
    thinking: inWords && HIDDEN[turn] !== 'words' ? thought : '',
    signature: proofOf(loop, turn, `thought ${index}`),
  }));
  return HIDDEN[turn] === 'partly' ? [...signed, redacted] : signed;
}

function contentOf(loop: string, turn: number, inWords: boolean): Block[] {
  const { text, calls } = TURNS[turn]!;
  return [
    ...thinkingOf(loop, turn, inWords),
    ...(text === '' ? [] : [{ type: 'text', text } as const]),
    ...calls.map(({ name, input }, index): Block => ({
      type: 'tool_use',
      id: idOf('toolu_', loop, turn, index),
      name,
      input,
    })),
  ];
}

function itemOf(block: Block | ContentBlockParam, at?: string): Item {
  const { type, ...fields } = block as Block;
  switch (type as ContentBlockParam['type']) {
    case 'thinking':
    case 'redacted_thinking':
      return { kind: 'proof', value: fields, at };
    case 'tool_use':
      return { kind: 'call', value: { id: fields['id'], name: fields['name'], input: fields['input'] }, at };
    case 'tool_result':
      return { kind: 'result', value: { id: fields['tool_use_id'], text: plainResult(textOf(fields['content'])) }, at };
    case 'text':
      return { kind: 'text', value: fields['text'], at };
    default:
      throw new Error(`a block of type ${type}`);
  }
}

function itemsIn({ role, content }: MessageParam, index: number): Item[] {
  const blocks: ContentBlockParam[] = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  return blocks.map((block, at) => {
    const item = itemOf(block, `messages.${index}.content.${at}`);
    const belongs = role === 'user' ? item.kind === 'result' || item.kind === 'text' : item.kind !== 'result';
    if (!belongs) throw new Error(`a ${block.type} block in a ${role} message`);
    return role === 'user' && item.kind === 'text' ? { ...item, kind: 'question' } : item;
  });
}

function framesOf(content: readonly Block[], message: object, usage: object, stopReason: string): string[] {
  return [
    namedFrame('message_start', {
      message: { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
    }),
    namedFrame('ping', {}),
    ...content.flatMap((block, index) => [
      namedFrame('content_block_start', { index, content_block: { ...block, ...EMPTY[block.type] } }),
      ...deltasOf(block).map((delta) => namedFrame('content_block_delta', { index, delta })),
      namedFrame('content_block_stop', { index }),
    ]),
    namedFrame('message_delta', { delta: { stop_reason: stopReason, stop_sequence: null }, usage }),
    namedFrame('message_stop', {}),
  ];
}

/** What a block opens without; the rest comes in deltas. */
const EMPTY: Readonly<Record<string, object>> = {
  thinking: { thinking: '', signature: '' },
  text: { text: '' },
  tool_use: { input: {} },
};

function deltasOf({ type, thinking, signature, text, input }: Block): object[] {
  switch (type) {
    case 'thinking':
      return [
        ...pieces(thinking as string).map((piece) => ({ type: 'thinking_delta', thinking: piece })),
        { type: 'signature_delta', signature },
      ];
    case 'text':
      return pieces(text as string).map((piece) => ({ type: 'text_delta', text: piece }));
    case 'tool_use':
      return ['', ...pieces(JSON.stringify(input))].map((piece) => ({ type: 'input_json_delta', partial_json: piece }));
    default:
      return [];
  }
}

function issue(loop: string, turn: number, inWords: boolean): IssuedTurn {
  const { calls } = TURNS[turn]!;
  const content = contentOf(loop, turn, inWords);
  const stop_reason = calls.length > 0 ? 'tool_use' : 'end_turn';
  const message = { id: idOf('msg_', loop, turn, 'message'), type: 'message', role: 'assistant', model: 'claude' };
  const usage = { input_tokens: 100 + turn, output_tokens: 20 + turn };
  return {
    body: { ...message, content, stop_reason, stop_sequence: null, usage },
    frames: framesOf(content, message, usage, stop_reason),
    reasoning: content.map((block) => (block['thinking'] as string | undefined) ?? '').join(''),
    items: content.map((block) => itemOf(block)),
    results: calls.map((call, index) => ({
      kind: 'result',
      value: { id: idOf('toolu_', loop, turn, index), text: resultOf(call, index) },
    })),
  };
}

/** The API's sentences, as its users report them. */
function sentenceFor({ expected, found }: Difference): string {
  const at = found?.at ?? 'messages';
  if (expected?.kind === 'proof' && found?.kind === 'proof')
    return `${at}: Invalid \`signature\` in \`thinking\` block`;
  if (expected?.kind === 'proof')
    return `${at}.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${found?.kind}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block.`;
  if (expected?.kind === 'result')
    return `${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${JSON.stringify(expected.value)}`;
  return `${at}: ${expected?.kind ?? 'nothing'} was expected`;
}

export const verifyingAnthropic: VerifyingVendor = {
  name: 'Anthropic Messages',
  owns: (path) => /\/v1\/messages($|\?)/.test(path),
  unasked(body) {
    const { thinking } = body as MessageCreateParams;
    return thinking?.type === 'adaptive' || thinking?.type === 'enabled' ? undefined : 'thinking';
  },
  wantsThoughts(body) {
    const { thinking } = body as MessageCreateParams;
    return !(thinking && 'display' in thinking && thinking.display === 'omitted');
  },
  refusesForeign(body) {
    const { thinking, messages } = body as MessageCreateParams;
    const last = messages.findLast(({ role }) => role === 'assistant')?.content;
    const isLoop = Array.isArray(last) && last.some(({ type }) => type === 'tool_use');
    if (thinking?.type !== 'enabled' || !isLoop || /thinking$/.test(last[0]!.type)) return undefined;
    return 'When `thinking` is enabled, a final `assistant` message must start with a thinking block';
  },
  toolsIn: (body) =>
    ((body as MessageCreateParams).tools ?? []).map((tool) => ('name' in tool ? tool.name : undefined)),
  wantsStream: (_, body) => (body as MessageCreateParams).stream === true,
  historyIn: (body) => (body as MessageCreateParams).messages.flatMap(itemsIn),
  issue,
  refusal: (difference) => ({
    type: 'error',
    error: { type: 'invalid_request_error', message: sentenceFor(difference) },
    request_id: 'req_vendor',
  }),
};

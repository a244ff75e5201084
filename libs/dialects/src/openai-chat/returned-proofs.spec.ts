import { expect, it } from 'vitest';
import { type JsonObject, type ReasoningState } from '../call';
import { type ReplyEvent } from '../events';
import { openAiChat } from './openai-chat';
import { deltas, proof, started, state, STOP, thought, written } from './spec-support';

const RESPONSES: ReasoningState = { dialect: 'openai-responses', kind: 'encrypted', data: 'd' };
const ON_THE_CALL: ReasoningState = {
  dialect: 'openai-chat',
  kind: 'signature',
  data: '{"extra_content":{"google":1}}',
};

const PROOFS: ReplyEvent[] = [
  state('anthropic-messages', 'signature'),
  state('anthropic-messages', 'redacted'),
  state('gemini', 'signature'),
  state('gemini', 'encrypted'),
  state('openai-responses', 'reference'),
  state('openai-responses', 'encrypted'),
  { type: 'reasoning-state', choice: 0, state: { ...RESPONSES, id: 'rs_1' } },
  proof('signature', { type: 'reasoning.text', signature: 's', format: 'x', id: 1 }),
  proof('encrypted', { data: 'd', type: 'reasoning.encrypted' }),
  started(0, 'c1', 'f', { ...RESPONSES, kind: 'reference' }),
  started(0, 'c1', 'f', ON_THE_CALL),
  started(0, 'c1', 'f', { dialect: 'gemini', kind: 'signature', data: 'ts' }),
];

it.each(PROOFS)('returns the proof %j byte for byte, when the client sends back what it got', (event) => {
  const { message } = written(thought('h'), thought('m'), event, STOP);
  expect(returned(message)).toEqual(expectedOf(event));
  // Or what it collected of a stream.
  const collected: JsonObject = { role: 'assistant', content: null };
  for (const delta of deltas(thought('h'), thought('m'), event)) {
    for (const key of ['reasoning_details', 'tool_calls']) {
      if (delta[key]) collected[key] = [...((collected[key] ?? []) as unknown[]), ...(delta[key] as unknown[])];
    }
  }
  expect(returned(collected)).toEqual(expectedOf(event));
});

/** The texts and proofs that reach the next turn. */
function returned(message: JsonObject) {
  const call = openAiChat.readRequest({ model: 'm', messages: [message] });
  expect(call.extras).toEqual([]);
  const { parts } = call.messages[0]!;
  return {
    text: parts.flatMap((part) => (part.type === 'reasoning' && part.text !== undefined ? part.text : [])),
    states: parts.flatMap((part) => ('state' in part && part.state ? [part.state] : [])),
  };
}
const expectedOf = (event: ReplyEvent) => ({ text: ['hm'], states: ['state' in event ? event.state : undefined] });

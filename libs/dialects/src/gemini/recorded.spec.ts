import { extractUsage, findProvider } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { describeRecorded, nameOf, recordings } from '../../../../tools/testing/recordings';
import { type AssistantPart } from '../call';
import { type ReplyEvent } from '../events';
import { SseSplitter } from '../sse';
import { INPUT_CLASSES, OUTPUT_CLASSES, type Usage, sumTokens } from '../usage';
import { exampleMessage, written } from './example-call';
import { gemini } from './gemini';

/** The part of the wire that the plain reading below needs. */
interface Body {
  candidates?: {
    content?: { parts?: PlainPart[] };
    finishReason?: string;
  }[];
  usageMetadata?: { totalTokenCount?: number };
  responseId?: string;
  modelVersion?: string;
}
interface PlainPart {
  text?: string;
  thought?: boolean;
  thoughtSignature?: string;
  functionCall?: { id?: string; name: string; args: unknown };
}

const generations = recordings(
  ({ host, path, status }) =>
    host === 'generativelanguage.googleapis.com' && /:(stream)?[gG]enerateContent/.test(path) && status === 200,
);
const jsonReplies = generations.filter(({ contentType }) => contentType.startsWith('application/json'));
const streams = generations.filter(({ contentType }) => contentType.startsWith('text/event-stream'));

const jsonOf = (text: string): Body => JSON.parse(text) as Body;

function bodiesOfStream(bytes: Buffer): Body[] {
  return bytes
    .toString('utf8')
    .split('\r\n\r\n')
    .filter((frame) => frame !== '')
    .map((frame) => jsonOf(frame.slice('data: '.length)));
}

function readStream(chunks: Iterable<Buffer>): ReplyEvent[] {
  const splitter = new SseSplitter();
  const reader = gemini.createStreamReader();
  const events: ReplyEvent[] = [];
  for (const chunk of chunks) for (const frame of splitter.push(chunk)) events.push(...reader.read(frame));
  for (const frame of splitter.end()) events.push(...reader.read(frame));
  return [...events, ...reader.end()];
}

const select = <Type extends ReplyEvent['type']>(events: ReplyEvent[], type: Type) =>
  events.filter((event): event is Extract<ReplyEvent, { type: Type }> => event.type === type);

/** What a reply says, read from the wire without our reader. All recorded replies have one candidate. */
function plainReading(bodies: Body[]) {
  const parts = bodies.flatMap((body) => body.candidates?.[0]?.content?.parts ?? []);
  const calls = parts.flatMap((part) => (part.functionCall ? [part] : []));
  return {
    id: bodies[0]?.responseId,
    model: bodies[0]?.modelVersion,
    text: parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join(''),
    reasoning: parts.map((part) => (part.thought ? (part.text ?? '') : '')).join(''),
    signatures: parts.flatMap((part) =>
      part.text !== undefined && part.thoughtSignature ? [part.thoughtSignature] : [],
    ),
    calls: calls.map(({ functionCall, thoughtSignature }) => ({
      name: functionCall?.name,
      args: functionCall?.args,
      id: functionCall?.id,
      signature: thoughtSignature,
    })),
    vendorReason: bodies.flatMap((body) => body.candidates?.[0]?.finishReason ?? []).at(-1),
  };
}

function reading(events: ReplyEvent[], plain: ReturnType<typeof plainReading>): ReturnType<typeof plainReading> {
  const [start] = select(events, 'start');
  const deltas = select(events, 'tool-call-delta');
  return {
    id: start?.id,
    model: start?.model,
    text: select(events, 'text-delta').reduce((text, delta) => text + delta.text, ''),
    reasoning: select(events, 'reasoning-delta').reduce((text, delta) => text + delta.text, ''),
    signatures: select(events, 'reasoning-state').map(({ state }) => state.data),
    calls: select(events, 'tool-call-start').map((call, i) => ({
      name: call.name,
      args: JSON.parse(deltas[i]?.argumentsText ?? '') as unknown,
      // Where the wire has no id, ours stands in.
      id: plain.calls[i]?.id === undefined ? undefined : call.id,
      signature: call.state?.data,
    })),
    vendorReason: select(events, 'finish')[0]?.vendorReason,
  };
}

function expectSameReading(events: ReplyEvent[], bodies: Body[]): void {
  const plain = plainReading(bodies);
  expect(reading(events, plain)).toEqual(plain);
  const [finish, ...more] = select(events, 'finish');
  expect(more).toEqual([]);
  expect(events.at(-1)).toBe(finish);
  const stopped = plain.calls.length > 0 ? 'tool-calls' : 'stop';
  expect(finish?.reason).toBe(plain.vendorReason === 'MAX_TOKENS' ? 'length' : stopped);
  const ids = select(events, 'tool-call-start').map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[\w-]+$/.test(id))).toBe(true);
  expectSameUsage(select(events, 'usage').at(-1)?.usage, bodies.at(-1));
}

/**
 * `@pydantic/genai-prices` is the judge of usage. It differs where it names classes that ours has not: it counts a document as an
 * image, while we leave it with the text whose price it has; and it counts cached tokens of a modality in that modality too, while
 * with us they are cache reads alone.
 */
function expectSameUsage(usage: Usage | undefined, body: Body | undefined): void {
  const google = findProvider({ providerId: 'google' });
  if (!google || !usage || !body) throw new Error('Nothing to compare');
  const { usage: judged } = extractUsage(google, withoutDocuments(body), 'default');
  expect(sumTokens(usage, INPUT_CLASSES)).toBe(judged.input_tokens);
  expect(sumTokens(usage, OUTPUT_CLASSES) ?? 0).toBe(judged.output_tokens ?? 0);
  expect(usage.cacheReadTokens).toBe(judged.cache_read_tokens);
  expect(usage.reasoningTokens).toBe(judged.output_reasoning_tokens);
  expect(usage.inputAudioTokens).toBe(judged.input_audio_tokens);
  expect(usage.inputImageTokens).toBe(judged.input_image_tokens);
  expect(usage.outputAudioTokens).toBe(judged.output_audio_tokens);
  expect(usage.outputImageTokens).toBe(judged.output_image_tokens);
  expect(sumTokens(usage, [...INPUT_CLASSES, ...OUTPUT_CLASSES])).toBe(body.usageMetadata?.totalTokenCount);
}

function withoutDocuments(body: Body): unknown {
  return JSON.parse(JSON.stringify(body).replaceAll('"modality":"DOCUMENT"', '"modality":"OTHER"'));
}

/** The reply as a client sends it back with its next turn. */
function sentBack(events: ReplyEvent[]): AssistantPart[] {
  return events.flatMap((event, i): AssistantPart[] => {
    if (event.type === 'text-delta') return [{ type: 'text', path: '', text: event.text }];
    if (event.type === 'reasoning-delta') return [{ type: 'reasoning', path: '', text: event.text }];
    if (event.type === 'reasoning-state') return [{ type: 'reasoning', path: '', state: event.state }];
    const next = events[i + 1];
    if (event.type !== 'tool-call-start' || next?.type !== 'tool-call-delta') return [];
    return [{ ...event, type: 'tool-call', path: '', argumentsText: next.argumentsText }];
  });
}

/** Replies of text, thoughts and calls alone: the parts the vocabulary has words for. */
const carried = jsonReplies.filter(({ responseBody }) => {
  const parts = jsonOf(responseBody.toString('utf8')).candidates?.[0]?.content?.parts ?? [];
  return parts.length > 0 && parts.every((part) => part.text !== undefined || part.functionCall);
});

describeRecorded('recorded Gemini replies', () => {
  test('there are JSON replies and streams to read', () => {
    expect(jsonReplies.length).toBeGreaterThan(100);
    expect(streams.length).toBeGreaterThan(10);
    expect(carried.length).toBeGreaterThan(100);
  });

  test.each(jsonReplies.map((recording) => [nameOf(recording), recording] as const))(
    '%s reads as it says',
    (_, recording) => {
      const text = recording.responseBody.toString('utf8');
      expectSameReading(gemini.readReply(JSON.parse(text)), [jsonOf(text)]);
    },
  );

  test.each(streams.map((recording) => [nameOf(recording), recording] as const))(
    '%s streams as it says',
    (_, recording) => {
      expectSameReading(readStream([recording.responseBody]), bodiesOfStream(recording.responseBody));
    },
  );

  test.each(carried.map((recording) => [nameOf(recording), recording] as const))(
    '%s goes back to the model part by part as it came',
    (_, { responseBody }) => {
      const text = responseBody.toString('utf8');
      const parts = sentBack(gemini.readReply(JSON.parse(text)));
      const { body } = written({ messages: [exampleMessage, { role: 'assistant', path: '', parts }] });
      const ids = parts.flatMap((part) => (part.type === 'tool-call' ? [part.id] : []));
      const came = jsonOf(text).candidates?.[0]?.content?.parts?.map(({ functionCall, ...part }) =>
        functionCall ? { ...part, functionCall: { ...functionCall, id: ids.shift() } } : part,
      );
      expect(body.contents.at(-1)).toEqual({ role: 'model', parts: came });
    },
  );
});

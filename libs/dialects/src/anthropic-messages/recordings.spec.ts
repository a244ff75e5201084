import { expect, it } from 'vitest';
import { describeRecorded, nameOf, type Recording, recordings } from '../../../../tools/testing/recordings';
import { type JsonObject } from '../call';
import { ReceiptBook } from '../receipt';
import { framesOf } from '../testing/split-stream';
import { anthropicMessages } from './anthropic-messages';
import { readStream } from './spec-support';

const isMessage = ({ host, path }: Recording) => host === 'api.anthropic.com' && /^\/v1\/messages(\?|$)/.test(path);
const ALL = recordings(isMessage).map((r) => [nameOf(r), r] as const);
const isStream = ({ contentType }: Recording) => contentType.startsWith('text/event-stream');
const REPLIES = ALL.filter(([, r]) => !isStream(r));
const STREAMS = ALL.filter(([, r]) => isStream(r));
const context = () => ({
  id: 'msg_x',
  model: 'a/b',
  createdAtSeconds: 1,
  usdCostOf: (): number | undefined => undefined,
  book: new ReceiptBook(),
  includeUsage: true,
});

function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([, v]) =>
          v !== null &&
          v !== undefined &&
          v !== false &&
          !(Array.isArray(v) && v.length === 0) &&
          JSON.stringify(v) !== '{"type":"direct"}',
      )
      .map(([k, v]) => [k, said(v)]),
  );
}

describeRecorded('x', () => {
  it.each(ALL)('request %s', (_n, r) => {
    const body = r.request as JsonObject;
    const book = new ReceiptBook();
    const call = anthropicMessages.readRequest(body);
    const w = anthropicMessages.writeRequest(call, { model: String(body['model']) }, book);
    expect(said(w.body)).toEqual(said(body));
    expect(book.lines).toEqual([]);
  });
  it.each(REPLIES)('reply %s', (_n, r) => {
    const body = JSON.parse(r.responseBody.toString()) as JsonObject;
    const c = { ...context(), id: body['id'] as string, model: body['model'] as string };
    const w = anthropicMessages.writeReply(anthropicMessages.readReply(body), c);
    expect(said(w)).toEqual(said(body));
  });
  it.each(STREAMS)('stream %s', (_n, r) => {
    const events = readStream(r.responseBody);
    const w = anthropicMessages.createStreamWriter(context());
    const text = events.map((e) => w.write(e)).join('') + w.end();
    expect(readStream(Buffer.from(text)).filter((e) => e.type !== 'start')).toEqual(
      events.filter((e) => e.type !== 'start'),
    );
    const relay = anthropicMessages.createRelay(context());
    const out = framesOf(r.responseBody)
      .map((f) => relay.relay(f)?.toString() ?? '')
      .join('');
    expect(relay.end()).toBeNull();
    expect(out.replace('"cost":0.25,', '')).toBe(r.responseBody.toString());
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whatIsWrong } from './support/tool-loop/loop-history';
import { LOOP_CLIENTS } from './support/tool-loop/loop-clients';
import { runLoop } from './support/tool-loop/run-loop';
import { startVerifyingUpstream, type VerifyingUpstream } from './support/tool-loop/verifying-upstream';

/** The judge of the tool loops is judged itself, without a gateway: the vendors' own SDKs satisfy it, and any change is found. */
let upstream: VerifyingUpstream;

beforeAll(async () => {
  upstream = await startVerifyingUpstream();
});
afterAll(() => upstream?.close());

/** Each vendor’s own client, a model of the vendor, and where it is. */
const OWN_CLIENTS = [
  ['OpenAI Chat', 'deepseek-v4-flash', '/deepseek'],
  ['OpenAI Chat', 'anthropic/claude-sonnet-5', '/openrouter'],
  ['OpenAI Chat', 'openai/gpt-5.4', '/openrouter'],
  ['OpenAI Chat', 'google/gemini-3-flash-preview', '/openrouter'],
  ['OpenAI Responses', 'gpt-5.4', ''],
  ['Anthropic Messages', 'claude-sonnet-5', ''],
  ['Gemini', 'gemini-3-flash-preview', ''],
] as const;

describe.each(OWN_CLIENTS)('the loop of %s with %s', (dialect, model, base) => {
  const loopOf = (stream: boolean): string => `${dialect}-${model}-${stream}`.replaceAll(/[ /.]/g, '-');

  it.each([false, true])('is gone through by the vendor’s own SDK, streaming: %s', async (stream) => {
    const [, open] = LOOP_CLIENTS.find(([name]) => name === dialect)!;
    const client = open({ url: upstream.origin + base, apiKey: 'key', model, stream });
    await runLoop(client, upstream, loopOf(stream));
  });

  it.each([false, true])('is refused when anything in it is changed or left out, streaming: %s', (stream) => {
    const loop = loopOf(stream);
    const { speakers, lastBody } = upstream.record(loop)!;
    const complaint = (body: object): string | undefined =>
      whatIsWrong(speakers[0]!.vendor, body, loop, speakers.slice(0, -1))?.complaint;
    expect(complaint(lastBody)).toBeUndefined();

    const changed = changesOf(lastBody);
    expect(changed.length).toBeGreaterThan(100);
    expect(changed.filter(({ body }) => complaint(body) === undefined).map(({ what }) => what)).toEqual([]);
  });
});

/** What a vendor does not look at: ids of items in Responses, types that go without saying, and thoughts told twice. */
const MEANINGLESS = /\.(status|type|role)$|^input\.\d+\.id$|\.reasoning$/;
/** Gemini’s thoughts need not return, and an empty text says nothing. */
const NEEDLESS = /"thought":true|^\{("parts":\[\{)?"text":""\}/;

type Path = readonly (string | number)[];

/** The history with one text in it changed, or one element left out, for every text and element that means something. */
function changesOf(body: object): { what: string; body: object }[] {
  const history = Object.keys(body).filter((key) => ['messages', 'input', 'contents'].includes(key));
  return history
    .flatMap((key) => placesIn((body as Record<string, unknown>)[key], [key]))
    .map((path) => ({ what: path.join('.'), body: changed(body, path) }))
    .filter(({ what }) => !MEANINGLESS.test(what));
}

function placesIn(value: unknown, path: Path): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  const own = typeof path.at(-1) === 'number' && !NEEDLESS.test(JSON.stringify(value)) ? [path] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, field]) =>
      placesIn(field, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function changed(body: object, path: Path): object {
  const copy = structuredClone(body);
  const last = path.at(-1)!;
  const owner = path.slice(0, -1).reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], copy);
  if (Array.isArray(owner)) owner.splice(last as number, 1);
  else (owner as Record<string, string>)[last] += 'x';
  return copy;
}

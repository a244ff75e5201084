import { type Gateway } from './gateways.ts';
import { ANSWER, type Kind, PATH, PIECES, requestBody } from './traffic.ts';

/** The parts of OpenAI's answers that are looked at. */
interface Answer {
  readonly choices: readonly { readonly message?: { content?: string }; readonly delta?: { content?: string } }[];
  readonly usage?: { readonly completion_tokens?: number; readonly cost?: unknown } | null;
}

/** Throws unless the gateway passes on the upstream's very words, streamed and not, with the usage and, where promised, the cost. */
export async function verify(gateway: Gateway): Promise<void> {
  const json = JSON.parse(await ask(gateway, 'json')) as Answer;
  expectEqual(gateway, 'content', json.choices[0]?.message?.content, ANSWER);
  checkUsage(gateway, json);

  const frames = (await ask(gateway, 'stream')).split('\n\n').filter((frame) => frame.startsWith('data: '));
  expectEqual(gateway, 'last event', frames.pop(), 'data: [DONE]');
  const events = frames.map((frame) => JSON.parse(frame.slice('data: '.length)) as Answer);
  const pieces = events.map(({ choices }) => choices[0]?.delta?.content ?? '').filter((piece) => piece !== '');
  expectEqual(gateway, 'streamed content', pieces.join(''), ANSWER);
  expectEqual(gateway, 'number of pieces', pieces.length, PIECES.length);
  const withUsage = events.filter(({ usage }) => usage);
  expectEqual(gateway, 'number of usage events', withUsage.length, 1);
  for (const event of withUsage) checkUsage(gateway, event);
}

async function ask({ name, port, headers }: Gateway, kind: Kind): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}${PATH}`, {
    method: 'POST',
    // The bench asks seldom: a kept connection may just be closing.
    headers: { 'content-type': 'application/json', connection: 'close', ...headers },
    body: requestBody(kind),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${name} answered ${kind} with ${answer.status}: ${text.slice(0, 600)}`);
  return text;
}

function checkUsage(gateway: Gateway, { usage }: Answer): void {
  expectEqual(gateway, 'usage.completion_tokens', usage?.completion_tokens, 120);
  if (gateway.tellsCost) expectEqual(gateway, 'usage.cost is told', Number(usage?.cost) > 0, true);
}

function expectEqual(gateway: Gateway, what: string, found: unknown, expected: unknown): void {
  if (found !== expected)
    throw new Error(`${gateway.name}: ${what} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
}

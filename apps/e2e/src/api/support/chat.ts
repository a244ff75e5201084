import { type VendorDialect } from './vendor-dialects';

interface Gateway {
  readonly url: string;
  readonly apiKey: string | undefined;
}

/** Asks the gateway for a chat completion by a vendor's model. */
export function chat(
  { url, apiKey }: Gateway,
  { model }: Pick<VendorDialect, 'model'>,
  { stream = false, signal, ...fields }: { stream?: boolean; signal?: AbortSignal; [field: string]: unknown } = {},
): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], stream, ...fields }),
    signal: signal ?? null,
  });
}

/** What was metered of a request; undefined while nothing is known of it. */
export async function generation({ url, apiKey }: Gateway, id: string): Promise<Record<string, unknown> | undefined> {
  const response = await fetch(`${url}/v1/generation?id=${id}`, { headers: { authorization: `Bearer ${apiKey}` } });
  const { data } = (await response.json()) as { data?: Record<string, unknown> };
  return data;
}

/** The `data` of each frame of a stream that is over. */
export function dataOf(stream: string): string[] {
  return stream
    .split('\n\n')
    .flatMap((frame) => frame.split('\n').filter((line) => line.startsWith('data: ')))
    .map((line) => line.slice('data: '.length));
}

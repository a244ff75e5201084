import { type Dialect, type JsonObject, ReceiptBook, type Target } from '@nuvra/dialects';
import { type Provider, type ProviderApi } from '../provider';

/** A request on its way: what the provider gets, and what the client is told. */
export interface Sent {
  readonly body: JsonObject;
  readonly book: ReceiptBook;
}

/** What a client's body becomes at a provider, as the gateway sends it: passed through in its own dialect, translated into any other. */
export function send(client: Dialect, body: JsonObject, api: ProviderApi, model: string): Sent {
  const book = new ReceiptBook();
  const target: Target = { model, maxOutputTokens: 8000, reasoning: true, structuredOutput: true };
  const address = client.id === 'gemini' ? { model, stream: false } : undefined;
  const asked = address ? body : { ...body, model };
  const ready =
    client.id === api.dialect.id
      ? client.prepareRequest(asked, target, book)
      : api.dialect.writeRequest(client.readRequest(asked, address), target, book).body;
  return { body: api.adaptRequest?.(ready, book, model) ?? ready, book };
}

/** The provider's own name for a model that shows what it can do. */
export function modelOf({ exampleModel }: Provider): string {
  return exampleModel?.split('/')[1] ?? 'a-model';
}

import { type DialectId, type JsonObject, type ReceiptBook } from '@nuvra/dialects';

/** https://openrouter.ai/docs/features/provider-routing, …/model-routing, …/plugins, …/presets */
const FIELDS = ['models', 'route', 'provider', 'plugins', 'preset', 'transforms'] as const;

/**
 * Takes out of `body` the fields by which OpenRouter's clients choose where a request goes: here the gateway chooses, and a router behind it
 * must serve the very model whose price was looked up. Vendors' own formats have none of them.
 */
export function dropRoutingFields(dialect: DialectId, body: JsonObject, book: ReceiptBook): void {
  if (dialect !== 'openai-chat' && dialect !== 'openai-responses') return;
  for (const field of FIELDS) {
    if (body[field] === undefined) continue;
    delete body[field];
    book.dropped(field, 'This gateway chooses itself where a request goes.');
  }
}

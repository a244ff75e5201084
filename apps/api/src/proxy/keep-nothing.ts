import { type DialectId, type JsonObject, type ReceiptBook } from '@nuvra/dialects';

const WHY = 'All tenants share this gateway’s account with the vendor, so that nothing is stored there.';
const ENCRYPTED = 'reasoning.encrypted_content';

/** What the client sent, by which is told what it loses. */
interface Asked {
  readonly dialect: DialectId;
  readonly body: JsonObject;
  /** Whether the model reasons. */
  readonly reasons: boolean;
}

/**
 * The body to be sent with storing switched off: what is stored could be reached by its id from every tenant.
 * @param body ready to be sent otherwise; not changed
 * @param upstream what the vendor speaks
 */
export function keepNothing(body: JsonObject, upstream: DialectId, asked: Asked, book: ReceiptBook): JsonObject {
  if (upstream !== 'openai-responses') {
    // Gemini keeps logs by it: https://ai.google.dev/gemini-api/docs/logs-datasets
    if (upstream === 'anthropic-messages' || body['store'] !== true) return body;
    book.dropped('store', WHY);
    return { ...body, store: false };
  }
  if (body['store'] === false) return body;
  if (asked.body['store'] === true) book.dropped('store', WHY);
  // Absent it means true: https://developers.openai.com/api/reference/resources/responses/methods/create
  else if (asked.dialect === 'openai-responses') book.approximated('store', WHY);
  return { ...body, store: false, ...(asked.reasons && { include: withEncrypted(body['include']) }) };
}

/** Reasoning that is not stored must come with the reply, or the next request could not go on from it. */
function withEncrypted(include: unknown): unknown {
  if (include === undefined || include === null) return [ENCRYPTED];
  return Array.isArray(include) && !include.includes(ENCRYPTED) ? [...(include as unknown[]), ENCRYPTED] : include;
}

import { type JsonObject } from '../call';
import { insertCost } from '../cost-in-usage';
import { type ReplyContext, type ReplyFacts, type Target, UnreadableReply } from '../dialect';
import { asObject } from '../json';
import { type ReceiptBook } from '../receipt';
import { withoutForeignStates } from './foreign-states';
import { FactsReader } from './facts-reader';
import { parseJson } from './read-json';

/** The body as it came, but for foreign states: the model and the stream stand in the path, and usage comes unasked. */
export function prepareRequest(body: JsonObject, target: Target, book: ReceiptBook): JsonObject {
  return withoutForeignStates(body, target, book);
}

/** Reads the facts of a reply and puts our cost into its usage. */
export function relayReply(
  text: string,
  context: Pick<ReplyContext, 'usdCostOf'>,
): { text: string; facts: ReplyFacts } {
  const body = asObject(parseJson(text));
  if (body === undefined) throw new UnreadableReply('A reply that is no JSON object');
  const reader = new FactsReader();
  reader.read(body);
  return { text: withCost(text, body, reader.facts, context), facts: reader.facts };
}

/**
 * The text of a reply or chunk with our cost in its usage, as it was where there is none: put between the vendor's own bytes, unless the vendor
 * has a cost there itself, or something else has the field's name.
 */
export function withCost(
  text: string,
  body: JsonObject,
  { usage, served }: ReplyFacts,
  context: Pick<ReplyContext, 'usdCostOf'>,
): string {
  const told = asObject(body['usageMetadata']);
  const cost = told && usage ? context.usdCostOf(usage, served) : undefined;
  if (told === undefined || cost === undefined) return text;
  const inserted = insertCost(text, told, cost, 'usageMetadata');
  return inserted ?? JSON.stringify({ ...body, usageMetadata: { ...told, cost } });
}

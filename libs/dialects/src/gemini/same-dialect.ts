import { type JsonObject } from '../call';
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
  const at = told['cost'] === undefined ? firstFieldOfUsage(text) : -1;
  if (at >= 0) return `${text.slice(0, at)}"cost":${cost},${text.slice(at)}`;
  return JSON.stringify({ ...body, usageMetadata: { ...told, cost } });
}

const USAGE = '"usageMetadata"';
const OPENING = /\s*:\s*\{\s*(?=")/y;

/** Where the first field of the only `usageMetadata` in a JSON text begins; −1 without one. In a string its quotes would be escaped. */
function firstFieldOfUsage(text: string): number {
  const key = text.indexOf(USAGE);
  if (key < 0 || text.indexOf(USAGE, key + USAGE.length) >= 0) return -1;
  OPENING.lastIndex = key + USAGE.length;
  return OPENING.test(text) ? OPENING.lastIndex : -1;
}

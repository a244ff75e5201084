import { type JsonObject } from '../call';
import { insertCost } from '../cost-in-usage';
import { type ReplyContext, type ReplyFacts, type Target, UnreadableReply } from '../dialect';
import { type Served } from '../events';
import { asList, asObject, asText, parseObject } from '../json';
import { findError, readError } from './failures';
import { readFinishReason } from './finish-reasons';
import { findUsage, readServed, readUsage } from './usage';

/** The client's body for the upstream: its model's name, and usage asked for where a stream would not tell it. */
export function prepareRequest(body: JsonObject, target: Target): JsonObject {
  if (body['stream'] !== true) return { ...body, model: target.model };
  const options = { ...asObject(body['stream_options']), include_usage: true };
  return { ...body, model: target.model, stream_options: options };
}

/** Reads the facts of a reply and puts our cost into its usage. */
export function relayReply(
  text: string,
  context: Pick<ReplyContext, 'usdCostOf'>,
): { text: string; facts: ReplyFacts } {
  const body = parseObject(text);
  if (body === undefined) throw new UnreadableReply('A reply that is no JSON object');
  const facts: ReplyFacts = {};
  readFacts(body, facts);
  return { text: withCost(text, body, facts, context), facts };
}

/** Adds what a reply or chunk tells to the facts; what was told before and is not told again stays. */
export function readFacts(body: JsonObject, facts: ReplyFacts): void {
  facts.vendorId ??= asText(body['id']);
  const told = findUsage(body);
  facts.usage = (told && readUsage(told)) ?? facts.usage;
  const serviceTier = asText(body['service_tier']);
  const served: Served = { ...(told && readServed(told)), ...(serviceTier !== undefined && { serviceTier }) };
  if (Object.keys(served).length > 0) facts.served = { ...facts.served, ...served };
  const word = asText(asObject(asList(body['choices'])[0])?.['finish_reason']);
  if (word !== undefined) facts.finishReason ??= readFinishReason(word).reason;
  const error = findError(body);
  if (error !== undefined) facts.failure ??= readError(error);
}

/**
 * The text of a reply or chunk with our cost in its usage; as it was when there is no usage or no cost. The cost is put between the vendor's own
 * bytes, unless the vendor names a cost of its own or tells usage somewhere else than usual: then the body is written anew.
 */
export function withCost(
  text: string,
  body: JsonObject,
  facts: ReplyFacts,
  context: Pick<ReplyContext, 'usdCostOf'>,
): string {
  const told = findUsage(body);
  const cost = told && facts.usage ? context.usdCostOf(facts.usage, facts.served) : undefined;
  if (told === undefined || cost === undefined) return text;
  const inserted = told === body['usage'] ? insertCost(text, told, cost) : undefined;
  if (inserted !== undefined) return inserted;
  told['cost'] = cost;
  return JSON.stringify(body);
}

import { type JsonObject } from '../call';
import { type ReplyContext, type ReplyFacts, type Target } from '../dialect';
import { findError, readError } from './failures';
import { readFinishReason } from './finish-reasons';
import { asList, asObject, asText } from './json';
import { findUsage, readUsage } from './usage';

/** The client's body for the upstream: its model's name, and usage asked for where a stream would not tell it. */
export function prepareRequest(body: JsonObject, target: Target): JsonObject {
  if (body['stream'] !== true) return { ...body, model: target.model };
  const options = { ...asObject(body['stream_options']), include_usage: true };
  return { ...body, model: target.model, stream_options: options };
}

/** Reads the facts of a reply and writes our cost into its usage, over the vendor's own if it names one. */
export function annotateReply(body: JsonObject, context: Pick<ReplyContext, 'usdCostOf'>): ReplyFacts {
  const facts: ReplyFacts = {};
  readFacts(body, facts);
  addCost(body, facts, context);
  return facts;
}

/** Adds what a reply or chunk tells to the facts; what was told before and is not told again stays. */
export function readFacts(body: JsonObject, facts: ReplyFacts): void {
  facts.vendorId ??= asText(body['id']);
  facts.serviceTier = asText(body['service_tier']) ?? facts.serviceTier;
  const told = findUsage(body);
  facts.usage = (told && readUsage(told)) ?? facts.usage;
  const word = asText(asObject(asList(body['choices'])[0])?.['finish_reason']);
  if (word !== undefined) facts.finishReason ??= readFinishReason(word).reason;
  const error = findError(body);
  if (error !== undefined) facts.failure ??= readError(error);
}

/** Writes the cost into the body's usage, in place; false when there is no usage or no cost to write. */
export function addCost(body: JsonObject, facts: ReplyFacts, context: Pick<ReplyContext, 'usdCostOf'>): boolean {
  const told = findUsage(body);
  const cost = told && facts.usage ? context.usdCostOf(facts.usage, facts.serviceTier) : undefined;
  if (told === undefined || cost === undefined) return false;
  told['cost'] = cost;
  return true;
}

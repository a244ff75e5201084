import { type JsonObject } from '../call';
import { type ReplyContext, type ReplyFacts, type Target, UnreadableReply } from '../dialect';
import { insertCost } from '../cost-in-usage';
import { asList, asObject, asText, parseObject } from '../json';
import { openState } from '../reasoning-state';
import { type ReceiptBook } from '../receipt';
import { readFailureOf, readFinish, readServed } from './ending';
import { isOurReasoningId } from './item-ids';
import { OWN } from './own';
import { isWebSearch, type Told } from './output-reader';
import { readUsage } from './usage';

/**
 * The client's body for the upstream: its model's name, and no reasoning that another vendor did before the conversation came here,
 * since OpenAI refuses items that it did not make.
 */
export function prepareRequest(body: JsonObject, target: Target, book: ReceiptBook): JsonObject {
  const { input } = body;
  const items = asList(input).map(returned);
  if (items.every((item, at) => item === asList(input)[at])) return { ...body, model: target.model };
  for (const [at, item] of items.entries()) {
    if (item === undefined) book.dropped(`input[${at}]`, 'Only reasoning that OpenAI made may return.');
  }
  return { ...body, model: target.model, input: items.filter((item) => item !== undefined) };
}

/**
 * An item as it returns to the vendor; undefined for reasoning of another's: what travelled sealed, and what has neither a proof nor its
 * text in full nor an id that the vendor gave. Some clients send no ids back.
 */
function returned(item: unknown): unknown {
  const reasoning = asObject(item);
  if (reasoning?.['type'] !== 'reasoning') return item;
  const { encrypted_content, id: told, ...rest } = reasoning;
  const [data, id] = [asText(encrypted_content), asText(told)];
  if (data === undefined) {
    const isKnown = id === undefined ? asList(reasoning['content']).length > 0 : !isOurReasoningId(id);
    return isKnown ? item : undefined;
  }
  const state = openState(data)?.state;
  if (state === undefined) return item;
  if (state.dialect !== OWN) return undefined;
  return state.kind === 'reference'
    ? { ...rest, id: state.data }
    : { ...rest, id: state.id, encrypted_content: state.data };
}

/** Reads the facts of a reply and puts our cost into its usage. */
export function relayReply(
  text: string,
  context: Pick<ReplyContext, 'usdCostOf'>,
): { text: string; facts: ReplyFacts } {
  const response = parseObject(text);
  if (response === undefined) throw new UnreadableReply('A reply that is no JSON object');
  const facts: ReplyFacts = {};
  readFacts(response, facts);
  return { text: withCost(text, response, facts, context, () => JSON.stringify(response)), facts };
}

/** Adds what a response tells to the facts. */
export function readFacts(response: JsonObject, facts: ReplyFacts): void {
  const told = readTold(response['output']);
  const usage = asObject(response['usage']);
  facts.vendorId ??= asText(response['id']);
  facts.usage = (usage && readUsage(usage)) ?? facts.usage;
  facts.served = readServed(response, told);
  facts.failure ??= readFailureOf(response);
  if (facts.failure === undefined) facts.finishReason = readFinish(response, told).reason;
}

function readTold(output: unknown): Told {
  const items = asList(output).map((item) => asObject(item) ?? {});
  return {
    calls: items.filter(({ type }) => type === 'function_call').length,
    webSearches: items.filter(isWebSearch).length,
  };
}

/**
 * The text, of a reply or of a frame, with our cost in the usage of the response in it; as it was when there is no usage or no cost.
 * @param rewrite writes the text anew where the cost cannot be put between the vendor's own bytes; the response has it by then
 */
export function withCost(
  text: string,
  response: JsonObject,
  { usage, served }: ReplyFacts,
  context: Pick<ReplyContext, 'usdCostOf'>,
  rewrite: () => string,
): string {
  const told = asObject(response['usage']);
  const cost = told && usage ? context.usdCostOf(usage, served) : undefined;
  if (told === undefined || cost === undefined) return text;
  const inserted = insertCost(text, told, cost);
  if (inserted !== undefined) return inserted;
  told['cost'] = cost;
  return rewrite();
}

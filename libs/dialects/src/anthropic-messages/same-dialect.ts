import { type JsonObject } from '../call';
import { insertCost } from '../cost-in-usage';
import { type ReplyContext, type ReplyFacts, type Target, UnreadableReply } from '../dialect';
import { asList, asObject, asText, isObject } from '../json';
import { openState } from '../reasoning-state';
import { type ReceiptBook } from '../receipt';
import { readStopReason } from './finish';
import { traitsOf } from './model-traits';
import { readError } from './read-failure';
import { parseJson } from './tool-input';
import { isUnsignedToolLoop } from './write-thinking';
import { readServed, readUsage } from './usage';

/**
 * The client's body for the upstream: its model's name. Streams tell usage without being asked. Thoughts that another vendor's model
 * had, when it answered this client, are not Anthropic's to read: they stay behind, with the proofs that we sealed.
 */
export function prepareRequest(body: JsonObject, target: Target, book: ReceiptBook): JsonObject {
  const isForeign = traitsOf(target).genuine ? isUnsigned : isSealed;
  const messages = asList(body['messages']);
  if (!messages.some((turn) => contentOf(turn).some(isForeign))) return { ...body, model: target.model };
  tellForeign(messages, isForeign, book);
  const kept = messages.flatMap((turn) => without(isForeign, turn));
  const { thinking, ...unthinking } = body;
  // Thinking by budget goes on only from thinking that was sent back.
  const isStopped = asObject(thinking)?.['type'] === 'enabled' && isUnsignedToolLoop(kept);
  if (isStopped) book.dropped('thinking', 'Thinking by budget goes on only from thinking that Anthropic signed.');
  return { ...(isStopped ? unthinking : body), model: target.model, messages: kept };
}

function tellForeign(messages: readonly unknown[], isForeign: (block: unknown) => boolean, book: ReceiptBook): void {
  for (const [turn, message] of messages.entries()) {
    for (const [at, block] of contentOf(message).entries()) {
      if (isForeign(block))
        book.dropped(`messages[${turn}].content[${at}]`, 'Only thinking that Anthropic signed may return.');
    }
  }
}

/** A turn of nothing else goes with them: Anthropic takes no empty one. */
function without(isForeign: (block: unknown) => boolean, turn: unknown): unknown[] {
  const content = contentOf(turn).filter((block) => !isForeign(block));
  if (content.length === contentOf(turn).length) return [turn];
  return content.length === 0 ? [] : [{ ...asObject(turn), content }];
}

function contentOf(turn: unknown): readonly unknown[] {
  return asList(asObject(turn)?.['content']);
}

/** Thinking without a signature is none of Anthropic's; who imitates it signs nothing. */
function isUnsigned(block: unknown): boolean {
  const { type, signature } = asObject(block) ?? {};
  return isSealed(block) || (type === 'thinking' && asText(signature) === undefined);
}

function isSealed(block: unknown): boolean {
  const { type, signature, data } = asObject(block) ?? {};
  if (type !== 'thinking' && type !== 'redacted_thinking') return false;
  const proof = asText(type === 'thinking' ? signature : data);
  return proof !== undefined && openState(proof) !== undefined;
}

/** Reads the facts of a reply and puts our cost into its usage. */
export function relayReply(
  text: string,
  context: Pick<ReplyContext, 'usdCostOf'>,
): { text: string; facts: ReplyFacts } {
  const body = parseJson(text);
  if (!isObject(body)) throw new UnreadableReply('A reply that is no JSON object');
  const facts: ReplyFacts = {};
  if (body['type'] === 'error') facts.failure = readError(body);
  readMessageFacts(body, facts);
  readUsageFacts(body['usage'], facts);
  return { text: withCost(text, body, facts, context, JSON.stringify), facts };
}

/** What a message, or the events of a stream, tell of it besides usage. */
export function readMessageFacts(message: JsonObject, facts: ReplyFacts): void {
  facts.vendorId ??= asText(message['id']);
  const word = asText(message['stop_reason']);
  if (word !== undefined) facts.finishReason ??= readStopReason(word);
}

export function readUsageFacts(told: unknown, facts: ReplyFacts): void {
  const usage = readUsage(told);
  if (usage === undefined || !isObject(told)) return;
  facts.usage = usage;
  facts.served = readServed(told);
}

/**
 * `text`, which holds `body`, with our cost in its usage. The cost is put between the vendor's own bytes, unless the vendor names a
 * cost itself or something else is called usage: then the body is written anew.
 */
export function withCost(
  text: string,
  body: JsonObject,
  { usage, served }: ReplyFacts,
  context: Pick<ReplyContext, 'usdCostOf'>,
  write: (body: JsonObject) => string,
): string {
  const told = asObject(body['usage']);
  const cost = told && usage && context.usdCostOf(usage, served);
  if (told === undefined || cost === undefined) return text;
  return insertCost(text, told, cost) ?? write({ ...body, usage: { ...told, cost } });
}

import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent, type Served } from '../events';
import { asCount, asIndex, asList, asObject, asText } from '../json';
import { ChoiceReader } from './choice-reader';
import { findError, readError } from './failures';
import { ExtraReader, REPLY_FIELDS } from './reply-fields';
import { findUsage, leftOfUsage, readServed, readUsage, writeUsage } from './usage';

/**
 * Reads a `chat.completion`. OpenRouter may put an error into a 200: that is a `failure` event.
 * @throws {UnreadableReply} when the body is no completion
 */
export function readReply(body: unknown): ReplyEvent[] {
  const reply = asObject(body);
  const error = reply && findError(reply);
  if (error !== undefined) return [{ type: 'failure', failure: readError(error) }];
  const choices = asList(reply?.['choices']);
  if (reply === undefined || choices.length === 0) throw new UnreadableReply('The reply has no choices');

  const extras = new ExtraReader();
  const contents: ReplyEvent[] = [];
  const finishes: ReplyEvent[] = [];
  choices.forEach((item, position) => {
    const choice = asObject(item) ?? {};
    const reader = new ChoiceReader(asIndex(choice['index']) ?? position, asText(reply['id']) ?? '', extras);
    contents.push(...reader.readWhole(choice));
    finishes.push(...reader.finish(asText(choice['finish_reason']), asText(choice['native_finish_reason'])));
  });
  const usage = readUsageEvents(reply, asText(reply['service_tier']), extras);
  // Where nothing is counted, what is told beside the counts stands for itself.
  const uncounted = usage.length > 0 ? [] : ['service_tier', 'usage'].flatMap((key) => extras.tell(key, reply[key]));
  return [readStart(reply), ...contents, ...readAbout(reply, extras), ...uncounted, ...usage, ...finishes];
}

export function readStart(body: JsonObject): ReplyEvent {
  const [id, model, createdAtSeconds] = [asText(body['id']), asText(body['model']), asCount(body['created'])];
  return {
    type: 'start',
    ...(id !== undefined && { id }),
    ...(model !== undefined && { model }),
    ...(createdAtSeconds !== undefined && { createdAtSeconds }),
  };
}

/** What a completion or chunk says of itself. Groq's envelope is told without the usage, which has its own place. */
export function readAbout(body: JsonObject, extras: ExtraReader): ReplyEvent[] {
  const about = extras.read(body, REPLY_FIELDS, '');
  const envelope = asObject(body['x_groq']);
  return envelope ? [...about, ...extras.read(envelope, ENVELOPE_FIELDS, 'x_groq')] : about;
}

const ENVELOPE_FIELDS: ReadonlySet<string> = new Set(['usage']);

/**
 * The usage that a completion or chunk tells, and what else stands there.
 * @param serviceTier as the reply told it last
 */
export function readUsageEvents(body: JsonObject, serviceTier: string | undefined, extras: ExtraReader): ReplyEvent[] {
  const told = findUsage(body);
  const usage = told && readUsage(told);
  if (told === undefined || usage === undefined) return [];
  const served: Served = { ...readServed(told), ...(serviceTier !== undefined && { serviceTier }) };
  const left = leftOfUsage(told, writeUsage(usage, served));
  return [{ type: 'usage', usage, ...served }, ...left.flatMap(({ path, value }) => extras.tell(path, value))];
}

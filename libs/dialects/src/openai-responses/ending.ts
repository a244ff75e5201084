import { type JsonObject } from '../call';
import { type FinishReason, type ReplyEvent, type Served } from '../events';
import { type Failure } from '../failure';
import { asObject, asText } from '../json';
import { extra, extrasIn } from './extra-events';
import { readResponseError } from './failures';
import { type Told } from './output-reader';
import { readUsage } from './usage';

const REASON_OF_INCOMPLETE: Readonly<Record<string, FinishReason>> = {
  max_output_tokens: 'length',
  content_filter: 'content-filter',
};

type Finish = Pick<Extract<ReplyEvent, { type: 'finish' }>, 'reason' | 'vendorReason'>;

/** What a response says besides its output, and what the vocabulary has words for. */
const KNOWN = [
  'id',
  'object',
  'created_at',
  'model',
  'output',
  'output_text',
  'usage',
  'status',
  'error',
  'incomplete_details',
  'service_tier',
];
const KNOWN_OF_USAGE = [
  'input_tokens',
  'input_tokens_details',
  'output_tokens',
  'output_tokens_details',
  'total_tokens',
  'cost',
];

/** How a response ends: what only this dialect knows of it, what it used, and its finish or failure. */
export function readEnding(response: JsonObject, told: Told): ReplyEvent[] {
  const failure = readFailureOf(response);
  return [
    ...extrasIn(response, '', KNOWN),
    ...readUsageEvents(response, told),
    ...(failure === undefined ? readFinishEvents(response, told) : [{ type: 'failure', failure } as const]),
  ];
}

/** Why a response failed; undefined for one that did not. */
export function readFailureOf(response: JsonObject): Failure | undefined {
  const { status } = response;
  const error = asObject(response['error']);
  // Routers send an error alone, also with a 200.
  if (status === 'failed' || (error !== undefined && response['output'] === undefined))
    return readResponseError(error ?? {});
  return status === 'cancelled' ? { kind: 'upstream', message: 'The response was cancelled.' } : undefined;
}

/** A cost that the vendor tells is its own; ours is written in its place. */
function readUsageEvents(response: JsonObject, told: Told): ReplyEvent[] {
  const object = asObject(response['usage']);
  const usage = object && readUsage(object);
  const served = readServed(response, told);
  if (object === undefined || usage === undefined) {
    return served.serviceTier === undefined ? [] : [extra('service_tier', served.serviceTier)];
  }
  return [...extrasIn(object, 'usage', KNOWN_OF_USAGE), { type: 'usage', usage, ...served }];
}

/** How it was served: searches are charged by the piece, and looking at a page that was found is none. */
export function readServed(response: JsonObject, { webSearches }: Pick<Told, 'webSearches'>): Served {
  const serviceTier = asText(response['service_tier']);
  return { ...(serviceTier !== undefined && { serviceTier }), ...(webSearches > 0 && { webSearches }) };
}

/** How a response that did not fail ended. A refusal completes it, as it does in OpenAI's other format. */
export function readFinish(response: JsonObject, { calls }: Told): Finish {
  const status = asText(response['status']) ?? 'completed';
  const complete: FinishReason = calls > 0 ? 'tool-calls' : 'stop';
  switch (status) {
    case 'completed':
      return { reason: complete };
    case 'queued':
    case 'in_progress':
      return { reason: 'pause', vendorReason: status };
    case 'incomplete': {
      const why = asText(asObject(response['incomplete_details'])?.['reason']) ?? status;
      const reason = Object.hasOwn(REASON_OF_INCOMPLETE, why) ? REASON_OF_INCOMPLETE[why] : undefined;
      return reason === undefined ? { reason: 'pause', vendorReason: why } : { reason };
    }
    default:
      return { reason: complete, vendorReason: status };
  }
}

/** The finish, and before it the words by which this dialect told it where its reason does not give them back. */
function readFinishEvents(response: JsonObject, told: Told): ReplyEvent[] {
  const finish = readFinish(response, told);
  const { status, incomplete_details } = response;
  const words = finish.vendorReason === undefined ? [] : extrasIn({ status, incomplete_details }, '', []);
  return [...words, { type: 'finish', choice: 0, ...finish }];
}

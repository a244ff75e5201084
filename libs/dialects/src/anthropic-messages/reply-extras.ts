import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asObject, asText, isObject } from '../json';
import { pathOfField } from '../json-path';
import { OWN } from './draft';
import { isOwnWord } from './finish';

export type ExtraEvent = Extract<ReplyEvent, { type: 'extra' }>;

interface Known {
  readonly [field: string]: true | Known;
}

/** What the events of a message say already. */
const SAID: Known = {
  id: true,
  type: true,
  role: true,
  model: true,
  content: true,
  stop_reason: true,
  stop_sequence: true,
  usage: {
    input_tokens: true,
    cache_creation_input_tokens: true,
    cache_read_input_tokens: true,
    cache_creation: { ephemeral_5m_input_tokens: true, ephemeral_1h_input_tokens: true },
    output_tokens: true,
    output_tokens_details: { thinking_tokens: true },
    server_tool_use: { web_search_requests: true },
    service_tier: true,
    speed: true,
    // Ours takes its place.
    cost: true,
  },
};

const SAID_OF_REFUSAL: Known = { ...SAID, stop_details: { type: true, explanation: true } };

/** Of blocks of every kind that is read. */
const SAID_OF_BLOCK: Known = {
  type: true,
  ...{ text: true, citations: true },
  ...{ thinking: true, signature: true, data: true },
  ...{ id: true, name: true, input: true },
};

/** The fields of a message that the vocabulary has no word for, and a stop reason that is new to it. */
export function readExtras(message: JsonObject): ExtraEvent[] {
  const word = asText(message['stop_reason']);
  const said = word === 'refusal' ? SAID_OF_REFUSAL : SAID;
  const isNew = word !== undefined && !isOwnWord(word);
  return [...unsaid(message, said, ''), ...(isNew ? [extra('stop_reason', word)] : [])];
}

/** The same for a block that stands at `path`. The model itself is who calls a tool where nobody else is named. */
export function readBlockExtras({ caller, ...block }: JsonObject, path: string): ExtraEvent[] {
  const isDirect = asObject(caller)?.['type'] === 'direct';
  return unsaid(isDirect ? block : { ...block, caller }, SAID_OF_BLOCK, path);
}

function unsaid(source: JsonObject, said: Known, owner: string): ExtraEvent[] {
  return Object.entries(source).flatMap(([key, value]): ExtraEvent[] => {
    const known = Object.hasOwn(said, key) ? said[key] : undefined;
    if (known === true || saysNothing(value)) return [];
    const path = pathOfField(owner, key);
    return known !== undefined && isObject(value) ? unsaid(value, known, path) : [extra(path, value)];
  });
}

function extra(path: string, value: unknown): ExtraEvent {
  return { type: 'extra', dialect: OWN, path, value };
}

/** Replies name much that did not happen: nothing is lost with a null, an empty list or a count of zero. */
function saysNothing(value: unknown): boolean {
  return value === null || value === undefined || value === 0 || (Array.isArray(value) && value.length === 0);
}

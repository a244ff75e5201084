import { type JsonObject } from '../call';
import { insertCost } from '../cost-in-usage';
import { asObject } from '../json';
import { type Usage } from '../usage';

/** What a reply used: tokens where the vendor tells them, else things that are counted by the piece. */
export interface Metered {
  readonly usage?: Usage;
  readonly items?: Readonly<Partial<Record<'image' | 'second' | 'request', number>>>;
}

/** Reads what was used of a JSON reply, or of the JSON in a frame of a stream; undefined where it tells nothing of it. */
export type Meter = (body: JsonObject) => Metered | undefined;

/**
 * The text of a reply with our cost in its usage, between the vendor's own bytes; with a usage of its own behind them where the vendor tells
 * none, in the manner of OpenRouter.
 * @param body what the text holds
 */
export function withCost(text: string, body: JsonObject, usd: number): string {
  const usage = asObject(body['usage']);
  if (usage) return insertCost(text, usage, usd) ?? text;
  const end = text.lastIndexOf('}');
  return `${text.slice(0, end)}${Object.keys(body).length > 0 ? ',' : ''}"usage":{"cost":${usd}}${text.slice(end)}`;
}

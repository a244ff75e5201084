import { type JsonObject } from '../call';
import { asObject } from '../json';

/** Whether the client asked for usage in its stream, in OpenAI's words or in OpenRouter's (`usage: {include: true}`). */
export function wantsStreamUsage(body: JsonObject): boolean {
  return asObject(body['stream_options'])?.['include_usage'] === true || asObject(body['usage'])?.['include'] === true;
}

import { type JsonObject } from '../call';
import { asText } from '../json';

/** What an event of a stream is. Who imitates OpenAI may leave it to the frame's name, or send an error as bare as its bodies have it. */
export function typeOfEvent(event: JsonObject, name: string | undefined): string | undefined {
  return asText(event['type']) ?? name ?? (event['error'] ? 'error' : undefined);
}

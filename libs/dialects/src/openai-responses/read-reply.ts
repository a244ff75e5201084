import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { asCount, asObject, asText } from '../json';
import { readEnding, readFailureOf } from './ending';
import { OutputReader } from './output-reader';

/**
 * Reads a `response`. One that failed ends in a `failure` event; one that runs in the background is a pause.
 * @throws {UnreadableReply} when the body is no response
 */
export function readReply(body: unknown): ReplyEvent[] {
  const response = asObject(body);
  const failure = response && !response['output'] ? readFailureOf(response) : undefined;
  if (failure !== undefined) return [{ type: 'failure', failure }];
  if (!Array.isArray(response?.['output'])) throw new UnreadableReply('The reply has no output');
  const output = new OutputReader();
  const said = output.finish(response['output']);
  return [readStart(response), ...said, ...readEnding(response, output.told)];
}

export function readStart(response: JsonObject): ReplyEvent {
  const [id, model, createdAtSeconds] = [
    asText(response['id']),
    asText(response['model']),
    asCount(response['created_at']),
  ];
  return {
    type: 'start',
    ...(id !== undefined && { id }),
    ...(model !== undefined && { model }),
    ...(createdAtSeconds !== undefined && { createdAtSeconds }),
  };
}

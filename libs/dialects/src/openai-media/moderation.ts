import { readUsage } from '../openai-chat/usage';
import { asObject } from '../json';
import { type Meter } from './meter';

/** OpenAI's moderations tell no usage and are counted by the request; Mistral's tell tokens. */
export const moderationMeter: Meter = (body) => {
  const usage = readUsage(asObject(body['usage']) ?? {});
  return { ...(usage && { usage }), items: { request: 1 } };
};

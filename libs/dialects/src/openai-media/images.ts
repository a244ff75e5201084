import { type ImagesResponse } from 'openai/resources/images';
import { type JsonObject } from '../call';
import { asList, asObject, asText, asWhole } from '../json';
import { remainder, type Usage } from '../usage';
import { type Meter } from './meter';

/**
 * Reads what images cost of a whole reply, or of the event that completes a streamed one: tokens where they are told, and how many there are. https://developers.openai.com/api/reference/resources/images
 */
export const imagesMeter: Meter = (body) => {
  const usage = asObject(body['usage']);
  const isCompleted = asText(body['type'])?.endsWith('.completed') === true;
  const images = isCompleted ? 1 : asList(body['data']).length;
  if (!usage && images === 0) return undefined;
  return { ...(usage && { usage: readUsage(usage) }), ...(images > 0 && { items: { image: images } }) };
};

type Told = Partial<Record<keyof ImagesResponse.Usage, unknown>>;

/** Totals include their parts. What is put out is images, but for models that tell words apart. */
function readUsage(usage: JsonObject): Usage {
  const { input_tokens, output_tokens, input_tokens_details, output_tokens_details } = usage as Told;
  const image = asWhole(asObject(input_tokens_details)?.['image_tokens']);
  const output = asObject(output_tokens_details);
  const words = asWhole(output?.['text_tokens']);
  const told: Record<string, number | undefined> = {
    inputTokens: remainder(asWhole(input_tokens), image),
    inputImageTokens: image,
    outputImageTokens: remainder(asWhole(output_tokens), words),
    outputTokens: words,
  };
  return Object.fromEntries(Object.entries(told).filter(([, tokens]) => tokens !== undefined));
}

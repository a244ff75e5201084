import { type ImagesResponse } from 'openai/resources/images';
import { type JsonObject } from '../call';
import { asList, asObject } from '../json';
import { remainder, type Usage } from '../usage';
import { countOf, type Meter } from './meter';

/**
 * Reads what OpenAI's images cost: a whole reply, or the event that completes a streamed one. Models that tell no tokens are counted by
 * the image. https://developers.openai.com/api/reference/resources/images
 */
export const imagesMeter: Meter = (body) => {
  const usage = asObject(body['usage']);
  if (usage) return { usage: readUsage(usage) };
  const images = asList(body['data']).length;
  return images > 0 ? { items: { image: images } } : undefined;
};

type Told = Partial<Record<keyof ImagesResponse.Usage, unknown>>;

/** Totals include their parts. What is put out is images, but for models that tell words apart. */
function readUsage(usage: JsonObject): Usage {
  const { input_tokens, output_tokens, input_tokens_details, output_tokens_details } = usage as Told;
  const image = countOf(asObject(input_tokens_details)?.['image_tokens']);
  const output = asObject(output_tokens_details);
  const words = countOf(output?.['text_tokens']);
  const told: Record<string, number | undefined> = {
    inputTokens: remainder(countOf(input_tokens), image),
    inputImageTokens: image,
    outputImageTokens: remainder(countOf(output_tokens), words),
    outputTokens: words,
  };
  return Object.fromEntries(Object.entries(told).filter(([, tokens]) => tokens !== undefined));
}

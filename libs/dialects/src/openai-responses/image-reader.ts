import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asText } from '../json';
import { extrasIn } from './extra-events';
import { type ItemReader, NativeItemReader } from './item-reader';

const KNOWN = ['type', 'result', 'output_format'];

/** Reads an `image_generation_call`, whose result is an image in base64; one that failed has none and is the vendor's own. */
export class ImageReader implements ItemReader {
  constructor(private readonly path: string) {}

  read(): ReplyEvent[] {
    return [];
  }

  settle(): ReplyEvent[] {
    return [];
  }

  complete(item: JsonObject): ReplyEvent[] {
    const data = asText(item['result']);
    if (data === undefined) return new NativeItemReader().complete(item);
    const known = item['status'] === 'completed' ? [...KNOWN, 'status'] : KNOWN;
    const mediaType = `image/${asText(item['output_format']) ?? 'png'}`;
    return [
      ...extrasIn(item, this.path, known),
      { type: 'media', choice: 0, media: 'image', source: { kind: 'base64', mediaType, data } },
    ];
  }
}

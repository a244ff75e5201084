import { type ResponseOutputText } from 'openai/resources/responses/responses';
import { type Citation, type JsonObject } from '../call';
import { asCount, asText } from '../json';
import { OWN } from './own';

export type Annotation = ResponseOutputText['annotations'][number];

/** Reads an annotation of a text: of a web page, of a file that was searched, or of one that the model made. */
export function readAnnotation(value: JsonObject): Citation {
  const url = asText(value['url']);
  const title = asText(value['title']) ?? asText(value['filename']);
  const [startIndex, endIndex] = [asCount(value['start_index']), asCount(value['end_index'])];
  return {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(startIndex !== undefined && { startIndex }),
    ...(endIndex !== undefined && { endIndex }),
    native: { dialect: OWN, value },
  };
}

/**
 * Writes an annotation; undefined for a source without an address, which the format has no form for.
 * @param textLength of the text so far: a citation that does not say where it stands speaks of all of it
 */
export function writeAnnotation(
  { url, title, startIndex, endIndex, native }: Citation,
  textLength: number,
): Annotation | undefined {
  if (native?.dialect === OWN) return native.value as unknown as Annotation;
  if (url === undefined) return undefined;
  return {
    type: 'url_citation',
    url,
    title: title ?? url,
    start_index: startIndex ?? 0,
    end_index: endIndex ?? textLength,
  };
}

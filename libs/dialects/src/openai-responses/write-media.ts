import { type ResponseInputContent, type ResponseInputImage } from 'openai/resources/responses/responses';
import { type FilePart, type ImagePart } from '../call';
import { writeFileData, writeUrl } from '../data-url';
import { type Draft, isOurs } from './draft';

const FOREIGN_ID = "A file's id means something only to the vendor that gave it.";

/** Whether OpenAI fetches what stands at the part's URL: images and files it does, audio it takes inline. */
export function fetchesMedia(part: { readonly type: 'image' | 'audio' | 'file' }): boolean {
  return part.type !== 'audio';
}

export function writeImage({ source, detail, path }: ImagePart, draft: Draft): ResponseInputContent | undefined {
  // The types demand what the API does not: who left it out leaves it out.
  const told = detail ?? (isOurs(draft) ? undefined : 'auto');
  const form = { type: 'input_image', ...(told && { detail: told }) } as ResponseInputImage;
  switch (source.kind) {
    case 'url':
      return { ...form, image_url: source.url };
    case 'base64':
      return { ...form, image_url: writeUrl(source) };
    case 'file-id':
      if (isOurs(draft)) return { ...form, file_id: source.id };
      draft.book.dropped(path, FOREIGN_ID);
      return undefined;
    case 'text':
      // An image in text is a drawing in SVG, which no image input takes.
      draft.book.approximated(path, 'Sent as text, since images must be bitmaps.');
      return { type: 'input_text', text: source.text };
  }
}

export function writeFile({ source, filename, path }: FilePart, draft: Draft): ResponseInputContent | undefined {
  const form = { type: 'input_file', ...(filename !== undefined && { filename }) } as const;
  switch (source.kind) {
    case 'url':
      return { ...form, file_url: source.url };
    case 'base64':
      return isOurs(draft)
        ? { ...form, file_data: writeFileData(source) }
        : // Inline data wants a name, by whose ending OpenAI knows what it is.
          { ...form, filename: filename ?? nameFor(source.mediaType), file_data: writeUrl(source) };
    case 'file-id':
      if (isOurs(draft)) return { ...form, file_id: source.id };
      draft.book.dropped(path, FOREIGN_ID);
      return undefined;
    case 'text':
      draft.book.approximated(path, 'Sent as plain text.');
      return { type: 'input_text', text: source.text };
  }
}

function nameFor(mediaType: string): string {
  const subtype = mediaType.split('/')[1] ?? '';
  return `file.${mediaType === 'text/plain' ? 'txt' : /^[a-z0-9]+$/.test(subtype) ? subtype : 'bin'}`;
}

import { type ChatCompletionMessage } from 'openai/resources/chat/completions';
import { type Citation, type JsonObject } from '../call';
import { asCount, asObject, asText } from '../json';

/** OpenAI's only kind of annotation, with the words of the source that OpenRouter adds. */
type Annotation = ChatCompletionMessage.Annotation & {
  readonly url_citation: { readonly content?: string };
};

const PLAIN_FIELDS = new Set(['url', 'title', 'content', 'start_index', 'end_index']);

/** Reads one of a message's `annotations`. What is not a plain `url_citation` is kept as it stands too. */
export function readCitation(annotation: JsonObject): Citation {
  const native = { dialect: 'openai-chat', value: annotation } as const;
  const cited = annotation['type'] === 'url_citation' ? asObject(annotation['url_citation']) : undefined;
  if (cited === undefined) return { native };
  const [url, title, citedText] = [asText(cited['url']), asText(cited['title']), asText(cited['content'])];
  const [startIndex, endIndex] = [asCount(cited['start_index']), asCount(cited['end_index'])];
  const isPlain =
    [url, title, startIndex, endIndex].every((field) => field !== undefined) &&
    Object.keys(cited).every((key) => PLAIN_FIELDS.has(key)) &&
    Object.keys(annotation).length === 2;
  return {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(citedText !== undefined && { citedText }),
    ...(startIndex !== undefined && { startIndex }),
    ...(endIndex !== undefined && { endIndex }),
    ...(!isPlain && { native }),
  };
}

/** Where the block of text that is being said stands in the whole content, in UTF-16 code units. */
export interface TextBlock {
  start: number;
  end: number;
}

/**
 * Writes a citation; undefined for one without an address, which has no form here.
 * @param block what the citation belongs to: all of it where it does not say, for SDKs demand numbers
 */
export function writeCitation(citation: Citation, block: Readonly<TextBlock>): JsonObject | undefined {
  const { native, url, title, citedText, startIndex = 0, endIndex = block.end - block.start } = citation;
  if (native?.dialect === 'openai-chat') return native.value;
  if (url === undefined) return undefined;
  const annotation: Annotation = {
    type: 'url_citation',
    url_citation: {
      url,
      title: title ?? url,
      start_index: block.start + startIndex,
      end_index: block.start + endIndex,
      ...(citedText !== undefined && { content: citedText }),
    },
  };
  return { ...annotation };
}

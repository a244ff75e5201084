import { type TextCitation } from '@anthropic-ai/sdk/resources/messages/messages';
import { type Citation, type JsonObject } from '../call';
import { asText } from '../json';
import { OWN } from './draft';

/**
 * Reads where a block of text comes from. Anthropic tells the place in the source (pages, blocks, characters), never the one in
 * the answer: the block is what the source vouches for.
 * Source: https://platform.claude.com/docs/en/build-with-claude/citations
 */
export function readCitation(value: JsonObject): Citation {
  const url = asText(value['url']) ?? asText(value['source']);
  const title = asText(value['title']) ?? asText(value['document_title']);
  const citedText = asText(value['cited_text']);
  return {
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(citedText !== undefined && { citedText }),
    ...(!isForeign(value) && { native: { dialect: OWN, value } }),
  };
}

/** The citation as this dialect has it; another's becomes a search result if it has a URL, else there is no form for it. */
export function writeCitation({ url, title, citedText, native }: Citation): TextCitation | JsonObject | undefined {
  if (native?.dialect === OWN) return native.value;
  if (url === undefined) return undefined;
  const written: TextCitation = {
    type: 'web_search_result_location',
    url,
    title: title ?? null,
    cited_text: citedText ?? '',
    encrypted_index: '',
  };
  return written;
}

/** Anthropic's own search results always have an index: one without it was written above, and is not Anthropic's to read. */
function isForeign(value: JsonObject): boolean {
  return value['encrypted_index'] === '';
}

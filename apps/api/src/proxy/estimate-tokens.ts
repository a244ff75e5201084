import { type Call, type Message } from '@nuvra/dialects';

/** https://help.openai.com/en/articles/4936856: about four characters of English a token; other scripts have more bytes a character. */
const BYTES_PER_TOKEN = 4;
/** An image of a megapixel: https://platform.claude.com/docs/en/build-with-claude/vision#image-costs */
const TOKENS_OF_MEDIA = 1_300;

/** A rough count of a call's input tokens, from the bytes of its text: for those who must be told before the vendor tells. */
export function estimateTokens({ messages, tools }: Call): number {
  const said = messages.flatMap((message) => message.parts as readonly Part[]);
  const described = tools.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(tools));
  return Math.ceil(described / BYTES_PER_TOKEN + said.reduce((sum, part) => sum + tokensOf(part), 0));
}

type Part = Message['parts'][number];

function tokensOf(part: Part): number {
  switch (part.type) {
    case 'text':
    case 'refusal':
    case 'reasoning':
      return shareOf(part.text);
    case 'tool-call':
      return shareOf(part.name) + shareOf(part.argumentsText);
    case 'tool-result':
      return part.content.reduce((sum, content) => sum + tokensOf(content), 0);
    case 'native':
      return shareOf(part.text ?? JSON.stringify(part.value));
    default:
      return part.source.kind === 'text' ? shareOf(part.source.text) : TOKENS_OF_MEDIA;
  }
}

function shareOf(text = ''): number {
  return Buffer.byteLength(text) / BYTES_PER_TOKEN;
}

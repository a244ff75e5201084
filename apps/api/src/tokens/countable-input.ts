import { type Call, type MediaSource, type Message, type Tool } from '@nuvra/dialects';

/** What of a call's input can be counted: its words, and what else weighs about so many tokens. */
export interface CountableInput {
  readonly texts: readonly string[];
  readonly tokens: number;
}

/**
 * What surrounds each message and begins the reply, as OpenAI counts it:
 * https://developers.openai.com/cookbook/examples/how_to_count_tokens_with_tiktoken
 */
const MESSAGE_TOKENS = 4;
const REPLY_TOKENS = 3;
/** An image of 1024 × 1024, https://developers.openai.com/api/docs/guides/images-vision#calculating-costs; one in low detail. */
const IMAGE_TOKENS = 765;
const LOW_DETAIL_TOKENS = 85;
/** A page of PDF has about 2,000 tokens (https://platform.claude.com/docs/en/build-with-claude/pdf-support) and 50 kB. */
const FILE_BYTES_PER_TOKEN = 25;
/** Speech in MP3 has about 16 kB a second, which Gemini counts as 32 tokens: https://ai.google.dev/gemini-api/docs/audio */
const AUDIO_BYTES_PER_TOKEN = 500;
/** Media that only the vendor can see, behind a URL or an id. */
const UNSEEN_TOKENS = 2_000;

/** Takes a call apart for counting. What is no text is estimated by its size. */
export function countableInput({ messages, tools }: Call): CountableInput {
  const texts: string[] = [];
  let tokens = REPLY_TOKENS;
  for (const tool of tools) texts.push(textOfTool(tool));
  for (const message of messages) {
    tokens += MESSAGE_TOKENS;
    for (const part of message.parts) tokens += weigh(part, texts);
  }
  return { texts, tokens };
}

type Part = Message['parts'][number];

/** Adds the part's words to `texts`; returns the tokens of what is no text. */
function weigh(part: Part, texts: string[]): number {
  switch (part.type) {
    case 'text':
    case 'refusal':
      texts.push(part.text);
      return 0;
    case 'reasoning':
      // Its proof is not read as text, and vendors drop the thinking of earlier turns.
      texts.push(part.text ?? '');
      return 0;
    case 'tool-call':
      texts.push(part.name, part.argumentsText);
      return MESSAGE_TOKENS;
    case 'tool-result':
      return part.content.reduce((sum, content) => sum + weigh(content, texts), 0);
    case 'native':
      texts.push(part.text ?? JSON.stringify(part.value));
      return 0;
    case 'image':
      return part.detail === 'low' ? LOW_DETAIL_TOKENS : IMAGE_TOKENS;
    case 'audio':
      return weighSource(part.source, AUDIO_BYTES_PER_TOKEN, texts);
    case 'file':
      return weighSource(part.source, FILE_BYTES_PER_TOKEN, texts);
  }
}

function weighSource(source: MediaSource, bytesPerToken: number, texts: string[]): number {
  if (source.kind === 'base64') return Math.round((source.data.length * 3) / 4 / bytesPerToken);
  if (source.kind !== 'text') return UNSEEN_TOKENS;
  texts.push(source.text);
  return 0;
}

function textOfTool(tool: Tool): string {
  if (tool.type === 'native') return JSON.stringify(tool.value);
  return JSON.stringify({ name: tool.name, description: tool.description, parameters: tool.parameters });
}

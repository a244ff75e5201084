import {
  type ChatCompletionAssistantMessageParam,
  type ChatCompletionContentPart,
  type ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import { type AssistantPart, type JsonObject, type NativePart, type ToolCallPart } from '../call';
import { writeCitation } from './citations';
import { type Draft, isOurs } from './draft';
import { writeCallProof } from './reasoning-details';
import { writeContent, writeImage, writeNative, writeText } from './write-content';
import { writeReasoning } from './write-reasoning';

type ContentPart = Exclude<ChatCompletionAssistantMessageParam['content'], string | null | undefined>[number];
/** OpenRouter's `images` are those that the model made: https://openrouter.ai/docs/features/multimodal/image-generation */
type Written = ChatCompletionAssistantMessageParam & { images?: ChatCompletionContentPart[] };

/** Writes what the model said in one turn. */
export function writeAssistant(parts: readonly AssistantPart[], draft: Draft): Written {
  const calls = parts.flatMap((part) => writeCall(part, draft) ?? []);
  const images = parts.flatMap((part) => writeMade(part, draft) ?? []);
  // A refusal is a field of the message, or a part among texts where the client wrote it so.
  const refusal = parts.find((part) => part.type === 'refusal' && !part.path.endsWith(']'));
  const said = parts.filter((part) => part !== refusal && isContent(part));
  const content = said.flatMap((part) => writeSaid(part, draft) ?? []);
  // Null content stands for something else that was said: where nothing of it is left, OpenAI wants a text.
  const silence = isOurs(draft) || calls.length > 0 || refusal ? null : '';
  return {
    role: 'assistant',
    content: content.length === 0 ? silence : writeContent(said, content, draft),
    ...(refusal?.type === 'refusal' && { refusal: refusal.text }),
    ...writeReasoning(parts, draft),
    ...writeAnnotations(parts, draft),
    ...(images.length > 0 && { images }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

/** The field of the message in which a client of this dialect had a native part: its path tells. */
function fieldOf({ dialect, path }: NativePart): string | undefined {
  return dialect === 'openai-chat'
    ? /\.(content|images|tool_calls|reasoning_details)\[\d+\]$/.exec(path)?.[1]
    : undefined;
}

function isContent(part: AssistantPart): boolean {
  if (part.type === 'native') return (fieldOf(part) ?? 'content') === 'content';
  return part.type === 'text' || part.type === 'refusal';
}

function writeSaid(part: AssistantPart, draft: Draft): ContentPart | undefined {
  switch (part.type) {
    case 'text':
      return writeText(part, draft);
    case 'refusal':
      return { type: 'refusal', refusal: part.text };
    case 'native':
      // Of another's part only text is left; one of ours is what the vendor takes in this place.
      return writeNative(part, draft) as ContentPart | undefined;
    default:
      return undefined;
  }
}

function writeCall(part: AssistantPart, draft: Draft): ChatCompletionMessageToolCall | undefined {
  if (part.type === 'tool-call') return writeToolCall(part, draft);
  const isCall = part.type === 'native' && fieldOf(part) === 'tool_calls';
  return isCall ? (part.value as unknown as ChatCompletionMessageToolCall) : undefined;
}

/** Vendors parse the arguments: from elsewhere a call without any says so in JSON. */
function writeToolCall({ id, name, argumentsText, state }: ToolCallPart, draft: Draft): ChatCompletionMessageToolCall {
  const given = argumentsText === '' && !isOurs(draft) ? '{}' : argumentsText;
  return { id, type: 'function', function: { name, arguments: given }, ...writeCallProof(state) };
}

/** What the model made besides text: a client of this dialect returns images where it found them; other vendors take none. */
function writeMade(part: AssistantPart, draft: Draft): ChatCompletionContentPart | undefined {
  if (part.type === 'native') return fieldOf(part) === 'images' ? writeNative(part, draft) : undefined;
  if (part.type !== 'image' && part.type !== 'audio' && part.type !== 'file') return undefined;
  if (part.type === 'image' && isOurs(draft)) return writeImage(part, draft);
  draft.book.dropped(part.path, 'An assistant message holds no media here.');
  return undefined;
}

/** Only clients of this dialect return annotations where they were: OpenAI does not document them in requests, and others refuse them. */
function writeAnnotations(parts: readonly AssistantPart[], draft: Draft): { annotations?: JsonObject[] } {
  const cited = parts.filter((part) => part.type === 'text').filter(({ citations }) => citations?.length);
  if (isOurs(draft)) {
    const annotations = cited
      .flatMap(({ citations = [], text }) => citations.map((one) => writeCitation(one, { start: 0, end: text.length })))
      .filter((annotation) => annotation !== undefined);
    return annotations.length > 0 ? { annotations } : {};
  }
  for (const { path } of cited) draft.book.dropped(`${path}.citations`, 'Messages that return hold no citations here.');
  return {};
}

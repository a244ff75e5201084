import {
  type ChatCompletion,
  type ChatCompletionContentPartImage,
  type ChatCompletionMessage,
  type ChatCompletionMessageFunctionToolCall,
} from 'openai/resources/chat/completions';
import { type Base64Source, type JsonObject } from '../call';
import { writeUrl } from '../data-url';
import { type ReplyEvent, type TokenLogprob } from '../events';
import { asList, asObject, isObject } from '../json';
import { type TextBlock, writeCitation } from './citations';
import { type WireFinishReason, writeFinishReason } from './finish-reasons';
import { writeLogprobs } from './logprobs';
import { writeCallProof } from './reasoning-details';
import { type ReasoningFields, WholeReasoning } from './reasoning-writer';

/** How a choice ends, with the vendor's own word where it says more, by the name that OpenRouter gives it. */
export interface Ending {
  readonly finish_reason: WireFinishReason;
  readonly native_finish_reason?: string;
}

type Message = Omit<ChatCompletionMessage, 'content' | 'annotations' | 'tool_calls'> &
  ReasoningFields & {
    content: string | JsonObject[] | null;
    annotations?: JsonObject[];
    images?: object[];
    tool_calls?: object[];
  };

export type WrittenChoice = Omit<ChatCompletion.Choice, 'finish_reason' | 'message'> & Ending & { message: Message };

/** Puts one choice together from its events, for a reply that is written whole. */
export class ChoiceWriter {
  /** Texts and, where a vendor has such, parts of other kinds. */
  private readonly content: (string | JsonObject)[] = [];
  private readonly block: TextBlock = { start: 0, end: 0 };
  private readonly annotations: JsonObject[] = [];
  private readonly images: object[] = [];
  private refusal: string | undefined;
  /** Calls in the order in which they came; functions also by their index. */
  private readonly calls: object[] = [];
  private readonly functions = new Map<number, ChatCompletionMessageFunctionToolCall>();
  private readonly reasoning = new WholeReasoning();
  private readonly logprobs = { content: [] as TokenLogprob[], refusal: [] as TokenLogprob[] };
  private native: JsonObject = {};
  private ending: Ending = { finish_reason: 'stop' };

  constructor(private readonly index: number) {}

  write(event: Extract<ReplyEvent, { choice: number }>): void {
    switch (event.type) {
      case 'text-delta':
        this.say(event.text);
        break;
      case 'text-end':
        this.block.start = this.block.end;
        break;
      case 'citation': {
        const annotation = writeCitation(event.citation, this.block);
        if (annotation) this.annotations.push(annotation);
        break;
      }
      case 'refusal-delta':
        this.refusal = (this.refusal ?? '') + event.text;
        break;
      case 'reasoning-delta':
        this.reasoning.text(event.text);
        break;
      case 'reasoning-break':
        this.reasoning.break();
        break;
      case 'reasoning-state':
        this.reasoning.state(event.state);
        break;
      case 'tool-call-start':
        this.call(event);
        break;
      case 'tool-call-delta': {
        const call = this.functions.get(event.index);
        if (call) call.function.arguments += event.argumentsText;
        break;
      }
      case 'media':
        this.images.push(writeMadeImage(event.source));
        break;
      case 'logprobs':
        this.logprobs[event.of ?? 'content'].push(...event.tokens);
        break;
      case 'native':
        this.add(event.value);
        break;
      case 'finish':
        this.ending = writeEnding(event);
        break;
    }
  }

  choice(): WrittenChoice {
    const { calls, images, annotations } = this;
    const message: Message = {
      role: 'assistant',
      content: this.writeContent(),
      refusal: this.refusal ?? null,
      ...this.reasoning.fields(),
      ...(annotations.length > 0 && { annotations }),
      ...(images.length > 0 && { images }),
      ...(calls.length > 0 && { tool_calls: calls }),
      ...this.native,
    };
    const logprobs = writeLogprobs(this.logprobs.content, this.logprobs.refusal);
    return { index: this.index, message, logprobs, ...this.ending };
  }

  private say(text: string): void {
    const last = this.content.length - 1;
    if (typeof this.content[last] === 'string') this.content[last] += text;
    else this.content.push(text);
    this.block.end += text.length;
  }

  private call({ index, id, name, state }: ReplyEvent & { type: 'tool-call-start' }): void {
    const call: ChatCompletionMessageFunctionToolCall = {
      id,
      type: 'function',
      function: { name, arguments: '' },
      ...writeCallProof(state),
    };
    this.calls.push(call);
    this.functions.set(index, call);
    if (state) this.reasoning.state(state, id);
  }

  /** A fragment of a message: what stands in the lists that are written here joins them, the rest stands beside. */
  private add({ content, images, tool_calls: calls, ...rest }: JsonObject): void {
    this.content.push(...asList(content).filter(isObject));
    this.images.push(...asList(images).filter(isObject));
    for (const call of asList(calls)) {
      // In a list the position is the index.
      const { index: _index, ...whole } = asObject(call) ?? {};
      this.calls.push(whole);
    }
    this.native = { ...this.native, ...rest };
  }

  private writeContent(): Message['content'] {
    const [text, ...more] = this.content;
    // Null content stands for something else that was said; a completion that says nothing says an empty text.
    if (text === undefined) return this.calls.length > 0 || this.refusal !== undefined ? null : '';
    if (typeof text === 'string' && more.length === 0) return text;
    return this.content.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part));
  }
}

export function writeEnding(event: ReplyEvent & { type: 'finish' }): Ending {
  return {
    finish_reason: writeFinishReason(event.reason),
    ...(event.vendorReason !== undefined && { native_finish_reason: event.vendorReason }),
  };
}

/** An image that the model made, in OpenRouter's form: https://openrouter.ai/docs/features/multimodal/image-generation */
export function writeMadeImage(source: Base64Source): ChatCompletionContentPartImage {
  return { type: 'image_url', image_url: { url: writeUrl(source) } };
}

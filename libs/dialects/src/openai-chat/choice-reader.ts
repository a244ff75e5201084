import { type JsonObject } from '../call';
import { readUrl } from '../data-url';
import { type FinishReason, type ReplyEvent } from '../events';
import { asList, asObject, asText } from '../json';
import { readCitation } from './citations';
import { DetailReader } from './detail-reader';
import { readFinishReason } from './finish-reasons';
import { readChoiceLogprobs } from './logprobs';
import { CHOICE_FIELDS, type ExtraReader, LOGPROBS_FIELDS, MESSAGE_FIELDS } from './reply-fields';
import { ToolCallReader } from './tool-call-reader';

/** Reads one choice, whether it comes as a whole `message` or as `delta` after `delta`. */
export class ChoiceReader {
  private readonly calls: ToolCallReader;
  private readonly details: DetailReader;
  private readonly path: string;
  private isFinished = false;

  constructor(
    private readonly choice: number,
    replyId: string,
    private readonly extras: ExtraReader,
  ) {
    this.path = `choices[${choice}]`;
    this.calls = new ToolCallReader(choice, replyId, extras);
    this.details = new DetailReader(choice);
  }

  /**
   * In the order in which a model speaks: reasoning, text and what it made, refusal, calls; then what is told of them.
   * @param said the choice's `message` or `delta`
   */
  read(choice: JsonObject, said: JsonObject): ReplyEvent[] {
    const reasoning = this.readReasoning(said);
    const answer = [
      ...this.readContent(said['content']),
      ...asList(said['annotations']).map((item) => this.citation(asObject(item) ?? {})),
      ...asList(said['images']).map((item) => this.image(asObject(item) ?? {})),
      ...this.readAudio(asObject(said['audio'])),
      ...this.text('refusal-delta', said['refusal']),
      ...asList(said['tool_calls']).flatMap((call) => this.calls.read(asObject(call) ?? {})),
    ];
    return [
      ...reasoning,
      ...(answer.length > 0 ? [...this.details.close(), ...answer] : []),
      ...this.readAbout(choice, said),
    ];
  }

  /** Reads a choice that is there as a whole: every call in it is another, and nothing goes on. */
  readWhole(choice: JsonObject): ReplyEvent[] {
    const message = asObject(choice['message']) ?? {};
    const calls = asList(message['tool_calls']).map((call, index) => ({ ...asObject(call), index }));
    return [...this.read(choice, { ...message, tool_calls: calls }), ...this.details.close()];
  }

  /**
   * The end of the choice, told once: OpenRouter repeats it with the usage.
   * @param word the vendor's, or undefined when it ended the reply without one
   * @param nativeWord OpenRouter's `native_finish_reason`: the word of the vendor behind it
   */
  finish(word: string | undefined, nativeWord?: string): ReplyEvent[] {
    if (this.isFinished) return [];
    this.isFinished = true;
    const read = word === undefined ? { reason: 'stop' as const } : readFinishReason(word);
    // With a forced tool, and at some vendors always, calls end in `stop`: the loop must go on all the same.
    const reason: FinishReason = read.reason === 'stop' && this.calls.count > 0 ? 'tool-calls' : read.reason;
    const vendorReason = nativeWord ?? read.vendorReason ?? (reason === read.reason ? undefined : word);
    return [
      ...this.details.close(),
      { type: 'finish', choice: this.choice, reason, ...(vendorReason !== undefined && { vendorReason }) },
    ];
  }

  /** OpenRouter says the same text in `reasoning` and in `reasoning_details`: the details win, for they keep the order. */
  private readReasoning(said: JsonObject): ReplyEvent[] {
    const details = asList(said['reasoning_details']).flatMap((entry) => this.details.read(asObject(entry) ?? {}));
    if (details.some(({ type }) => type === 'reasoning-delta')) return details;
    return [...this.text('reasoning-delta', asText(said['reasoning_content']) ?? said['reasoning']), ...details];
  }

  /** A string, or Mistral's list of texts and thoughts: https://docs.mistral.ai/capabilities/reasoning */
  private readContent(content: unknown): ReplyEvent[] {
    if (!Array.isArray(content)) return this.text('text-delta', content);
    return asList(content).flatMap((item): ReplyEvent[] => {
      const part = asObject(item) ?? {};
      if (part['type'] === 'text') return this.text('text-delta', part['text']);
      if (part['type'] !== 'thinking') return [this.native({ content: [part] })];
      return asList(part['thinking']).flatMap((thought) => this.text('reasoning-delta', asObject(thought)?.['text']));
    });
  }

  private citation(annotation: JsonObject): ReplyEvent {
    return { type: 'citation', choice: this.choice, citation: readCitation(annotation) };
  }

  /** OpenRouter's form of what a model painted: https://openrouter.ai/docs/features/multimodal/image-generation */
  private image(image: JsonObject): ReplyEvent {
    const source = readUrl(asText(asObject(image['image_url'])?.['url']) ?? '');
    if (source.kind === 'base64') return { type: 'media', choice: this.choice, media: 'image', source };
    return this.native({ images: [image] }, /^https?:/i.test(source.url) ? source.url : undefined);
  }

  /** Speech, whole or piece by piece: other dialects hear its transcript. */
  private readAudio(audio: JsonObject | undefined): ReplyEvent[] {
    return audio ? [this.native({ audio }, asText(audio['transcript']))] : [];
  }

  /** What is told about the choice rather than said by the model. */
  private readAbout(choice: JsonObject, said: JsonObject): ReplyEvent[] {
    const logprobs = asObject(choice['logprobs']);
    return [
      ...(logprobs ? readChoiceLogprobs(this.choice, logprobs) : []),
      ...(logprobs ? this.extras.read(logprobs, LOGPROBS_FIELDS, `${this.path}.logprobs`) : []),
      ...this.extras.read(choice, CHOICE_FIELDS, this.path),
      ...this.extras.read(said, MESSAGE_FIELDS, `${this.path}.message`),
    ];
  }

  /** @param value the fragment of a message that holds the part */
  private native(value: JsonObject, text?: string): ReplyEvent {
    return {
      type: 'native',
      choice: this.choice,
      dialect: 'openai-chat',
      value,
      ...(text !== undefined && { text }),
    };
  }

  private text(type: 'text-delta' | 'reasoning-delta' | 'refusal-delta', value: unknown): ReplyEvent[] {
    const text = asText(value);
    return text === undefined ? [] : [{ type, choice: this.choice, text }];
  }
}

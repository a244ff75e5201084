import { type JsonObject } from '../call';
import { type FinishReason, type ReplyEvent } from '../events';
import { readFinishReason } from './finish-reasons';
import { asList, asObject, asText } from '../json';
import { readIssuedDetail } from './reasoning-details';
import { ToolCallReader } from './tool-call-reader';

/** Reads one choice, whether it comes as a whole `message` or as `delta` after `delta`. */
export class ChoiceReader {
  private readonly calls: ToolCallReader;
  private isFinished = false;

  constructor(
    private readonly choice: number,
    replyId: string,
  ) {
    this.calls = new ToolCallReader(choice, replyId);
  }

  /** In the order in which a model speaks: reasoning, text, refusal, calls. */
  read(said: JsonObject): ReplyEvent[] {
    return [
      ...this.readReasoning(said),
      ...this.readContent(said['content']),
      ...this.text('refusal-delta', said['refusal']),
      ...asList(said['tool_calls']).flatMap((call) => this.calls.read(asObject(call) ?? {})),
    ];
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
    return [{ type: 'finish', choice: this.choice, reason, ...(vendorReason !== undefined && { vendorReason }) }];
  }

  /** OpenRouter says the same text in `reasoning` and in `reasoning_details`: the details win, for they keep the order. */
  private readReasoning(said: JsonObject): ReplyEvent[] {
    const details = asList(said['reasoning_details']).map((entry) => readIssuedDetail(asObject(entry) ?? {}));
    const plain = details.some((detail) => detail.text !== undefined)
      ? []
      : this.text('reasoning-delta', asText(said['reasoning_content']) ?? said['reasoning']);
    return [
      ...plain,
      ...details.flatMap(({ text, state }): ReplyEvent[] => [
        ...this.text('reasoning-delta', text),
        ...(state ? [{ type: 'reasoning-state' as const, choice: this.choice, state }] : []),
      ]),
    ];
  }

  /** A string, or Mistral's list of texts and thoughts: https://docs.mistral.ai/capabilities/reasoning */
  private readContent(content: unknown): ReplyEvent[] {
    if (!Array.isArray(content)) return this.text('text-delta', content);
    return asList(content).flatMap((item) => {
      const part = asObject(item) ?? {};
      if (part['type'] === 'text') return this.text('text-delta', part['text']);
      if (part['type'] !== 'thinking') return [];
      return asList(part['thinking']).flatMap((thought) => this.text('reasoning-delta', asObject(thought)?.['text']));
    });
  }

  private text(type: 'text-delta' | 'reasoning-delta' | 'refusal-delta', value: unknown): ReplyEvent[] {
    const text = asText(value);
    return text === undefined ? [] : [{ type, choice: this.choice, text }];
  }
}

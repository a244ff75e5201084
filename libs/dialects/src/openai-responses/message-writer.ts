import {
  type ResponseOutputMessage,
  type ResponseOutputRefusal,
  type ResponseOutputText,
} from 'openai/resources/responses/responses';
import { type Citation } from '../call';
import { type TokenLogprob } from '../events';
import { writeAnnotation } from './annotations';
import { type Emit, type OpenItem } from './emit';
import { writeLogprobs } from './logprobs';

/** Writes a message part by part. */
export class MessageWriter implements OpenItem {
  private part: ResponseOutputText | ResponseOutputRefusal | undefined;

  constructor(
    private readonly item: ResponseOutputMessage,
    readonly outputIndex: number,
    private readonly emit: Emit,
  ) {}

  text(delta: string): string {
    const { part, opening } = this.textPart();
    part.text += delta;
    return opening + this.emit({ type: 'response.output_text.delta', ...this.place, delta, logprobs: [] });
  }

  refuse(delta: string): string {
    let opening = '';
    let { part } = this;
    if (part?.type !== 'refusal') opening = this.openPart((part = { type: 'refusal', refusal: '' }));
    part.refusal += delta;
    return opening + this.emit({ type: 'response.refusal.delta', ...this.place, delta });
  }

  /** @returns undefined for a source that the format has no form for */
  cite(citation: Citation): string | undefined {
    const { part, opening } = this.textPart();
    const annotation = writeAnnotation(citation, part.text.length);
    if (annotation === undefined) return opening === '' ? undefined : opening;
    part.annotations.push(annotation);
    const annotation_index = part.annotations.length - 1;
    return (
      opening +
      this.emit({ type: 'response.output_text.annotation.added', ...this.place, annotation_index, annotation })
    );
  }

  /** They follow the text that they are of, which is gone: a delta without text carries them. */
  logprobs(tokens: readonly TokenLogprob[]): string {
    const { part, opening } = this.textPart();
    const logprobs = writeLogprobs(tokens);
    part.logprobs = [...(part.logprobs ?? []), ...logprobs];
    return opening + this.emit({ type: 'response.output_text.delta', ...this.place, delta: '', logprobs });
  }

  endPart(): string {
    const { part } = this;
    if (part === undefined) return '';
    const done =
      part.type === 'refusal'
        ? this.emit({ type: 'response.refusal.done', ...this.place, refusal: part.refusal })
        : this.emit({
            type: 'response.output_text.done',
            ...this.place,
            text: part.text,
            logprobs: part.logprobs ?? [],
          });
    const frames = done + this.emit({ type: 'response.content_part.done', ...this.place, part });
    this.part = undefined;
    return frames;
  }

  close(isCut: boolean): string {
    const frames = this.endPart();
    this.item.status = isCut ? 'incomplete' : 'completed';
    return frames;
  }

  private textPart(): { readonly part: ResponseOutputText; readonly opening: string } {
    if (this.part?.type === 'output_text') return { part: this.part, opening: '' };
    const part: ResponseOutputText = { type: 'output_text', text: '', annotations: [], logprobs: [] };
    return { part, opening: this.openPart(part) };
  }

  private openPart(part: ResponseOutputText | ResponseOutputRefusal): string {
    const ended = this.endPart();
    this.part = part;
    this.item.content.push(part);
    return ended + this.emit({ type: 'response.content_part.added', ...this.place, part });
  }

  private get place(): { item_id: string; output_index: number; content_index: number } {
    return { item_id: this.item.id, output_index: this.outputIndex, content_index: this.item.content.length - 1 };
  }
}

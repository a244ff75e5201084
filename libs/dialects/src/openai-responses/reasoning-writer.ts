import { type ResponseReasoningItem } from 'openai/resources/responses/responses';
import { type ReasoningState } from '../call';
import { sealState } from '../reasoning-state';
import { type Emit, type OpenItem } from './emit';
import { OWN } from './own';

type Paragraph = ResponseReasoningItem.Summary | ResponseReasoningItem.Content;

/** Writes an item of reasoning: its paragraphs as summaries, which clients show, or as the full text where the vendor said it so. */
export class ReasoningWriter implements OpenItem {
  private paragraph: Paragraph | undefined;

  constructor(
    private readonly item: ResponseReasoningItem,
    readonly outputIndex: number,
    private readonly emit: Emit,
  ) {}

  text(delta: string, type: Paragraph['type']): string {
    const opening = this.paragraph?.type === type ? '' : this.openParagraph(type);
    if (this.paragraph) this.paragraph.text += delta;
    return (
      opening +
      (type === 'summary_text'
        ? this.emit({ type: 'response.reasoning_summary_text.delta', ...this.summaryPlace, delta })
        : this.emit({ type: 'response.reasoning_text.delta', ...this.contentPlace, delta }))
    );
  }

  endParagraph(): string {
    const { paragraph } = this;
    if (paragraph === undefined) return '';
    this.paragraph = undefined;
    const { text } = paragraph;
    if (paragraph.type === 'summary_text') {
      return (
        this.emit({ type: 'response.reasoning_summary_text.done', ...this.summaryPlace, text }) +
        this.emit({ type: 'response.reasoning_summary_part.done', ...this.summaryPlace, part: paragraph })
      );
    }
    return (
      this.emit({ type: 'response.reasoning_text.done', ...this.contentPlace, text }) +
      this.emit({ type: 'response.content_part.done', ...this.contentPlace, part: paragraph })
    );
  }

  /**
   * Puts the proof into the item: as it is where the vendor's own item carries it under its own id, else sealed.
   * @param callId the tool call on which it rides
   */
  prove(state: ReasoningState, callId?: string): void {
    const isOwn = state.dialect === OWN && callId === undefined;
    if (isOwn && state.kind === 'reference' && state.data === this.item.id) return;
    const isRaw = isOwn && state.kind === 'encrypted' && (state.id ?? this.item.id) === this.item.id;
    this.item.encrypted_content = isRaw ? state.data : sealState(state, callId);
  }

  close(): string {
    return this.endParagraph();
  }

  private openParagraph(type: Paragraph['type']): string {
    const ended = this.endParagraph();
    if (type === 'summary_text') {
      const part = { type, text: '' };
      this.item.summary.push(part);
      this.paragraph = part;
      return ended + this.emit({ type: 'response.reasoning_summary_part.added', ...this.summaryPlace, part });
    }
    const part = { type, text: '' };
    this.item.content = [...(this.item.content ?? []), part];
    this.paragraph = part;
    return ended + this.emit({ type: 'response.content_part.added', ...this.contentPlace, part });
  }

  private get summaryPlace(): { item_id: string; output_index: number; summary_index: number } {
    return { ...this.place, summary_index: this.item.summary.length - 1 };
  }

  private get contentPlace(): { item_id: string; output_index: number; content_index: number } {
    return { ...this.place, content_index: (this.item.content?.length ?? 0) - 1 };
  }

  private get place(): { item_id: string; output_index: number } {
    return { item_id: this.item.id, output_index: this.outputIndex };
  }
}

import { type ResponseOutputItem } from 'openai/resources/responses/responses';
import { type ReasoningState } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { asText } from '../json';
import { keysOf, restoreExtras } from '../json-path';
import { type Sentence } from '../receipt';
import { CallWriter } from './call-writer';
import { type Emit, type OpenItem } from './emit';
import { itemIdOf } from './item-ids';
import { MessageWriter } from './message-writer';
import { OWN } from './own';
import { ReasoningWriter } from './reasoning-writer';

type Of<Type extends ReplyEvent['type']> = Extract<ReplyEvent, { type: Type }>;

/** Writes the output of a response item by item, each at the place in which it began. */
export class OutputWriter {
  readonly output: ResponseOutputItem[] = [];
  /** What is being said or thought; it ends where something else begins. */
  private open: MessageWriter | ReasoningWriter | undefined;
  /** By their number; they are complete when the reply is. */
  private readonly calls = new Map<number, CallWriter>();
  /** The fields that the vocabulary lacks, by place in the output. */
  private readonly extras = new Map<number, { readonly path: string; readonly value: unknown }[]>();
  private paragraphType: 'summary_text' | 'reasoning_text' = 'summary_text';

  constructor(
    private readonly context: Pick<ReplyContext, 'id' | 'book'>,
    private readonly emit: Emit,
  ) {}

  get hasRefused(): boolean {
    return this.output.some((item) => item.type === 'message' && item.content.some(({ type }) => type === 'refusal'));
  }

  write(event: ReplyEvent): string {
    if ('choice' in event && event.choice > 0) {
      this.context.book.dropped(`response.choices[${event.choice}]`, 'A response has one reply.');
      return '';
    }
    switch (event.type) {
      case 'text-delta':
        return this.inMessage((message) => message.text(event.text));
      case 'text-end':
        return this.open instanceof MessageWriter ? this.open.endPart() : '';
      case 'refusal-delta':
        return this.inMessage((message) => message.refuse(event.text));
      case 'citation':
        return this.inMessage(
          (message) =>
            message.cite(event.citation) ?? this.drop('citations', 'A source without an address cannot be cited.'),
        );
      case 'logprobs':
        if (event.of === 'refusal') return this.drop('logprobs', 'A refusal has no log probabilities here.');
        return this.inMessage((message) => message.logprobs(event.tokens));
      case 'reasoning-delta':
        return this.inReasoning((reasoning) => reasoning.text(event.text, this.paragraphType));
      case 'reasoning-break':
        return this.open instanceof ReasoningWriter ? this.open.endParagraph() : '';
      case 'reasoning-state':
        return this.prove(event.state);
      case 'tool-call-start':
        return this.startCall(event);
      case 'tool-call-delta':
        return this.calls.get(event.index)?.argue(event.argumentsText) ?? '';
      case 'media':
        return this.addMedia(event);
      case 'native':
        return this.addNative(event);
      case 'extra':
        return this.keep(event);
      case 'finish':
        return this.close(event.reason === 'length' || event.reason === 'content-filter');
      default:
        return '';
    }
  }

  /** @param isCut whether the model was stopped in the middle of what it said last */
  close(isCut: boolean): string {
    const open: OpenItem[] = [...this.calls.values(), ...(this.open ? [this.open] : [])];
    this.calls.clear();
    this.open = undefined;
    return open.map((item, at) => this.closeItem(item, isCut && at === open.length - 1)).join('');
  }

  private inMessage(say: (message: MessageWriter) => string): string {
    if (this.open instanceof MessageWriter) return say(this.open);
    const closed = this.closeOpen();
    const outputIndex = this.output.length;
    const item = {
      id: itemIdOf('message', this.context.id, outputIndex),
      type: 'message' as const,
      status: 'in_progress' as const,
      role: 'assistant' as const,
      content: [],
    };
    const opening = this.add(item);
    this.open = new MessageWriter(item, outputIndex, this.emit);
    return closed + opening + say(this.open);
  }

  private inReasoning(say: (reasoning: ReasoningWriter) => string, id?: string): string {
    if (this.open instanceof ReasoningWriter) return say(this.open);
    const closed = this.closeOpen();
    const outputIndex = this.output.length;
    const item = {
      id: id ?? itemIdOf('reasoning', this.context.id, outputIndex),
      type: 'reasoning' as const,
      summary: [],
    };
    const opening = this.add(item);
    this.open = new ReasoningWriter(item, outputIndex, this.emit);
    return closed + opening + say(this.open);
  }

  private prove(state: ReasoningState, callId?: string): string {
    const ownId = state.dialect !== OWN ? undefined : state.kind === 'reference' ? state.data : state.id;
    const proved = this.inReasoning((reasoning) => {
      reasoning.prove(state, callId);
      return '';
    }, ownId);
    return proved + this.closeOpen();
  }

  private startCall({ index, id, name, state }: Of<'tool-call-start'>): string {
    const closed = this.closeOpen() + (state ? this.prove(state, id) : '');
    const outputIndex = this.output.length;
    const item = {
      id: itemIdOf('function_call', this.context.id, outputIndex),
      type: 'function_call' as const,
      status: 'in_progress' as const,
      call_id: id,
      name,
      arguments: '',
    };
    const opening = this.add(item);
    this.calls.set(index, new CallWriter(item, outputIndex, this.emit));
    return closed + opening;
  }

  private addMedia({ media, source }: Of<'media'>): string {
    if (media !== 'image') return this.drop(media, 'A reply can hold images and text only.');
    const closed = this.closeOpen();
    const item = {
      id: itemIdOf('image_generation_call', this.context.id, this.output.length),
      type: 'image_generation_call' as const,
      status: 'completed' as const,
      result: source.data,
      output_format: source.mediaType.replace(/^image\//, '') as 'png',
    };
    return closed + this.add(item) + this.done(this.output.length - 1);
  }

  private addNative({ dialect, value }: Of<'native'>): string {
    if (dialect === OWN) {
      // What the vendor of this dialect said is what its client takes, also where the types do not know it yet.
      return this.closeOpen() + this.add(value as unknown as ResponseOutputItem) + this.done(this.output.length - 1);
    }
    const name = asText(value['type']) ?? Object.keys(value)[0] ?? 'part';
    // Not in words either: what tools did is no part of the answer, which may be JSON that a program reads.
    return this.drop(name, 'Only clients of the vendor’s own format know such a part.');
  }

  /** Fields of this dialect wait for their item, which ends the one before; those of another have no place. */
  private keep({ dialect, path, value }: Of<'extra'>): string {
    const [root, index, , , field] = keysOf(path);
    if (dialect !== OWN || root !== 'output' || typeof index !== 'number') return '';
    const closed = index >= this.output.length ? this.closeOpen() : '';
    // Where the text of reasoning stands is told before it.
    if (field === 'type' && value === 'reasoning_text') {
      this.paragraphType = value;
      return closed;
    }
    const extra = { path, value };
    this.extras.set(index, [...(this.extras.get(index) ?? []), extra]);
    if (index < this.output.length) restoreExtras({ output: this.output }, [extra]);
    return closed;
  }

  private add(item: ResponseOutputItem): string {
    const output_index = this.output.push(item) - 1;
    this.restore(output_index);
    return this.emit({ type: 'response.output_item.added', output_index, item });
  }

  private closeOpen(): string {
    const { open } = this;
    this.open = undefined;
    return open === undefined ? '' : this.closeItem(open, false);
  }

  private closeItem(item: OpenItem, isCut: boolean): string {
    this.paragraphType = 'summary_text';
    return item.close(isCut) + this.done(item.outputIndex);
  }

  private done(output_index: number): string {
    this.restore(output_index);
    return this.emit({ type: 'response.output_item.done', output_index, item: this.output[output_index]! });
  }

  private restore(index: number): void {
    restoreExtras({ output: this.output }, this.extras.get(index) ?? []);
  }

  private drop(what: string, why: Sentence): string {
    this.context.book.dropped(`response.${what}`, why);
    return '';
  }
}

import { type Message, type RawMessageDeltaEvent } from '@anthropic-ai/sdk/resources/messages/messages';
import { type Extra } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent, type Served } from '../events';
import { restoreExtras } from '../json-path';
import { BlockWriter } from './block-writer';
import { OWN } from './draft';
import { type FinishEvent, writeStopReason } from './finish';
import { noteUsage, type UsageEvent, writeUsage } from './usage';
import { type WireEvent } from './wire-events';

/** Writes a reply as the events of a stream: streams send them, a JSON reply is what they add up to. */
export class MessageWriter {
  private readonly blocks: BlockWriter;
  private hasBegun = false;
  private usage: UsageEvent | undefined;
  private finish: FinishEvent | undefined;
  private refusal: string | undefined;
  private readonly extras: Extra[] = [];

  /** @param estimateInputTokens what a stream tells at its start where the provider has not told it yet */
  constructor(
    private readonly context: ReplyContext,
    private readonly estimateInputTokens: () => number,
  ) {
    this.blocks = new BlockWriter(context.book);
  }

  write(event: Exclude<ReplyEvent, { type: 'failure' }>): WireEvent[] {
    if ('choice' in event && event.choice > 0) {
      this.context.book.dropped(`response.choices[${event.choice}]`, 'A message of this format is one completion.');
      return [];
    }
    switch (event.type) {
      case 'start':
        // The message opens with the next event, for that may tell its usage.
        return [];
      case 'usage':
        this.usage = event;
        return [];
      case 'extra':
        this.keep(event);
        return [];
      case 'refusal-delta':
        this.refusal = (this.refusal ?? '') + event.text;
        return [];
      case 'finish':
        this.finish = event;
        return [];
      default:
        return this.hasBegun ? this.blocks.write(event) : [...this.begin(), ...this.blocks.write(event)];
    }
  }

  /** Usage and the way the reply ended, now that both are known. */
  end(): WireEvent[] {
    const beginning = this.hasBegun ? [] : this.begin();
    return [...beginning, ...this.blocks.end(), this.messageDelta(), { type: 'message_stop' }];
  }

  private keep({ dialect, path, value, isEcho }: Extract<ReplyEvent, { type: 'extra' }>): void {
    if (dialect !== OWN) {
      if (!isEcho) this.context.book.dropped(`response.${path}`, 'It has no counterpart in this format.');
    } else if (path.startsWith('content[')) this.blocks.keep({ path, value });
    else this.extras.push({ path, value });
  }

  private begin(): WireEvent[] {
    this.hasBegun = true;
    const { id, model } = this.context;
    const told = this.usage?.usage;
    const inputTokens = told?.inputTokens ?? this.estimateInputTokens();
    const message: Message = {
      id,
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      container: null,
      diagnostics: null,
      stop_reason: null,
      stop_sequence: null,
      stop_details: null,
      usage: writeUsage({ ...told, inputTokens }, this.usage ?? {}),
    };
    // What else was told so far has its place at the end.
    restoreExtras(
      { usage: message.usage },
      this.extras.filter(({ path }) => path.startsWith('usage')),
    );
    return [{ type: 'message_start', message }, { type: 'ping' }];
  }

  private messageDelta(): WireEvent {
    const { context, usage } = this;
    noteUsage(usage?.usage ?? {}, context.book);
    const tail = { ...this.stop(), usage: { ...writeUsage(usage?.usage ?? {}, usage ?? {}) } };
    restoreExtras(tail, this.extras);
    const cost = usage && context.usdCostOf(usage.usage, servedBy(usage));
    const { container, stop_details, stop_reason, stop_sequence, usage: told, ...rest } = tail;
    return {
      ...rest,
      type: 'message_delta',
      delta: { container, stop_details, stop_reason, stop_sequence },
      usage: { ...told, ...(cost !== undefined && { cost }) },
    };
  }

  private stop(): RawMessageDeltaEvent.Delta {
    const finish: FinishEvent = this.finish ?? { type: 'finish', choice: 0, reason: 'stop' };
    if (finish.reason === 'error') {
      this.context.book.approximated('response.stop_reason', 'This format has no word for a reply that broke off.');
    }
    const stop_reason = this.refusal === undefined ? writeStopReason(finish) : 'refusal';
    const explanation = this.refusal ?? null;
    return {
      container: null,
      stop_details: stop_reason === 'refusal' ? { type: 'refusal', category: null, explanation } : null,
      stop_reason: stop_reason as RawMessageDeltaEvent.Delta['stop_reason'],
      stop_sequence: finish.stopSequence ?? null,
    };
  }
}

function servedBy({ type: _type, usage: _usage, ...served }: UsageEvent): Served {
  return served;
}

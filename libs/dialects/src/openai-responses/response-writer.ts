import { type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type FinishReason, type ReplyEvent } from '../events';
import { type Failure } from '../failure';
import { restoreExtras } from '../json-path';
import { type Emit } from './emit';
import { type Extra } from './extra-events';
import { writeResponseError } from './failures';
import { OutputWriter } from './output-writer';
import { OWN } from './own';
import { type WireResponse, writeResponse } from './response-object';
import { writeUsage } from './usage';

/** Puts a response together from its events. */
export class ResponseWriter {
  private readonly output: OutputWriter;
  private usage: Extract<ReplyEvent, { type: 'usage' }> | undefined;
  private reason: FinishReason = 'stop';
  private failure: Failure | undefined;
  private readonly extras: { readonly path: string; readonly value: unknown }[] = [];

  constructor(
    private readonly context: ReplyContext,
    emit: Emit,
  ) {
    this.output = new OutputWriter(context, emit);
  }

  /** @returns the frames for what the event says of the output */
  write(event: ReplyEvent): string {
    if (event.type === 'usage') this.usage = event;
    else if (event.type === 'extra') this.keep(event);
    else if (event.type === 'finish' && event.choice === 0) this.finish(event);
    else if (event.type === 'failure') {
      this.failure = event.failure;
      return this.output.close(true);
    }
    return this.output.write(event);
  }

  /** The response while nothing of it is known yet. */
  begun(): WireResponse {
    return writeResponse(this.context, [], { status: 'in_progress' });
  }

  /** Ends what a reply without a finish, which no reader gives, has left open. */
  close(): string {
    return this.output.close(false);
  }

  /** The response with everything that it says. */
  response(): WireResponse {
    const { usage, context } = this;
    const response = writeResponse(context, this.output.output, {
      ...this.ending(),
      ...(usage && { usage: writeUsage(usage.usage, context.usdCostOf(usage.usage, usage), context.book) }),
      ...(usage?.serviceTier !== undefined && { service_tier: usage.serviceTier as WireResponse['service_tier'] }),
    });
    this.noteLosses();
    const whole: WireResponse & JsonObject = { ...response };
    restoreExtras(whole, this.extras);
    return whole;
  }

  private keep({ dialect, path, value, isEcho }: Extra): void {
    if (dialect === OWN) {
      if (!path.startsWith('output[')) this.extras.push({ path, value });
    } else if (!isEcho) {
      this.context.book.dropped(`response.${path}`, 'Only clients of the vendor’s own format know this field.');
    }
  }

  private finish({ reason, stopSequence }: Extract<ReplyEvent, { type: 'finish' }>): void {
    this.reason = reason;
    if (stopSequence === undefined) return;
    this.context.book.dropped('response.stop_sequence', 'A response does not say which sequence stopped the model.');
  }

  private noteLosses(): void {
    const { book } = this.context;
    const { speed, webSearches } = this.usage ?? {};
    if (speed !== undefined) book.dropped('response.usage.speed', 'A response does not say how fast it was served.');
    const hasSearched = this.output.output.some(({ type }) => type === 'web_search_call');
    if (webSearches !== undefined && !hasSearched) {
      book.dropped('response.usage.webSearches', 'A response does not count searches of other vendors.');
    }
    if (this.reason === 'pause')
      book.approximated('response.status', 'A turn that may be continued reads as completed.');
  }

  private ending(): Pick<WireResponse, 'status' | 'error' | 'incomplete_details'> {
    const failed = (failure: Failure) =>
      ({ status: 'failed', error: writeResponseError(failure), incomplete_details: null }) as const;
    const incomplete = (reason: 'max_output_tokens' | 'content_filter') =>
      ({ status: 'incomplete', error: null, incomplete_details: { reason } }) as const;
    if (this.failure !== undefined) return failed(this.failure);
    switch (this.reason) {
      case 'length':
        return incomplete('max_output_tokens');
      case 'content-filter':
        return incomplete('content_filter');
      case 'error':
        return failed({ kind: 'upstream', message: 'The provider broke the response off.' });
      case 'refusal':
        // A refusal that says nothing would pass for an empty answer.
        if (!this.output.hasRefused) return incomplete('content_filter');
        break;
      default:
    }
    return { status: 'completed', error: null, incomplete_details: null };
  }
}

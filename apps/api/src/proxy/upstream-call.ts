import { type IncomingHttpHeaders } from 'node:http';
import { type Readable } from 'node:stream';
import { type Dispatcher } from 'undici';
import { type Timeouts } from '../config/config';

/** A request to a provider, ready to be sent. */
export interface UpstreamRequest {
  readonly origin: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Readable;
}

/** We ended the call ourselves: the client is gone, or the total time is over. */
export class CallAborted extends Error {}
/** The whole call took longer than it may. */
export class TotalTimeout extends Error {}

/**
 * One call to a provider, on undici's lowest interface: measured, `request` and its streams cost several times as much. Await
 * {@link head}, then take the body once, with {@link readAll} or {@link forEach}.
 */
export class UpstreamCall implements Dispatcher.DispatchHandler {
  status = 0;
  headers: IncomingHttpHeaders = {};

  /** Resolves when the reply's head is here; rejects when it never comes. */
  readonly head: Promise<void>;

  private settleHead!: { resolve: () => void; reject: (error: Error) => void };
  private controller: Dispatcher.DispatchController | undefined;
  private readonly totalTimer: NodeJS.Timeout;
  private ended = false;
  private error: Error | undefined;
  /** What came before somebody took the body. */
  private waiting: Buffer[] = [];
  private consumer: { chunk: (chunk: Buffer) => void; end: (error?: Error) => void } | undefined;

  constructor(dispatcher: Dispatcher, { origin, path, headers, body }: UpstreamRequest, timeouts: Timeouts) {
    this.head = new Promise((resolve, reject) => (this.settleHead = { resolve, reject }));
    this.totalTimer = setTimeout(() => this.abort(new TotalTimeout('The call took too long')), timeouts.totalMs);
    dispatcher.dispatch(
      {
        origin,
        path,
        method: 'POST',
        headers,
        body,
        headersTimeout: timeouts.firstByteMs,
        bodyTimeout: timeouts.idleMs,
      },
      this,
    );
  }

  /** The whole body. */
  readAll(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    return this.forEach((chunk) => chunks.push(chunk)).then(() =>
      chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks),
    );
  }

  /** Hands over the body chunk by chunk; resolves at its end, rejects when it breaks off. */
  forEach(consume: (chunk: Buffer) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error?: Error): void => (error ? reject(error) : resolve());
      const chunk = (bytes: Buffer): void => {
        try {
          consume(bytes);
        } catch (error) {
          this.abort(error as Error);
        }
      };
      const { waiting } = this;
      this.waiting = [];
      this.consumer = { chunk, end };
      waiting.forEach(chunk);
      if (this.ended) end(this.error);
    });
  }

  /** Stops reading from the provider until {@link resume}: the client is slower than the provider. */
  pause(): void {
    this.controller?.pause();
  }

  resume(): void {
    if (!this.ended) this.controller?.resume();
  }

  /** Ends the call; the connection is closed, so that the provider notices. Does nothing after the end. */
  abort(reason: Error = new CallAborted('The client is gone')): void {
    if (this.ended) return;
    // Before the request has begun there is nothing to abort yet: onRequestStart looks at `ended`.
    this.finish(reason);
    this.controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.ended) controller.abort(this.error ?? new CallAborted('Ended before it began'));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
    this.settleHead.resolve();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.consumer) this.consumer.chunk(chunk);
    else this.waiting.push(chunk);
  }

  onResponseEnd(): void {
    this.finish();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.finish(error);
  }

  private finish(error?: Error): void {
    if (this.ended) return;
    this.ended = true;
    this.error = error;
    clearTimeout(this.totalTimer);
    if (error) this.settleHead.reject(error);
    this.consumer?.end(error);
  }
}

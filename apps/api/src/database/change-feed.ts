import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DATABASE_URL } from './database-url';

/** How often the connection is proved to be alive, and how long it may take to answer: a change is seen, or missed and noticed, within a second. */
const HEARTBEAT_MS = 400;
const ANSWER_WITHIN_MS = 400;

export interface ChangeListener {
  /** A row changed; `payload` is what its trigger announced. */
  onChange(payload: string): void;
  /** Changes may have been missed: whatever was remembered must be read again before it is trusted. */
  onGap(): void;
}

/**
 * Changes pushed by PostgreSQL's LISTEN/NOTIFY, on a connection of its own. While the connection is lost listeners are told nothing; when it is
 * back they are told of the gap.
 */
@Injectable()
export class ChangeFeed implements OnApplicationShutdown {
  private readonly logger = new Logger(ChangeFeed.name);
  private readonly listeners = new Map<string, ChangeListener>();
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(@Inject(DATABASE_URL) private readonly url: string) {}

  /** Subscribes to a channel. Resolves when changes are being received. */
  async listen(channel: string, listener: ChangeListener): Promise<void> {
    this.listeners.set(channel, listener);
    if (this.client) await this.client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    else await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: 5_000,
      application_name: 'nuvra changes',
    });
    client.on('error', () => undefined); // The heartbeat notices.
    client.on('notification', ({ channel, payload }) => this.listeners.get(channel)?.onChange(payload ?? ''));
    await client.connect();
    for (const channel of this.listeners.keys()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    this.client = client;
    this.schedule(() => this.beat(client));
  }

  private schedule(next: () => Promise<void>): void {
    if (!this.closed) this.timer = setTimeout(() => void next(), HEARTBEAT_MS);
  }

  private async beat(client: pg.Client): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    try {
      const timeout = new Promise<never>(
        (_, reject) => (late = setTimeout(reject, ANSWER_WITHIN_MS, new Error('no answer'))),
      );
      await Promise.race([client.query('SELECT 1'), timeout]);
      this.schedule(() => this.beat(client));
    } catch (error) {
      if (this.closed) return;
      this.logger.warn(
        `The connection for changes is lost (${(error as Error).message}); serving from memory until it is back`,
      );
      this.client = undefined;
      // Not end(): that waits for a peer that may never answer.
      (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
      await this.reconnect();
    } finally {
      clearTimeout(late);
    }
  }

  private async reconnect(): Promise<void> {
    try {
      await this.connect();
    } catch {
      this.schedule(() => this.reconnect());
      return;
    }
    this.logger.log('The connection for changes is back');
    for (const listener of this.listeners.values()) listener.onGap();
  }
}

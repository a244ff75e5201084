import { Injectable, Logger, type OnModuleInit, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';

const DAYS_AHEAD = 7;
const SIX_HOURS_MS = 6 * 60 * 60 * 1000;

/** Keeps a week of daily partitions of `usage` ready ahead of time. Rows beyond them would land in the default partition, not be lost. */
@Injectable()
export class UsagePartitions implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(UsagePartitions.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly dataSource: DataSource) {}

  async onModuleInit(): Promise<void> {
    await this.create();
    this.timer = setInterval(() => {
      this.create().catch((error: unknown) => this.logger.error(`Partitions could not be created: ${String(error)}`));
    }, SIX_HOURS_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private create(): Promise<unknown> {
    return this.dataSource.query(`SELECT create_usage_partitions((now() AT TIME ZONE 'UTC')::date, $1)`, [
      DAYS_AHEAD + 1,
    ]);
  }
}

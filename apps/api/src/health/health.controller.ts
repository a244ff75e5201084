import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { PublicAccess } from '../auth/access';
import { CONFIG, type Config } from '../config/config';
import { LivenessDto, ReadinessDto } from './health.dto';
import { Lifecycle } from './lifecycle';

const DATABASE_ANSWERS_WITHIN_MS = 1_000;

@Controller('health')
@PublicAccess()
export class HealthController {
  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether the process is alive; restart it when this does not answer. */
  @Get('live')
  live(): LivenessDto {
    return { status: 'live' };
  }

  /**
   * Whether requests should be sent here. Losing the database makes an instance `degraded`, not unready: it goes on serving the keys that it
   * knows, and taking all instances out at once would turn a fault into an outage.
   */
  @Get('ready')
  @ApiResponse({ status: 503, type: ReadinessDto, description: 'Starting or stopping' })
  async ready(@Res({ passthrough: true }) response: ServerResponse): Promise<ReadinessDto> {
    const database = (await this.databaseAnswers()) ? 'reachable' : 'unreachable';
    const { state } = this.lifecycle;
    if (state !== 'running') response.statusCode = 503;
    const status = state !== 'running' ? state : database === 'reachable' ? 'ready' : 'degraded';
    return { status, database, mode: this.config.demo ? 'demo' : 'live' };
  }

  private databaseAnswers(): Promise<boolean> {
    const answer = this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answer, sleep(DATABASE_ANSWERS_WITHIN_MS, false, { ref: false })]);
  }
}

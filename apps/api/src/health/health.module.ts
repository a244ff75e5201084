import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller';
import { Lifecycle } from './lifecycle';
import { ProbeController } from './probe.controller';

@Global()
@Module({ controllers: [HealthController, ProbeController], providers: [Lifecycle], exports: [Lifecycle] })
export class HealthModule {}

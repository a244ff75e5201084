import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module';
import { GenerationController } from './generation.controller';
import { KeyController } from './key.controller';
import { BatchingUsageRecorder, UsageRecorder } from './usage-recorder';
import { UsagePartitions } from './usage-partitions';
import { UsageService } from './usage.service';

@Module({
  imports: [ApiKeysModule],
  controllers: [GenerationController, KeyController],
  providers: [{ provide: UsageRecorder, useClass: BatchingUsageRecorder }, UsageService, UsagePartitions],
  exports: [UsageRecorder, UsageService],
})
export class UsageModule {}

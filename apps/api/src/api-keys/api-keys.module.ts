import { Module } from '@nestjs/common';
import { ApiKeyGuard } from './api-key.guard';
import { ApiKeyVerifier } from './api-key-verifier';
import { ApiKeysController } from './api-keys.controller';
import { ApiKeysService } from './api-keys.service';

@Module({
  controllers: [ApiKeysController],
  providers: [ApiKeysService, ApiKeyVerifier, ApiKeyGuard],
  exports: [ApiKeysService, ApiKeyVerifier, ApiKeyGuard],
})
export class ApiKeysModule {}

import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module';
import { StatefulPathsController } from './stateful-paths.controller';

@Module({ imports: [ApiKeysModule], controllers: [StatefulPathsController] })
export class StatefulPathsModule {}

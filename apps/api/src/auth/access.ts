import { applyDecorators, type CustomDecorator, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { MasterKeyGuard } from './master-key.guard';

/** Metadata key under which a handler (or its controller) says who may call it. */
export const ACCESS = 'nuvra:access';

/** Anyone may call it, without any credential. */
export const PublicAccess = (): CustomDecorator => SetMetadata(ACCESS, 'public');

/** Only the holder of `NUVRA_MASTER_KEY` may call it. */
export const MasterKeyAccess = () =>
  applyDecorators(SetMetadata(ACCESS, 'master-key'), UseGuards(MasterKeyGuard), ApiBearerAuth('management'));

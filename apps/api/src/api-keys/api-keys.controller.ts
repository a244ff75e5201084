import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { MasterKeyAccess } from '../auth/access';
import { DEFAULT_ORGANIZATION_ID, DEFAULT_PROJECT_ID } from '../organizations/default-organization';
import { type ApiKey } from './api-key.entity';
import {
  ApiKeyDto,
  ApiKeyPageDto,
  CreateApiKeyDto,
  CreatedApiKeyDto,
  ListApiKeysDto,
  UpdateApiKeyDto,
} from './api-key.dto';
import { ApiKeysService } from './api-keys.service';

@Controller('management/v1/api-keys')
@MasterKeyAccess()
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  /** Creates an API key. The key is in this reply and nowhere else. */
  @Post()
  async create(@Body() { name, projectId, strict }: CreateApiKeyDto): Promise<CreatedApiKeyDto> {
    const { apiKey, secret } = await this.apiKeys.issue(
      DEFAULT_ORGANIZATION_ID,
      projectId ?? DEFAULT_PROJECT_ID,
      name,
      strict,
    );
    return {
      id: apiKey.id,
      name: apiKey.name,
      key: secret,
      last4: apiKey.last4,
      strict: apiKey.strict,
      createdAt: apiKey.createdAt.toISOString(),
    };
  }

  /** Lists API keys, newest first, revoked ones included. */
  @Get()
  async list(@Query() { limit = 50, cursor }: ListApiKeysDto): Promise<ApiKeyPageDto> {
    // One more than asked tells whether there is a next page.
    const keys = await this.apiKeys.list(DEFAULT_ORGANIZATION_ID, limit + 1, cursor);
    const data = keys.slice(0, limit);
    return { data: data.map(toDto), nextCursor: keys.length > limit ? (data.at(-1)?.id ?? null) : null };
  }

  /** Changes an API key: within a second, every instance goes by it. */
  @Patch(':id')
  async update(@Param('id', ParseUUIDPipe) id: string, @Body() { strict }: UpdateApiKeyDto): Promise<ApiKeyDto> {
    return toDto(await this.apiKeys.setStrict(DEFAULT_ORGANIZATION_ID, id, strict));
  }

  /** Revokes an API key: within a second, no instance accepts it any more. */
  @Delete(':id')
  @HttpCode(204)
  async revoke(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.apiKeys.revoke(DEFAULT_ORGANIZATION_ID, id);
  }
}

function toDto(apiKey: ApiKey): ApiKeyDto {
  return {
    id: apiKey.id,
    projectId: apiKey.projectId,
    name: apiKey.name,
    last4: apiKey.last4,
    strict: apiKey.strict,
    createdAt: apiKey.createdAt.toISOString(),
    revokedAt: apiKey.revokedAt?.toISOString() ?? null,
  };
}

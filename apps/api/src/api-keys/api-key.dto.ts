import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { Transform, Type } from 'class-transformer';

/** What to call a new key, and which project pays for it. */
export class CreateApiKeyDto {
  /**
   * Name for people.
   * @example "ci"
   */
  @IsString()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @Length(1, 100)
  name: string;

  /** Project that the key's usage belongs to; the default project when left out. */
  @IsOptional()
  @IsUUID()
  projectId?: string;

  /** Whether the key's requests are refused (400, naming the field) rather than sent with something lost in translation. */
  @IsOptional()
  @IsBoolean()
  strict?: boolean = false;
}

/** What to change about a key. */
export class UpdateApiKeyDto {
  /** Whether the key's requests are refused (400, naming the field) rather than sent with something lost in translation. */
  @IsBoolean()
  strict: boolean;
}

/** Which part of the list of keys to return. */
export class ListApiKeysDto {
  /** How many keys to return at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number = 50;

  /** The `nextCursor` of the page before. */
  @IsOptional()
  @IsUUID()
  cursor?: string;
}

/** A key as it is listed. The key itself cannot be read again. */
export class ApiKeyDto {
  id: string;
  projectId: string;
  /** @example "ci" */
  name: string;
  /** The key's last four characters. */
  last4: string;
  /** The key's requests are refused rather than sent with something lost in translation. */
  strict: boolean;
  /** @example "2026-11-22T09:30:00.000Z" */
  createdAt: string;
  /** When the key was revoked; null while it works. */
  revokedAt: string | null;
}

/** A key at the moment of its creation. */
export class CreatedApiKeyDto {
  id: string;
  /** @example "ci" */
  name: string;
  /** The key itself: shown this once, kept nowhere. */
  key: string;
  last4: string;
  strict: boolean;
  createdAt: string;
}

/** One page of keys, newest first. */
export class ApiKeyPageDto {
  data: ApiKeyDto[];
  /** Pass as `cursor` for the next page; null on the last. */
  nextCursor: string | null;
}

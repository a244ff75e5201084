import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ChangeFeed, type ChangeListener } from '../database/change-feed';
import { TenantDatabase } from '../database/tenant-database';
import { AppError } from '../errors/app-error';
import { hashApiKey, isWellFormed } from './api-key-secret';

/** Whom a key speaks for. */
export interface ApiKeyIdentity {
  readonly apiKeyId: string;
  readonly organizationId: string;
  readonly projectId: string;
  /** A request that cannot be carried whole is refused. */
  readonly strict: boolean;
}

interface KeyRow {
  readonly id: string;
  readonly organization_id: string;
  readonly project_id: string;
  readonly strict: boolean;
  readonly revoked_at: Date | null;
}

type Answer = ApiKeyIdentity | 'unknown' | 'revoked';

interface Remembered {
  readonly answer: Answer;
  /** The gap count at which this was read; older means that changes may have been missed since. */
  readonly readAtGap: number;
}

/** Unknown keys are remembered too, so that guessing does not reach the database; this bounds what guessing can occupy. */
const MAX_REMEMBERED_REFUSALS = 10_000;

/**
 * Tells whom a key speaks for, from memory: no database call for a key that was seen before. The table's trigger announces every change, which
 * forgets the key; after a gap in the announcements a key is read again before it is trusted. While the database cannot be reached, keys that
 * were seen before go on working.
 */
@Injectable()
export class ApiKeyVerifier implements OnModuleInit, ChangeListener {
  private readonly accepted = new Map<string, Remembered>();
  private readonly refused = new Map<string, Remembered>();
  private gaps = 0;
  /** Counts announcements: a read that began before one must not be remembered, it may be stale. */
  private epoch = 0;

  constructor(
    private readonly tenants: TenantDatabase,
    private readonly changes: ChangeFeed,
  ) {}

  onModuleInit(): Promise<void> {
    return this.changes.listen('api_keys', this);
  }

  onChange(hash: string): void {
    this.epoch++;
    this.accepted.delete(hash);
    this.refused.delete(hash);
  }

  onGap(): void {
    this.epoch++;
    this.gaps++;
  }

  /**
   * The identity behind a key: at once when it is remembered, else a promise.
   * @throws {AppError} `invalid_api_key` or `revoked_api_key`; `not_ready` (503) when the database is needed and cannot be asked
   */
  verify(key: string): ApiKeyIdentity | Promise<ApiKeyIdentity> {
    if (!isWellFormed(key)) throw invalidKey();
    const hash = hashApiKey(key);
    const remembered = this.accepted.get(hash) ?? this.refused.get(hash);
    if (remembered?.readAtGap === this.gaps) return identityOf(remembered.answer);
    return this.load(hash, remembered).then(identityOf);
  }

  private async load(hash: string, remembered: Remembered | undefined): Promise<Answer> {
    const { epoch, gaps } = this;
    let answer: Answer;
    try {
      answer = await this.read(hash);
    } catch (error) {
      if (remembered) return remembered.answer;
      throw new AppError('not_ready', 'The API key cannot be checked at the moment. Try again shortly.', {
        retryAfterSeconds: 1,
        cause: error,
      });
    }
    if (epoch === this.epoch) this.remember(hash, { answer, readAtGap: gaps });
    return answer;
  }

  private async read(hash: string): Promise<Answer> {
    const [row] = await this.tenants.withPurpose('key-lookup', (manager) =>
      manager.query<KeyRow[]>(
        'SELECT id, organization_id, project_id, strict, revoked_at FROM api_keys WHERE hash = $1',
        [hash],
      ),
    );
    if (!row) return 'unknown';
    if (row.revoked_at) return 'revoked';
    return {
      apiKeyId: row.id,
      organizationId: row.organization_id,
      projectId: row.project_id,
      strict: row.strict,
    };
  }

  private remember(hash: string, remembered: Remembered): void {
    this.accepted.delete(hash);
    this.refused.delete(hash);
    if (typeof remembered.answer !== 'string') {
      this.accepted.set(hash, remembered);
      return;
    }
    // A Map iterates in order of insertion: the first is the oldest.
    for (const oldest of this.refused.keys()) {
      if (this.refused.size < MAX_REMEMBERED_REFUSALS) break;
      this.refused.delete(oldest);
    }
    this.refused.set(hash, remembered);
  }
}

function identityOf(answer: Answer): ApiKeyIdentity {
  if (answer === 'unknown') throw invalidKey();
  if (answer === 'revoked') throw new AppError('revoked_api_key', 'This API key was revoked. Use another one.');
  return answer;
}

function invalidKey(): AppError {
  return new AppError(
    'invalid_api_key',
    'This API key is not valid. Check that it was copied whole; keys begin with "sk-nv-".',
  );
}

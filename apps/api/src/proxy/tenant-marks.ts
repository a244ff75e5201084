import { Inject, Injectable } from '@nestjs/common';
import { type DialectId, type JsonObject, type ReceiptBook } from '@nuvra/dialects';
import { createHmac } from 'node:crypto';
import { DATABASE_URL } from '../database/database-url';

/** Fields that tell a vendor which end user asks, or which cache to look in. */
const FIELDS: Readonly<Record<DialectId, readonly string[]>> = {
  'openai-chat': ['user', 'safety_identifier', 'prompt_cache_key'],
  'openai-responses': ['user', 'safety_identifier', 'prompt_cache_key'],
  'anthropic-messages': [],
  gemini: [],
};

/**
 * Replaces what tenants call their end users and caches by keyed hashes of their own: the same name always gives the same hash, no tenant
 * meets another's cache or end user at a vendor that all share, and the vendor learns no names. docs/decisions/0013.
 */
@Injectable()
export class TenantMarks {
  private readonly key: Buffer;

  constructor(@Inject(DATABASE_URL) databaseUrl: string) {
    this.key = createHmac('sha256', new URL(databaseUrl).password || databaseUrl)
      .update('tenant marks')
      .digest();
  }

  /** Changes `body`; each field gets a line in the book. */
  mark(dialect: DialectId, body: JsonObject, organizationId: string, book: ReceiptBook): void {
    const replace = (owner: JsonObject, field: string, path: string): void => {
      const name = owner[field];
      if (typeof name !== 'string') return;
      owner[field] = createHmac('sha256', this.key).update(`${organizationId} ${name}`).digest('base64url');
      book.mapped(path);
    };
    for (const field of FIELDS[dialect]) replace(body, field, field);
    const { metadata } = body;
    if (dialect === 'anthropic-messages' && typeof metadata === 'object' && metadata !== null) {
      replace(metadata as JsonObject, 'user_id', 'metadata.user_id');
    }
  }
}

import { randomUUIDv7 } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, createMigratedDatabase } from '../../test/database';
import { TenantDatabase } from '../database/tenant-database';
import { nano } from '../pricing/nano';
import { type UsageRecord } from './usage-record';
import { BatchingUsageRecorder } from './usage-recorder';

const organizationId = randomUUIDv7();

function recordOf(fields: Partial<UsageRecord> = {}): UsageRecord {
  return {
    id: randomUUIDv7(),
    organizationId,
    projectId: randomUUIDv7(),
    apiKeyId: randomUUIDv7(),
    dialect: 'openai-chat',
    stream: false,
    demo: false,
    status: 200,
    usage: {},
    estimated: false,
    totalMs: 5,
    finishedAt: new Date(),
    ...fields,
  };
}

describe('usage that was recorded', () => {
  let owner: DataSource;
  let app: DataSource;
  let recorder: BatchingUsageRecorder;

  beforeAll(async () => {
    const { ownerUrl, appUrl } = await createMigratedDatabase();
    owner = await connect(ownerUrl);
    app = await connect(appUrl);
    recorder = new BatchingUsageRecorder(new TenantDatabase(app));
  });
  afterAll(async () => {
    await recorder.onApplicationShutdown();
    await Promise.all([owner.destroy(), app.isInitialized && app.destroy()]);
  });

  const rowsOf = (...records: UsageRecord[]) =>
    owner.query<Record<string, unknown>[]>('SELECT * FROM usage WHERE id = ANY($1) ORDER BY id', [
      records.map(({ id }) => id),
    ]);

  it('is written by itself, every field of it', async () => {
    const record = recordOf({
      modelId: 'openai/gpt-5',
      usage: { inputTokens: 7, cacheReadTokens: 0, outputTokens: 3 },
      upstreamCost: nano(9_007_199_254_740_993n),
      charged: nano(1n),
      items: { image: 2 },
      estimated: true,
      receipt: [{ path: 'seed', outcome: 'dropped', why: 'No word for it.' }],
      vendorId: 'chatcmpl-1',
      firstByteMs: 2,
    });
    recorder.record(record);
    for (let i = 0; i < 200 && (await rowsOf(record)).length === 0; i++) await sleep(20);
    expect(await rowsOf(record)).toMatchObject([
      {
        organization_id: organizationId,
        model_id: 'openai/gpt-5',
        input_tokens: 7,
        // Told as zero is zero, not told is unknown.
        cache_read_tokens: 0,
        reasoning_tokens: null,
        output_tokens: 3,
        // Beyond what a double can hold.
        upstream_cost_nano: '9007199254740993',
        charged_nano: '1',
        items: { image: 2 },
        estimated: true,
        receipt: [{ path: 'seed', outcome: 'dropped', why: 'No word for it.' }],
        vendor_id: 'chatcmpl-1',
        first_byte_ms: 2,
        total_ms: 5,
        finished_at: record.finishedAt,
      },
    ]);
  });

  it('is all there after a flush, more than a batch of it', async () => {
    const records = Array.from({ length: 1_203 }, () => recordOf());
    records.forEach((record) => recorder.record(record));
    await recorder.flush();
    expect(await rowsOf(...records)).toHaveLength(1_203);
  });

  it('twice under the same id counts once', async () => {
    const record = recordOf({ charged: nano(5n) });
    recorder.record(record);
    recorder.record({ ...record, charged: nano(6n) });
    await recorder.flush();
    recorder.record({ ...record, charged: nano(7n) });
    await recorder.flush();
    expect(await rowsOf(record)).toMatchObject([{ charged_nano: '5' }]);
  });

  it('with a text that PostgreSQL cannot hold is kept, the text mended', async () => {
    const record = recordOf({ vendorId: 'a\0b\ud800c', errorCode: 'a\\u0000b' });
    recorder.record(record);
    await recorder.flush();
    expect(await rowsOf(record)).toMatchObject([{ vendor_id: 'a\uFFFDb\uFFFDc', error_code: 'a\\u0000b' }]);
  });

  it('does not wait behind a record that can never be written', async () => {
    const before = recordOf();
    const bad = recordOf({ totalMs: 1e12 });
    const after = recordOf();
    [before, bad, after].forEach((record) => recorder.record(record));
    await recorder.flush();
    expect((await rowsOf(before, bad, after)).map((row) => row['id'])).toEqual([before.id, after.id].sort());
  });

  it('waits in memory while the database is away, and is written when it is back', async () => {
    const records = Array.from({ length: 600 }, () => recordOf());
    await app.destroy();
    records.forEach((record) => recorder.record(record));
    await recorder.flush();
    expect(await rowsOf(...records)).toEqual([]);
    await app.initialize();
    await recorder.flush();
    expect(await rowsOf(...records)).toHaveLength(600);
  });
});

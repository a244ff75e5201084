import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Usage, partitioned by the day of its UUIDv7. The API's role creates partitions only through `create_usage_partitions`, which runs with
 * the owner's rights; rows outside every partition land in `usage_default`.
 */
export class Usage1764000002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE usage (
        id uuid NOT NULL,
        organization_id uuid NOT NULL,
        project_id uuid NOT NULL,
        api_key_id uuid NOT NULL,
        dialect text NOT NULL,
        model_id text,
        endpoint_id uuid,
        provider text,
        price_id uuid,
        stream boolean NOT NULL,
        demo boolean NOT NULL,
        status smallint NOT NULL,
        error_code text,
        finish_reason text,
        vendor_id text,
        input_tokens integer,
        cache_read_tokens integer,
        cache_write_5m_tokens integer,
        cache_write_1h_tokens integer,
        input_audio_tokens integer,
        input_image_tokens integer,
        output_tokens integer,
        reasoning_tokens integer,
        output_audio_tokens integer,
        output_image_tokens integer,
        upstream_cost_nano bigint,
        charged_nano bigint,
        receipt jsonb,
        first_byte_ms integer,
        total_ms integer NOT NULL,
        finished_at timestamptz NOT NULL,
        CONSTRAINT usage_pkey PRIMARY KEY (id)
      ) PARTITION BY RANGE (id);
      CREATE TABLE usage_default PARTITION OF usage DEFAULT;
      ALTER TABLE usage ENABLE ROW LEVEL SECURITY;
      CREATE POLICY tenant ON usage FOR SELECT USING (organization_id = current_organization());
      -- The loader writes the rows of all organizations in one batch; ON CONFLICT needs to see them too.
      CREATE POLICY usage_loader ON usage FOR INSERT WITH CHECK (current_purpose() = 'usage-loader');
      CREATE POLICY usage_loader_conflicts ON usage FOR SELECT USING (current_purpose() = 'usage-loader');
      GRANT SELECT, INSERT ON usage TO nuvra_app;

      -- The lowest UUIDv7 of a day: its first 48 bits are milliseconds since 1970 (RFC 9562, 5.7).
      CREATE FUNCTION usage_day_start(day date) RETURNS uuid LANGUAGE sql IMMUTABLE
        RETURN (lpad(to_hex((extract(epoch FROM day::timestamp) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

      CREATE FUNCTION create_usage_partitions(from_day date, days integer) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
      DECLARE
        day date;
        partition text;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('create_usage_partitions'));
        FOR i IN 0 .. days - 1 LOOP
          day := from_day + i;
          partition := 'usage_' || to_char(day, 'YYYYMMDD');
          CONTINUE WHEN to_regclass('public.' || partition) IS NOT NULL;
          -- Rows that came before their partition wait in the default one: they move, or the new one would be refused.
          EXECUTE format('CREATE TABLE public.%I (LIKE public.usage INCLUDING ALL)', partition);
          EXECUTE format('WITH early AS (DELETE FROM public.usage_default WHERE id >= %L AND id < %L RETURNING *)
            INSERT INTO public.%I SELECT * FROM early', public.usage_day_start(day), public.usage_day_start(day + 1), partition);
          EXECUTE format('ALTER TABLE public.usage ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
            partition, public.usage_day_start(day), public.usage_day_start(day + 1));
        END LOOP;
      END $$;
      REVOKE EXECUTE ON FUNCTION create_usage_partitions FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION create_usage_partitions TO nuvra_app;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION create_usage_partitions(date, integer);
      DROP TABLE usage;
      DROP FUNCTION usage_day_start(date);
    `);
  }
}

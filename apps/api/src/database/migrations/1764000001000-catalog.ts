import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Models, the endpoints that serve them and their prices: the same for all organizations. */
export class Catalog1764000001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE models (
        id text CONSTRAINT models_pkey PRIMARY KEY,
        author text NOT NULL,
        name text NOT NULL,
        aliases text[] NOT NULL,
        facts jsonb NOT NULL,
        source text NOT NULL,
        listed boolean NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON models TO nuvra_app;

      CREATE TABLE model_endpoints (
        id uuid CONSTRAINT model_endpoints_pkey PRIMARY KEY,
        model_id text NOT NULL CONSTRAINT model_endpoints_model_id_fkey REFERENCES models ON DELETE CASCADE,
        provider text NOT NULL,
        upstream_model text NOT NULL,
        position integer NOT NULL,
        dialect text,
        status text,
        context_tokens integer,
        max_output_tokens integer,
        listed boolean NOT NULL,
        CONSTRAINT model_endpoints_provider_upstream_model_key UNIQUE (model_id, provider, upstream_model)
      );
      CREATE INDEX model_endpoints_model_id_idx ON model_endpoints (model_id, position);
      GRANT SELECT, INSERT, UPDATE ON model_endpoints TO nuvra_app;

      -- A price is never changed or deleted, only followed by the next version: the API's role may not.
      CREATE TABLE prices (
        id uuid CONSTRAINT prices_pkey PRIMARY KEY,
        endpoint_id uuid NOT NULL CONSTRAINT prices_endpoint_id_fkey REFERENCES model_endpoints ON DELETE CASCADE,
        version integer NOT NULL,
        components jsonb NOT NULL,
        source text NOT NULL,
        source_date date NOT NULL,
        effective_from timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT prices_endpoint_id_version_key UNIQUE (endpoint_id, version)
      );
      GRANT SELECT, INSERT ON prices TO nuvra_app;

      CREATE TABLE catalog_imports (
        id uuid CONSTRAINT catalog_imports_pkey PRIMARY KEY,
        digest text NOT NULL,
        source text NOT NULL,
        source_date date NOT NULL,
        models integer NOT NULL,
        imported_at timestamptz NOT NULL DEFAULT now()
      );
      GRANT SELECT, INSERT ON catalog_imports TO nuvra_app;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE catalog_imports, prices, model_endpoints, models');
  }
}

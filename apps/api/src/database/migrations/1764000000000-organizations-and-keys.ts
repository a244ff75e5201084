import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * People, tenants and their keys. Tenant tables have row-level security: the API's role sees the rows of the organization that its
 * transaction names, and nothing when it names none.
 */
export class OrganizationsAndKeys1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      GRANT USAGE ON SCHEMA public TO nuvra_app;

      CREATE FUNCTION current_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('nuvra.organization_id', true), '')::uuid;
      CREATE FUNCTION current_purpose() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('nuvra.purpose', true), '');

      CREATE TABLE users (
        id uuid CONSTRAINT users_pkey PRIMARY KEY,
        issuer text NOT NULL,
        subject text NOT NULL,
        email text,
        name text,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT users_issuer_subject_key UNIQUE (issuer, subject)
      );

      CREATE TABLE organizations (
        id uuid CONSTRAINT organizations_pkey PRIMARY KEY,
        slug text NOT NULL CONSTRAINT organizations_slug_key UNIQUE,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
      CREATE POLICY tenant ON organizations USING (id = current_organization());
      GRANT SELECT, INSERT, UPDATE ON organizations TO nuvra_app;

      CREATE TABLE projects (
        id uuid CONSTRAINT projects_pkey PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT projects_organization_id_fkey REFERENCES organizations ON DELETE CASCADE,
        name text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT projects_organization_id_name_key UNIQUE (organization_id, name)
      );
      ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
      CREATE POLICY tenant ON projects USING (organization_id = current_organization());
      GRANT SELECT, INSERT, UPDATE, DELETE ON projects TO nuvra_app;

      CREATE TABLE api_keys (
        id uuid CONSTRAINT api_keys_pkey PRIMARY KEY,
        organization_id uuid NOT NULL,
        project_id uuid NOT NULL,
        created_by uuid,
        name text NOT NULL,
        hash text NOT NULL CONSTRAINT api_keys_hash_key UNIQUE,
        last4 text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        revoked_at timestamptz
      );
      CREATE INDEX api_keys_organization_id_idx ON api_keys (organization_id, id);
      ALTER TABLE api_keys ENABLE ROW LEVEL SECURITY;
      CREATE POLICY tenant ON api_keys USING (organization_id = current_organization());
      -- Authentication does not know the organization yet: it finds the key by its hash.
      CREATE POLICY key_lookup ON api_keys FOR SELECT USING (current_purpose() = 'key-lookup');
      GRANT SELECT, INSERT, UPDATE ON api_keys TO nuvra_app;

      CREATE FUNCTION announce_api_key() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('api_keys', CASE WHEN TG_OP = 'DELETE' THEN OLD.hash ELSE NEW.hash END);
        RETURN NULL;
      END $$;
      CREATE TRIGGER announce AFTER INSERT OR UPDATE OR DELETE ON api_keys
        FOR EACH ROW EXECUTE FUNCTION announce_api_key();

      INSERT INTO organizations (id, slug, name) VALUES ('00000000-0000-7000-8000-000000000001', 'default', 'Default');
      INSERT INTO projects (id, organization_id, name)
        VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'default');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE api_keys, projects, organizations, users;
      DROP FUNCTION announce_api_key(), current_organization(), current_purpose();
      REVOKE USAGE ON SCHEMA public FROM nuvra_app;
    `);
  }
}

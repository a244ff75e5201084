import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What a request used besides tokens, whether we counted for the vendor, and the way to a key's own usage. */
export class UsageItems1764000005000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE usage ADD COLUMN items jsonb, ADD COLUMN estimated boolean NOT NULL DEFAULT false;
      CREATE INDEX usage_api_key_id_idx ON usage (api_key_id, id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX usage_api_key_id_idx;
      ALTER TABLE usage DROP COLUMN estimated, DROP COLUMN items;
    `);
  }
}

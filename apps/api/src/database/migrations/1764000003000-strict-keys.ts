import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Keys whose requests are refused rather than sent with something lost. */
export class StrictKeys1764000003000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE api_keys ADD COLUMN strict boolean NOT NULL DEFAULT false');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE api_keys DROP COLUMN strict');
  }
}

import { NestFactory } from '@nestjs/core';
import { readFileSync, writeFileSync } from 'node:fs';
import { AppModule } from '../app.module';
import { parseConfig } from '../config/config';
import { describeApi } from '../openapi';

/**
 * Writes the OpenAPI document to a file, or with `--check` compares it with the file that is there. In Nest's preview mode nothing is instantiated, so it needs no database and no configuration.
 */
export async function run(file = 'openapi.json', option?: string): Promise<void> {
  const app = await NestFactory.create(AppModule.with(parseConfig({}), 'postgres://nowhere'), {
    preview: true,
    abortOnError: false,
    logger: ['error'],
  });
  const document = `${JSON.stringify(await describeApi(app), null, 2)}\n`;
  if (option !== '--check') writeFileSync(file, document);
  else if (readFileSync(file, 'utf8') !== document)
    throw new Error(`${file} is not what the API describes: run "npm run openapi" and commit it.`);
}

import { NestFactory } from '@nestjs/core';
import { writeFileSync } from 'node:fs';
import { AppModule } from '../app.module';
import { parseConfig } from '../config/config';
import { describeApi } from '../openapi';

/** Writes the OpenAPI document to a file. In Nest's preview mode nothing is instantiated, so it needs no database and no configuration. */
export async function run(file = 'openapi.json'): Promise<void> {
  const app = await NestFactory.create(AppModule.with(parseConfig({}), 'postgres://nowhere'), {
    preview: true,
    abortOnError: false,
    logger: ['error'],
  });
  writeFileSync(file, `${JSON.stringify(await describeApi(app), null, 2)}\n`);
}

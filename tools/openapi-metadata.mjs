// Writes apps/api/src/metadata.ts: what Swagger must know of DTOs and controllers, read from their types and comments.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';

const source = fileURLToPath(new URL('../apps/api/src', import.meta.url));

// Always from a stub: the generator type-checks the program that imports this file, and an old one may name classes that are gone.
writeFileSync(`${source}/metadata.ts`, 'export default async () => ({}) as Record<string, unknown>;\n');

new PluginMetadataGenerator().generate({
  visitors: [
    new ReadonlyVisitor({
      introspectComments: true,
      classValidatorShim: true,
      esmCompatible: true,
      dtoFileNameSuffix: ['.dto.ts'],
      controllerFileNameSuffix: ['.controller.ts'],
      pathToSource: source,
    }),
  ],
  outputDir: source,
  watch: false,
  tsconfigPath: 'apps/api/tsconfig.json',
});

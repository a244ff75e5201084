import { join } from 'node:path';

// Everything is bundled into dist/apps/api/main.js: the project is three folders up from there.
export const PROJECT_DIRECTORY = join(import.meta.dirname, '../../..');
export const CONSOLE_DIRECTORY = join(PROJECT_DIRECTORY, 'dist/apps/console');
export const SHIPPED_CATALOG = join(PROJECT_DIRECTORY, 'apps/api/assets/catalog.json');

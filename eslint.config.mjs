import js from '@eslint/js';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier/flat';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Words that name an amount of money. Amounts are bigint nano-USD (`Nano` in apps/api/src/pricing/nano.ts), never `number`:
// a double cannot hold every nano-dollar of a large bill, and sums of doubles drift.
const MONEY = '/(^|[a-z_])(amount|balance|charge|charged|cost|debit|credit|price|nanoUsd|nano)s?$/i';
const NUMBER_FOR_MONEY = [
  `TSPropertySignature[key.name=${MONEY}] > TSTypeAnnotation > TSNumberKeyword`,
  `PropertyDefinition[key.name=${MONEY}] > TSTypeAnnotation > TSNumberKeyword`,
  `Identifier[name=${MONEY}] > TSTypeAnnotation > TSNumberKeyword`,
  `FunctionDeclaration[id.name=${MONEY}] > TSTypeAnnotation > TSNumberKeyword`,
];

/** Which folders may import which is checked by .dependency-cruiser.cjs; here is what one file can be told about itself. */
export default defineConfig([
  globalIgnores([
    'dist/**',
    '.angular/**',
    '.nx/**',
    'coverage/**',
    'libs/api-client/src/**',
    'apps/api/src/metadata.ts',
  ]),
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': [
        'error',
        ...NUMBER_FOR_MONEY.map((selector) => ({ selector, message: 'Money is bigint nano-USD, never number.' })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only apps/api/src/config reads the environment.' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  // Nest reads constructor types at run time, so an import that looks like a type there is a value.
  { files: ['apps/api/**/*.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  {
    files: ['apps/api/src/config/**', '**/*.config.ts', '**/test/**', 'apps/e2e/**', '**/*.spec.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['apps/console/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
  },
  {
    files: ['apps/console/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  prettier,
]);

/**
 * Who may import whom. The direction of the workspace is
 *   console → api-client ⇠ generated from ⇠ api → providers → dialects ← e2e
 * and inside the API a domain's entities and internals stay at home. Each rule says why it exists.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle means two files are one.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'Every import resolves.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'dialects-are-pure',
      severity: 'error',
      comment: 'Wire formats know no framework, no provider, no app and no I/O. Vendor SDKs lend their types only.',
      from: { path: '^libs/dialects/src', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/dialects/src'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'providers-know-only-dialects',
      severity: 'error',
      comment: 'A provider is credentials, origin, dialect and quirks: no framework, no app.',
      from: { path: '^libs/providers/src', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/(providers|dialects)/src'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'console-through-client',
      severity: 'error',
      comment: 'The console talks to the API through the generated client alone.',
      from: { path: '^apps/console' },
      to: { path: '^(apps/(api|e2e)|libs/(?!api-client))|node_modules/(@nestjs|typeorm|pg)/' },
    },
    {
      name: 'e2e-is-a-black-box',
      severity: 'error',
      comment: 'End-to-end tests see what a client sees.',
      from: { path: '^apps/e2e' },
      to: { path: '^(apps/(api|console)|libs/(providers|api-client))/' },
    },
    {
      name: 'api-serves-no-angular',
      severity: 'error',
      comment: 'The API serves the built console; it never imports it.',
      from: { path: '^apps/api' },
      to: { path: '^(apps/(console|e2e)|libs/api-client)/|node_modules/@angular/' },
    },
    {
      name: 'nothing-imports-proxy',
      severity: 'error',
      comment: 'The proxy composes the domains; a domain that needs it is upside down.',
      from: { path: '^apps/api/src/(?!proxy/|app\\.(module|setup))' },
      to: { path: '^apps/api/src/proxy/' },
    },
    {
      name: 'entities-stay-home',
      severity: 'error',
      comment: 'Another domain asks the service; only the list of all entities reaches across.',
      from: { path: '^apps/api/src/([^/]+)/', pathNot: ['^apps/api/src/database/', '\\.spec\\.ts$'] },
      to: { path: '^apps/api/src/[^/]+/.*\\.entity\\.ts$', pathNot: '^apps/api/src/$1/' },
    },
    {
      name: 'one-reader-of-the-environment',
      severity: 'error',
      comment: 'zod validates the environment and nothing else; DTOs are class-validator classes.',
      from: { path: '^apps/api/src/(?!config/)' },
      to: { path: 'node_modules/zod/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|metadata\\.ts$)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};

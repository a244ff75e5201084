import 'reflect-metadata';

// Loaded when asked for, so that reflect-metadata comes before any decorated class, whatever order the bundler chooses.
const commands: Readonly<Record<string, () => Promise<{ run(...args: string[]): Promise<void> }>>> = {
  serve: () => import('./commands/serve'),
  openapi: () => import('./commands/openapi'),
  'catalog:import': () => import('./commands/import-catalog'),
  'catalog:refresh': () => import('./commands/refresh-catalog'),
};

const [name = 'serve', ...args] = process.argv.slice(2);
const load = commands[name];
try {
  if (!load) throw new Error(`There is no command "${name}"; there are ${Object.keys(commands).join(', ')}.`);
  await (await load()).run(...args);
} catch (error) {
  // One clear line for what an operator can mend; a stack only where the fault is ours.
  const expected = error instanceof Error && (error.constructor === Error || error.name === 'ConfigFaults');
  console.error(expected ? `Nuvra: ${error.message}` : error);
  process.exitCode = 1;
}

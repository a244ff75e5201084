import { readdirSync } from 'node:fs';
import path from 'node:path';
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { createServer, createServerModuleRunner, type Plugin, type ViteDevServer } from 'vite';
import { type SpecTest, SpecRegistry } from './spec-registry.ts';

/*
 * Runs the specs of pure code for one mutant after another within one process. Stryker's own runner for Vitest starts a worker and
 * loads the specs for each mutant: half a second on a small machine, seventeen thousand times. Here only the tests that reach a
 * mutant run again, for milliseconds. That is sound where no test leaves anything behind, which pure code cannot.
 */

const ROOT = 'libs/dialects/src';

/**
 * Left out: recorded traffic, which not everybody has; thousands of broken streams, which would run again for each mutant; vendors' SDKs. What
 * only these would notice counts as a survivor.
 */
const LEFT_OUT = /\/((recorded|recordings)[\w-]*|fuzz|broken-streams|clients)\.spec\.ts$/;

/** Where a spec's `import … from 'vitest'` leads. */
const VITEST: Plugin = {
  name: 'vitest-of-the-registry',
  enforce: 'pre',
  resolveId: (id) => (id === 'vitest' ? '\0vitest' : undefined),
  load: (id) =>
    id === '\0vitest' ? `export const { describe, it, test, expect, vi } = globalThis.${REGISTERING};` : undefined,
};
const REGISTERING = '__registering__';

/** What the instrumented code and its runner tell each other. */
type Shared = Pick<InstrumenterContext, 'activeMutant' | 'currentTestId' | 'hitCount' | 'hitLimit' | 'mutantCoverage'>;
const globals = globalThis as unknown as { [REGISTERING]: unknown; [INSTRUMENTER_CONSTANTS.NAMESPACE]: Shared };
const shared: Shared = (globals[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

export class SpecRunner implements TestRunner {
  private server: ViteDevServer | undefined;
  private files: string[] = [];
  private tests = new Map<string, SpecTest>();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    this.files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
      .map((file) => path.resolve(ROOT, file))
      .filter((file) => file.endsWith('.spec.ts') && !LEFT_OUT.test(file))
      .sort();
    this.server = await createServer({
      configFile: false,
      logLevel: 'error',
      appType: 'custom',
      plugins: [VITEST],
      cacheDir: 'dist/vite',
      resolve: { tsconfigPaths: true },
      ssr: { noExternal: ['vitest'] },
      optimizeDeps: { noDiscovery: true, include: [] },
      server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    });
  }

  /** Loads all specs and runs all tests once. */
  async dryRun(): Promise<DryRunResult> {
    shared.mutantCoverage = { static: {}, perTest: {} };
    const load = this.loader();
    const tests: SpecTest[] = [];
    for (const file of this.files) tests.push(...(await load(file)));
    this.tests = new Map(tests.map((test) => [test.id, test]));
    return { status: DryRunStatus.Complete, tests: await runAll(tests), mutantCoverage: shared.mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, testFilter, mutantActivation } = options;
    if (this.tests.size === 0) await this.dryRun();
    Object.assign(shared, { activeMutant: activeMutant.id, hitCount: 0, hitLimit });
    try {
      const results =
        mutantActivation === 'static'
          ? await this.reload(options.sandboxFileName)
          : await runAll(testFilter!.map((id) => this.tests.get(id)!));
      const run: DryRunResult = { status: DryRunStatus.Complete, tests: results };
      return toMutantRunResult(determineHitLimitReached(shared.hitCount, hitLimit) ?? run);
    } finally {
      Object.assign(shared, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
    }
  }

  async dispose(): Promise<void> {
    await this.server?.close();
  }

  /** Loads everything anew, under a mutant that acts while modules load, spec by spec until one fails: the nearest first. */
  private async reload(mutated: string): Promise<TestResult[]> {
    const load = this.loader();
    const folder = path.dirname(mutated);
    const nearestFirst = [...this.files].sort((one, other) => distance(folder, one) - distance(folder, other));
    const results: TestResult[] = [];
    for (const file of nearestFirst) {
      const loaded = await load(file).catch((error: unknown) => this.broken(file, error));
      results.push(...(await runAll(loaded)));
      if (results.at(-1)?.status === TestStatus.Failed) break;
    }
    return results;
  }

  /** A spec that cannot be loaded fails with its first test. */
  private broken(file: string, error: unknown): SpecTest[] {
    const fail = () => {
      throw error;
    };
    return [...this.tests.values()].filter((test) => test.file === file).map((test) => ({ ...test, run: fail }));
  }

  /** Loads specs with modules of their own. */
  private loader(): (file: string) => Promise<SpecTest[]> {
    const registry = new SpecRegistry();
    const modules = createServerModuleRunner(this.server!.environments.ssr, {
      hmr: false,
      sourcemapInterceptor: false,
    });
    return (file) => {
      globals[REGISTERING] = registry.vitest;
      return registry.gather(file, () => modules.import(file));
    };
  }
}

/** Folders between a spec and the mutated file's. */
function distance(folder: string, file: string): number {
  return path.relative(folder, path.dirname(file)).length;
}

/** Runs tests until one fails. */
async function runAll(tests: readonly SpecTest[]): Promise<TestResult[]> {
  const results: TestResult[] = [];
  for (const test of tests) {
    results.push(await runOne(test));
    if (results.at(-1)!.status === TestStatus.Failed) break;
  }
  return results;
}

async function runOne({ id, name, file, run }: SpecTest): Promise<TestResult> {
  const startedAt = performance.now();
  const about = () => ({ id, name, fileName: file, timeSpentMs: performance.now() - startedAt });
  shared.currentTestId = id;
  try {
    await run();
    return { ...about(), status: TestStatus.Success };
  } catch (error) {
    return { ...about(), status: TestStatus.Failed, failureMessage: String(error) };
  } finally {
    shared.currentTestId = undefined;
  }
}

import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { chromiumFlags, findChromium } from './tools/browsers.mjs';
import { bundledTests } from './tools/bundled-tests.mjs';
import { countReporter } from './tools/count-unit.mjs';

const counts = process.env['TEST_COUNTS'];

/** Unit tests run in a real Chromium, one fresh context for each file. */
export default {
  // Those that take longest first: they would run alone if they came last.
  files: [
    'test/unit/ui/{languages,layout,string,accessibility-*}.test.ts',
    'test/unit/**/*.test.ts',
  ],
  concurrency: 3,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 600_000,
  testFramework: { config: { timeout: 10_000 } },
  plugins: [
    bundledTests('test/unit'),
    // For what a worker loads by itself.
    esbuildPlugin({
      ts: true,
      target: 'auto',
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
  ],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: {
        executablePath: findChromium() ?? undefined,
        args: chromiumFlags,
      },
    }),
  ],
  filterBrowserLogs: ({ args }) =>
    !args.some((text) => String(text).startsWith('Lit is in dev mode')),
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: false }),
    ...(counts ? [countReporter(counts)] : []),
  ],
};

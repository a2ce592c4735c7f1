import { writeFileSync } from 'node:fs';

/** A reporter of @web/test-runner that writes what was counted, as JSON, to `path`. */
export function countReporter(path) {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const { testResults, errors, passed } of sessions) {
        const tests = testResults ? testsOf(testResults) : [];
        for (const { passed, skipped } of tests) {
          if (skipped) counts.skipped++;
          else if (passed) counts.passed++;
          else counts.failed++;
        }
        // A file that broke before its tests, or outside of them, counts as one failure.
        if (!passed && (errors.length > 0 || !tests.some((test) => !test.passed))) counts.failed++;
      }
      writeFileSync(path, JSON.stringify(counts));
    },
  };
}

function testsOf(suite) {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}

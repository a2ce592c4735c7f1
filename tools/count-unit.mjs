import { writeFileSync } from 'node:fs';

/** A reporter of @web/test-runner that writes what was counted, as JSON, to `path`. */
export function countReporter(path) {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failures: [], skipped: 0 };
      for (const { testFile, testResults, errors, passed } of sessions) {
        const tests = testResults ? testsOf(testResults) : [];
        for (const { name, passed, skipped, error } of tests) {
          if (skipped) counts.skipped++;
          else if (passed) counts.passed++;
          else counts.failures.push(`${name}: ${error?.message ?? 'no reason'}`);
        }
        // A file that broke before its tests, or outside of them, counts as one failure.
        if (!passed && (errors.length > 0 || !tests.some((test) => !test.passed))) {
          counts.failures.push(`${testFile}: ${errors[0]?.message ?? 'broke'}`);
        }
      }
      writeFileSync(path, JSON.stringify({ unit: counts }));
    },
  };
}

function testsOf(suite) {
  const inside = suite.suites.flatMap(testsOf);
  return [...suite.tests, ...inside].map((test) => ({
    ...test,
    name: [suite.name, test.name].filter((name) => name !== '').join(' > '),
  }));
}

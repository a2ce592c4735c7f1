import { relative } from 'node:path';

/**
 * Counts the tests of each part in what `run` of node:test tells: `count` takes its events. Suites and
 * files don't count, but for suites that were left out: their tests are not even told of.
 * @param {string} root the folder that holds `test/PART/…`
 */
export function nodeCounter(root) {
  const counts = {};
  const count = ({ type, data }) => {
    if (type !== 'test:pass' && type !== 'test:fail') return;
    const isLeftOut = data.skip !== undefined || data.todo !== undefined;
    if (!isLeftOut && isOfOthers(type, data.details)) return;
    const [, part] = relative(root, data.file ?? '').split(/[\\/]/);
    counts[part] ??= { passed: 0, failures: [], skipped: 0 };
    if (isLeftOut) counts[part].skipped++;
    else if (type === 'test:pass') counts[part].passed++;
    else counts[part].failures.push(`${data.name}: ${reasonOf(data)}`);
  };
  return { counts, count };
}

/** Whether it says only what came of the tests inside. */
function isOfOthers(type, details) {
  if (details?.type === 'suite' && type === 'test:pass') return true;
  return details?.error?.failureType === 'subtestsFailed';
}

/** What the test itself threw says more than that it failed. */
function reasonOf({ details }) {
  return details?.error?.cause?.message ?? details?.error?.message ?? 'no reason';
}

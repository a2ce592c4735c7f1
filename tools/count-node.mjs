/** A reporter of node:test that prints what was counted, as JSON. Suites and files don't count. */
export default async function* countReporter(events) {
  const counts = { passed: 0, failures: [], skipped: 0 };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite' && type === 'test:pass') continue;
    if (data.details?.error?.failureType === 'subtestsFailed') continue;
    if (data.skip !== undefined || data.todo !== undefined) counts.skipped++;
    else if (type === 'test:pass') counts.passed++;
    else counts.failures.push(`${data.name}: ${reasonOf(data)}`);
  }
  yield JSON.stringify(counts);
}

/** What the test itself threw says more than that it failed. */
function reasonOf({ details }) {
  return details?.error?.cause?.message ?? details?.error?.message ?? 'no reason';
}

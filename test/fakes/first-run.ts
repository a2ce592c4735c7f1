import type { Stage } from '../../web/ui/services.ts';
import { FakeBackups } from './fake-backups.ts';

/** A browser without a phone. */
export function firstRun(
  start: (name: string) => Promise<void> = () => Promise.resolve(),
  backups = new FakeBackups(),
): Stage {
  return { kind: 'first-run', start, backups: () => Promise.resolve(backups) };
}

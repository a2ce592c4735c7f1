import type { MessageId, Told } from '../links/messages.ts';
import type { Pending } from './message.ts';

/**
 * What waits, as it is told: what was deleted before the other side has it is not told at all, and what
 * was changed as it is now. What comes after it is told all the same, for a side that has it after all.
 */
export function withStandIns(waiting: readonly Pending[]): readonly Pending[] {
  const last = new Map<MessageId, Told>();
  for (const { told } of waiting) {
    if (told.kind === 'edit' || told.kind === 'delete') last.set(told.of, told);
  }
  if (last.size === 0) return waiting;
  return waiting.map((pending) => ({ ...pending, told: standIn(pending.told, last) }));
}

function standIn(told: Told, last: ReadonlyMap<MessageId, Told>): Told {
  if (told.kind !== 'text' && told.kind !== 'file') return told;
  const change = last.get(told.id);
  if (change?.kind === 'delete') return { kind: 'unknown' };
  return change?.kind === 'edit' && told.kind === 'text' ? { ...told, text: change.text } : told;
}

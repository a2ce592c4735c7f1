import type { Scope } from '../lib/scope.ts';
import { Chats, type ChatsOptions } from '../messages/chats.ts';
import { databases } from '../platform/databases.ts';
import { databaseName } from '../platform/homes.ts';
import { IdbHistory } from '../platform/idb-history.ts';

/** What people write to each other, as it lies in this browser. */
export async function openChats(
  scope: Scope,
  options: Omit<ChatsOptions, 'history'>,
): Promise<Chats> {
  const history = new IdbHistory(databaseName(databases.messages));
  const opened = await Chats.load({ ...options, history });
  scope.add(() => opened.close());
  return opened;
}

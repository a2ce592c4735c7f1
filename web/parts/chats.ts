import type { Scope } from '../lib/scope.ts';
import { Chats, type ChatsOptions } from '../messages/chats.ts';
import type { Going } from '../messages/going.ts';
import { databases } from '../platform/databases.ts';
import { databaseName } from '../platform/homes.ts';
import { IdbHistory } from '../platform/idb-history.ts';

type ChatsHere = Omit<ChatsOptions, 'history'> & { readonly going: Going };

/** What people write to each other, as it lies in this browser, without what was going when a page went. */
export async function openChats(scope: Scope, { going, ...options }: ChatsHere): Promise<Chats> {
  const history = new IdbHistory(databaseName(databases.messages));
  const opened = await Chats.load({ ...options, history });
  scope.add(() => opened.close());
  await going.forgetLeft(opened, options.report);
  return opened;
}

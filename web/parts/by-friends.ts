import type { Contacts } from '../contacts/contacts.ts';
import type { Identity } from '../identity/identity.ts';
import type { SettingsStore } from '../identity/settings-store.ts';
import type { Late } from '../lib/late.ts';
import type { Scope } from '../lib/scope.ts';
import { Packing } from '../links/parcel.ts';
import { ByFriends, type ByFriendsOptions } from '../messages/by-friends.ts';
import type { Chats } from '../messages/chats.ts';
import { shelf } from '../platform/databases.ts';

type ByFriendsHere = Omit<ByFriendsOptions, 'talk' | 'packing' | 'shelf' | 'leaves'> & {
  readonly identity: Identity;
  readonly chats: Late<Chats>;
  readonly contacts: Contacts;
  readonly settings: SettingsStore;
};

/** What is written to somebody who is away waits with friends of both. */
export async function openByFriends(
  scope: Scope,
  { identity, chats, contacts, settings, ...here }: ByFriendsHere,
): Promise<ByFriends> {
  const opened = await ByFriends.load({
    ...here,
    talk: await chats.get(),
    packing: new Packing(identity, contacts),
    shelf: shelf('errands'),
    leaves: () => settings.all.value.leaves,
  });
  scope.add(() => opened.close());
  for (const store of [contacts.all, settings.all]) {
    scope.add(store.subscribe(() => opened.review()));
  }
  return opened;
}

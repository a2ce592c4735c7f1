import type { Contacts } from '../contacts/contacts.ts';
import { Transfers, type TransfersOptions } from '../files/transfers.ts';
import type { Late } from '../lib/late.ts';
import type { Scope } from '../lib/scope.ts';
import { largestVoice } from '../links/file-offer.ts';
import type { Chats } from '../messages/chats.ts';
import { shelf } from '../platform/databases.ts';
import { fileSources } from '../platform/file-sources.ts';
import { OpfsDisk } from '../platform/opfs-disk.ts';

type FilesHere = Pick<TransfersOptions, 'links' | 'clock' | 'report' | 'isContact' | 'strain'> & {
  readonly chats: Late<Chats>;
  readonly contacts: Contacts;
};

/** Files go by the links, and are talked of in the conversations. */
export async function openFiles(
  scope: Scope,
  { chats, contacts, ...here }: FilesHere,
): Promise<Transfers> {
  const opened = await Transfers.load({
    ...here,
    talk: await chats.get(),
    disk: new OpfsDisk(),
    sources: fileSources,
    shelf: shelf('files'),
    takes: (peer, { voice, size }) => {
      const upTo = contacts.all.value.get(peer)?.takesUpTo ?? 0;
      const most = voice === null ? upTo : Math.max(upTo, largestVoice);
      return here.isContact(peer) && most > 0 && size <= most;
    },
  });
  scope.add(() => opened.close());
  scope.add(contacts.all.subscribe(() => opened.review()));
  // What is not read yet can't be sent by the page that comes after this one.
  scope.listen(window, 'beforeunload', (event) => {
    if (opened.preparing.value.size > 0) event.preventDefault();
  });
  return opened;
}

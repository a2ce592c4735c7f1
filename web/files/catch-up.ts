import type { PeerId } from '../identity/peer-id.ts';
import type { Report } from '../lib/report.ts';
import type { FileMention, FileTalk } from './file-talk.ts';
import type { Transfer } from './transfer.ts';

/** What is done about files of which something was missed. */
export interface Missed {
  readonly talk: FileTalk;
  readonly report: Report;
  mentioned(message: FileMention): void;
  forget(transfer: Transfer): Promise<void>;
  /** Looks what there is of it, and asks for the rest. */
  fetch(transfer: Transfer): void;
}

/** What was said of these files while nobody listened here, as before this page was there. */
export async function catchUp(transfers: readonly Transfer[], missed: Missed): Promise<void> {
  const { talk, report, mentioned, forget, fetch } = missed;
  for (const transfer of transfers) {
    const { peer, id, mine, isAccepted, isDone } = transfer;
    try {
      const message = await talk.message(peer, id);
      if (message) mentioned(message);
      // The page was closed just before it was offered.
      else if (mine && !isAccepted && !isDone) await forget(transfer);
      // Or when it was told that all of it is there; that can be seen without a link.
      if (!mine && !isDone && message?.file?.settled === 'received') fetch(transfer);
    } catch (error) {
      report('it is not known what became of a file', error);
    }
  }
}

/** The same for those that are done, and for what was offered: nobody waits for it. */
export async function catchUpRest(saved: readonly Transfer[], missed: Missed): Promise<void> {
  const { talk, report } = missed;
  await catchUp(
    saved.filter(({ isDone }) => isDone),
    missed,
  );
  for (const [peer, { firstUnread }] of talk.all.value) {
    if (firstUnread === null) continue;
    try {
      await takeOffers(peer, firstUnread, missed);
    } catch (error) {
      report('it is not known what somebody has offered', error);
    }
  }
}

/** What came right before the page was closed may not have been taken; what was left alone before stays so. */
async function takeOffers(peer: PeerId, since: number, { talk, mentioned }: Missed): Promise<void> {
  const { offers, stop } = talk.read(peer);
  try {
    await offers.load();
    for (const id of offers.all.value.keys()) {
      const message = await talk.message(peer, id);
      if (message && message.at >= since) mentioned(message);
    }
  } finally {
    stop();
  }
}

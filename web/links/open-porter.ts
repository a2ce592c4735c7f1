import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Late } from '../lib/late.ts';
import type { Report } from '../lib/report.ts';
import type { AsideMessage } from './messages.ts';
import type { ParcelLinks, Porter } from './porter.ts';

/** What is too old is looked for this often, and whoever something waits for is dialled; in ms. */
const reviewEvery = 60_000;

interface KeepingOptions {
  readonly links: Pick<ParcelLinks, 'listenAside'>;
  readonly clock: Clock;
  readonly report: Report;
  isContact(peer: PeerId): boolean;
  load(): Promise<Porter>;
}

/** Keeps parcels of contacts for contacts. */
export interface Keeping {
  /** The contacts changed. */
  review(): void;
  close(): void;
}

/** What is kept is read when the first contact asks for it: no call waits for it. */
export function openPorter({ links, clock, report, isContact, load }: KeepingOptions): Keeping {
  const porter = new Late(clock, load, (error) =>
    report('what is kept for others did not open', error),
  );
  const review = () => porter.use((there) => void there.review());
  links.listenAside({
    message(from, message) {
      if (!isAboutKeeping(message) || !isContact(from)) return;
      porter.use((there) => void there.hear(from, message));
    },
  });
  let stop = () => {};
  const reviewLater = () => {
    stop = clock.after(reviewEvery, () => {
      review();
      reviewLater();
    });
  };
  reviewLater();
  return { review, close: () => stop() };
}

function isAboutKeeping({ type }: AsideMessage): boolean {
  return type === 'deposit' || type === 'withdraw' || type === 'collect' || type === 'fetched';
}

import { createContext } from '@lit/context';
import type { CallLog } from '../calls/call-log.ts';
import type { Meters } from '../calls/meters.ts';
import type { DevicesPort } from '../calls/devices.ts';
import type { Phone } from '../calls/phone.ts';
import type { MediaOfCalls } from '../calls/ports.ts';
import type { QualityService } from '../calls/quality.ts';
import type { RingSample } from '../calls/ring-sample.ts';
import type { TestFindings } from '../calls/test-findings.ts';
import type { Introduction, IntroductionsDesk } from '../contacts/introduction.ts';
import type { Contacts } from '../contacts/contacts.ts';
import type { StartRecording } from '../files/recording.ts';
import type { Shown } from '../files/transfer.ts';
import type { Preparation } from '../files/own-files.ts';
import type { Transfers } from '../files/transfers.ts';
import type { Backups } from '../identity/backups.ts';
import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { SettingsStore } from '../identity/settings-store.ts';
import type { Clock } from '../lib/clock.ts';
import type { Late } from '../lib/late.ts';
import type { Licence } from '../lib/licence.ts';
import type { ShareTarget } from '../lib/share-target.ts';
import type { Pwa } from '../lib/pwa.ts';
import type { Readable, Store } from '../lib/store.ts';
import type { SaveFile } from '../lib/saved-file.ts';
import type { SavedSpace } from '../lib/saved-space.ts';
import type { Sight } from '../lib/sight.ts';
import type { System } from '../lib/system.ts';
import type { Trouble } from '../lib/trouble.ts';
import type { Hand } from '../links/by-hand.ts';
import type { Carried } from '../links/carried.ts';
import type { Forgery } from '../links/forgeries.ts';
import type { LineStatus } from '../links/line.ts';
import type { MessageId } from '../links/messages.ts';
import type { LinkState } from '../links/person-link.ts';
import type { Chats } from '../messages/chats.ts';
import type { Conversation } from '../messages/conversation.ts';
import type { Errand } from '../messages/errand.ts';
import type { Going } from '../messages/going.ts';

/** What the screens of a running phone read and use. */
export interface Services {
  readonly phone: Phone;
  readonly media: MediaOfCalls;
  readonly meters: Meters;
  /** What the last test call found out, if there was one. */
  readonly testFindings: Readable<TestFindings | null>;
  readonly ringSample: RingSample;
  readonly storage: SavedSpace;
  readonly saveFile: SaveFile;
  /** Loaded when they are asked for. */
  readonly backups: () => Promise<Backups>;
  /** The packages in this build; rejects where the list can't be loaded. */
  readonly licences: () => Promise<readonly Licence[]>;
  /** Host of the broker that introduces this phone. */
  readonly broker: Host;
  readonly devices: DevicesPort;
  readonly contacts: Contacts;
  readonly log: CallLog;
  /** How many missed calls nobody has seen in the recents yet. */
  readonly unseen: Store<number>;
  readonly settings: SettingsStore;
  readonly ownId: PeerId;
  readonly line: Readable<LineStatus>;
  /** The last letter that somebody forged in the name of a contact. */
  readonly forgery: Readable<Forgery | null>;
  /** Whom contacts have introduced, until the owner has decided. */
  readonly introduced: Readable<ReadonlyMap<PeerId, Introduction>>;
  /** What contacts do for each other; it comes a moment after the start. */
  readonly company: Pick<Late<{ readonly introductions: IntroductionsDesk }>, 'open' | 'value'>;
  /** What this phone has passed on between contacts. */
  readonly carried: Readable<Carried>;
  /** All conversations; empty until they are read, a moment after the start. */
  readonly conversations: Readable<ReadonlyMap<PeerId, Conversation>>;
  /** What waits with friends, by whom it is for. */
  readonly errands: Readable<ReadonlyMap<PeerId, Errand>>;
  /** By person: the number up to which the link that is open was given what this phone tells. */
  readonly sentMessages: Readable<ReadonlyMap<PeerId, number>>;
  /** Messages that are deleted here in a moment. */
  readonly going: Going;
  readonly chats: Pick<Late<Chats>, 'value' | 'open' | 'use'>;
  /** Files that go to somebody or come from them, by the message that offers them. */
  readonly transfers: Readable<ReadonlyMap<MessageId, Shown>>;
  /** Files that are read before they are offered. */
  readonly preparing: Readable<ReadonlySet<Preparation>>;
  readonly files: Pick<Late<Transfers>, 'value' | 'open' | 'get' | 'use'>;
  /** Records what is to be left to somebody; loaded when it is asked for. */
  readonly record: StartRecording;
  /** Writes a file to where its owner wants it; false where they thought better of it, rejects where it failed. */
  readonly keepFile: (file: File, name: string) => Promise<boolean>;
  /** With whom there is a link. */
  readonly links: Readable<ReadonlyMap<PeerId, LinkState>>;
  /** Tries the broker at once, if it is out of reach. */
  readonly retryLine: () => void;
  readonly quality: QualityService;
  readonly system: System;
  readonly sight: Sight;
  readonly clock: Clock;
  readonly pwa: Pwa;
  /** What other apps share. */
  readonly shareTarget: ShareTarget;
  /** Connects by hand, once; loaded when it is asked for. */
  readonly byHand: () => Promise<Hand>;
}

/** How far the app has come: what `<tin-app>` shows. */
export type Stage =
  | { readonly kind: 'starting' }
  /** Another tab holds the line; `take` brings it here. */
  | { readonly kind: 'elsewhere'; take(): void }
  /** The phone can't open; `retry` tries once more. */
  | { readonly kind: 'trouble'; readonly problem: Trouble; retry(): void }
  /** No identity yet; `start` makes one under this name, `backups` have one. */
  | {
      readonly kind: 'first-run';
      start(name: string): Promise<void>;
      readonly backups: Services['backups'];
    }
  | { readonly kind: 'ready'; readonly services: Services };

export const servicesContext = createContext<Services>('tin-services');

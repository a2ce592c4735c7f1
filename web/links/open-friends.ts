import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Courier } from './courier.ts';
import { Friends } from './friends.ts';
import type { Links } from './links.ts';

interface FriendsOptions {
  readonly clock: Clock;
  /** Whether the owner of this phone lets it carry letters. */
  isWilling(): boolean;
  isContact(peer: PeerId): boolean;
  /** A letter was passed on; `bytes` is its length on the wire. */
  passed(bytes: number): void;
}

/** Lets letters go by friends, and carries theirs. */
export function openFriends(links: Links, options: FriendsOptions): Friends {
  const { clock, isWilling, isContact, passed } = options;
  const send = links.sendAside.bind(links);
  const friends = new Friends({
    clock,
    linked: () => links.linked().filter(isContact),
    send,
    read: links.receive.bind(links),
  });
  const courier = new Courier({ clock, isWilling, isContact, send, passed });
  links.listenAside({
    message(from, message) {
      if (!isContact(from)) return;
      if (message.type === 'carry') courier.carry(from, message);
      else if (message.type === 'carried') friends.carried(from, message.ref, message.ok);
      else if (message.type === 'brought') friends.brought(from, message.from, message.letter);
    },
  });
  links.sendByFriends(friends);
  return friends;
}

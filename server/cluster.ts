/** What a server does for the others. */
export interface ClusterEvents {
  /** The IDs that are signed on here. */
  seats(): Iterable<string>;
  /**
   * Something for an ID that is signed on here came from another server, in lines of JSON. False
   * if its client can't be reached any more.
   */
  received(id: string, text: string): boolean;
  /** Somebody of this ID, whom `watch` named, has signed on elsewhere. */
  appeared(id: string): void;
  /** The others, or one of them, can be reached, for the first time or again: they have not heard of any seat. */
  joined(): void;
}

/** The other servers that form one broker with this one. Nobody keeps a list of who is where. */
export interface Cluster {
  /** Why the others are out of reach; null as long as they are not. */
  readonly trouble: string | null;
  start(events: ClusterEvents): void;
  /** From now on, what others have for this ID comes here. */
  seat(id: string): void;
  leave(id: string): void;
  /** Passes lines to whoever has this ID. False if nobody said that the client got them. */
  ask(id: string, text: string): Promise<boolean>;
  /** The same to everybody who has it, without knowing what comes of it. */
  tell(id: string, text: string): void;
  /** Tells those who wait for somebody of this ID that they are here. */
  announce(id: string): void;
  /** Waits for somebody of this ID to sign on elsewhere. */
  watch(id: string): void;
  unwatch(id: string): void;
  close(): Promise<void>;
}

/** There are no others. */
export const alone: Cluster = {
  trouble: null,
  start: () => undefined,
  seat: () => undefined,
  leave: () => undefined,
  ask: () => Promise.resolve(false),
  tell: () => undefined,
  announce: () => undefined,
  watch: () => undefined,
  unwatch: () => undefined,
  close: () => Promise.resolve(),
};

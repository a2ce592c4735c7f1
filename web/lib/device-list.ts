export type DeviceKind = 'microphone' | 'camera' | 'speaker';

/** A microphone, camera or speaker of this machine. */
export interface Device {
  /** The `deviceId` of W3C mediacapture-main. */
  readonly id: string;
  readonly kind: DeviceKind;
  /** Its name; empty as long as the user allowed no device. */
  readonly label: string;
  /** Parts of one thing, a headset's microphone and its speaker, have the same. */
  readonly group: string;
}

/** The devices of one kind. */
export function ofKind(list: readonly Device[], kind: DeviceKind): readonly Device[] {
  return list.filter((device) => device.kind === kind);
}

/** That ID, if such a device is there now; null, which is the system's choice, if not. */
export function present(
  list: readonly Device[],
  kind: DeviceKind,
  id: string | null,
): string | null {
  return list.some((device) => device.kind === kind && device.id === id) ? id : null;
}

/** Things that are in `after` and not in `before`: devices of one group are one thing. */
export function newcomers(
  before: readonly Device[],
  after: readonly Device[],
): readonly (readonly Device[])[] {
  const known = new Set(before.map(({ id, kind }) => kind + id));
  const fresh = after.filter(({ id, kind }) => !known.has(kind + id));
  const groups = [...new Set(fresh.map(({ group }) => group))];
  return groups.map((group) => fresh.filter((device) => device.group === group));
}

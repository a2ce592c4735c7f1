import { newcomers, present, type Device, type DeviceKind } from '../lib/device-list.ts';
import type { CallMedia } from '../calls/ports.ts';
import type { Settings } from '../identity/settings.ts';
import { Scope } from '../lib/scope.ts';
import { deviceWords } from './device-words.ts';
import { ToastEvent } from './events.ts';
import type { Services } from './services.ts';

/** What a call watches devices with; loaded with the first call. */
export interface Watched {
  readonly services: Services;
  readonly media: () => CallMedia;
  tell(toast: ToastEvent): void;
}

/** Says what was unplugged and what is used instead, and offers what was plugged in, until it is closed. */
export function watchDevices({ services, media, tell }: Watched): () => void {
  const scope = new Scope();
  const { devices, settings } = services;
  let known = devices.list.value;
  const used = new Map<Tracked, Pick<Device, 'id' | 'label'>>();
  const before = new Map<Tracked, Pick<Device, 'id' | 'label'>>();
  const gone = new Map<Tracked, Device>();

  /** A device and its track go in any order, and the next one is named when it is open. */
  const compare = () => {
    for (const track of media().local?.getTracks() ?? []) {
      const kind = track.kind === 'audio' ? 'microphone' : 'camera';
      const now = { id: track.getSettings().deviceId ?? '', label: track.label };
      const last = used.get(kind);
      if (last && (last.id !== now.id || last.label !== now.label)) before.set(kind, last);
      used.set(kind, now);
      const lost = gone.get(kind);
      if (!lost || track.readyState === 'ended' || isSame(now, lost)) continue;
      gone.delete(kind);
      tell(new ToastEvent(instead(lost, nameOf(now.label, known))));
    }
  };
  const follow = (list: readonly Device[]) => {
    const old = known;
    known = list;
    const lost = old.filter(({ id, kind }) => present(list, kind, id) === null);
    for (const device of lost) {
      const { kind, group } = device;
      if (kind === 'speaker') {
        // The microphone of a headset goes with its speaker: one sentence for both.
        const alone = !lost.some((one) => one.kind !== kind && one.group === group);
        const chosen = settings.all.value.speaker === device.id;
        if (alone && chosen) tell(new ToastEvent(instead(device, deviceWords.systemSpeaker)));
      } else if ([used.get(kind), before.get(kind)].some((one) => one && isSame(one, device))) {
        gone.set(kind, device);
      }
    }
    compare();
    // The list from before the first permission is empty; then everything would be new.
    if (old.length > 0) for (const thing of newcomers(old, list)) offer(thing);
  };
  const offer = (thing: readonly Device[]) => {
    const label = thing.find(({ label }) => label !== '')?.label ?? deviceWords.otherDevice;
    const chosen = settings.all.value;
    if (thing.some(({ id, kind }) => chosen[kind] === id)) {
      return tell(new ToastEvent(deviceWords.isBack(label)));
    }
    tell(
      new ToastEvent(deviceWords.pluggedIn(label), {
        label: deviceWords.useIt,
        undo: () => settings.change(choiceOf(thing)),
      }),
    );
  };
  scope.add(devices.list.subscribe(follow));
  scope.add(services.media.subscribe(compare));
  compare();
  return () => scope.close();
}

type Tracked = Exclude<DeviceKind, 'speaker'>;

/** Chromium calls the system's choice by another ID, and by “Default - ” before its name. */
function isSame(used: Pick<Device, 'id' | 'label'>, { id, label }: Device): boolean {
  return used.id === id || (label !== '' && used.label.endsWith(label));
}

function nameOf(label: string, list: readonly Device[]): string {
  const device = list.find((one) => one.label !== '' && label.endsWith(one.label));
  return device?.label ?? (label || deviceWords.otherDevice);
}

function choiceOf(thing: readonly Device[]): Partial<Settings> {
  return Object.fromEntries(thing.map(({ kind, id }) => [kind, id]));
}

/** Anything on a head is called a headset; the rest by its own name. */
function instead(gone: Device, now: string): string {
  return /head(set|phone)|ear(phone|bud|pod)|airpods|\bbuds\b/i.test(gone.label)
    ? deviceWords.unplugged(now)
    : deviceWords.wentAway(gone.label || deviceWords.otherDevice, now);
}

import { routeToRecord } from './audio-route.ts';
import type { DeviceProblem } from '../lib/device-problem.ts';

const microphoneConstraints: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};
/** Pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** How large pictures are before a camera has said how large its are. */
export const askedPicture: PictureSize = { width: 1280, height: 720 };
const cameraConstraints: MediaTrackConstraints = {
  width: { ideal: askedPicture.width },
  height: { ideal: askedPicture.height },
  frameRate: { ideal: 30 },
};

/** A device that is open, or why it is not. */
export type Opened =
  | { readonly kind: 'track'; readonly track: MediaStreamTrack }
  | { readonly kind: 'problem'; readonly problem: DeviceProblem };

export interface Devices {
  readonly microphone?: Opened;
  readonly camera?: Opened;
}

/** Which device it should be. One that is not there leaves the choice to the system. */
export interface Wish {
  readonly id: string | null;
  readonly facing?: 'user' | 'environment' | null;
}

interface Ask {
  readonly microphone: Wish | null;
  readonly camera: Wish | null;
}

/** Opens what is asked for; where a wished device is away, the system's choice. */
export async function openDevices(ask: Ask): Promise<Devices> {
  const opened = await open(ask);
  const instead = (kind: keyof Ask): Wish | null => {
    const got = opened[kind];
    const isAway = got?.kind === 'problem' && got.problem === 'missing';
    return isAway && ask[kind]?.id ? { id: null } : null;
  };
  const rest = { microphone: instead('microphone'), camera: instead('camera') };
  return rest.microphone || rest.camera ? { ...opened, ...(await open(rest)) } : opened;
}

/** One prompt for both, and one without the other if need be. */
async function open(ask: Ask): Promise<Devices> {
  const audio = ask.microphone && { ...microphoneConstraints, ...wished(ask.microphone) };
  const video = ask.camera && { ...cameraConstraints, ...wished(ask.camera) };
  if (audio && video) {
    const both = await getTracks({ audio, video });
    if (Array.isArray(both)) return { ...microphoneOf(both), ...cameraOf(both) };
  }
  const microphone = audio ? await getTracks({ audio }) : null;
  const camera = video ? await getTracks({ video }) : null;
  return { ...(microphone && microphoneOf(microphone)), ...(camera && cameraOf(camera)) };
}

/** `exact`, since Chromium takes `ideal` for a hint only and opens the system's choice. */
function wished({ id, facing }: Wish): MediaTrackConstraints {
  if (facing) return { facingMode: { ideal: facing } };
  return id === null ? {} : { deviceId: { exact: id } };
}

type Got = MediaStreamTrack[] | DeviceProblem;

async function getTracks(constraints: MediaStreamConstraints): Promise<Got> {
  // Without a secure context there is no `mediaDevices` at all.
  if (!window.isSecureContext) return 'insecure';
  if (constraints.audio) routeToRecord();
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    return stream.getTracks();
  } catch (error) {
    return problemOf(error);
  }
}

function microphoneOf(got: Got): Devices {
  return { microphone: opened(got, 'audio') };
}

function cameraOf(got: Got): Devices {
  const camera = opened(got, 'video');
  // “motion” keeps the frame rate and gives up resolution under load (W3C mst-content-hint).
  if (camera.kind === 'track') camera.track.contentHint = 'motion';
  return { camera };
}

function opened(got: Got, kind: 'audio' | 'video'): Opened {
  if (!Array.isArray(got)) return { kind: 'problem', problem: got };
  const track = got.find((one) => one.kind === kind);
  return track ? { kind: 'track', track } : { kind: 'problem', problem: 'missing' };
}

/**
 * Names of W3C mediacapture-main, section 10.2. Only its words tell apart what Chromium calls by
 * one name: “Permission denied”, “Permission dismissed”, “Permission denied by system”.
 */
export function problemOf(error: unknown): DeviceProblem {
  const name = error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return refusalOf((error as DOMException).message);
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    default:
      return 'unknown';
  }
}

function refusalOf(message: string): DeviceProblem {
  if (/dismiss/i.test(message)) return 'dismissed';
  return /by system/i.test(message) ? 'denied-by-system' : 'denied';
}

import { expect } from '@esm-bundle/chai';
import type { CallId } from '../../../web/calls/call.ts';
import type { CallMedia } from '../../../web/calls/ports.ts';
import { Store } from '../../../web/lib/store.ts';
import { mediaFirst } from '../../../web/ui/media-first.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada } from '../../fakes/scenes.ts';

const nothingYet: CallMedia = {
  local: null,
  remote: null,
  sound: null,
  microphone: null,
  camera: null,
};
const answered = someCall('in', ada, { direction: 'incoming', phase: { kind: 'connecting' } });

function opening(media = nothingYet) {
  return new Store<ReadonlyMap<CallId, CallMedia>>(new Map([[answered.id, media]]));
}

/** Whether the drawing has begun, as seen by somebody who looks in between. */
function begun(drawing: Promise<void>): { yet: boolean } {
  const seen = { yet: false };
  void drawing.then(() => (seen.yet = true));
  return seen;
}

const frame = () => new Promise(requestAnimationFrame);

describe('the screen of a call that was just answered', () => {
  it('is drawn when the devices are open', async () => {
    const media = opening();
    const drawing = mediaFirst(answered, media);
    const drawn = begun(drawing);
    await frame();
    expect(drawn.yet).to.equal(false);
    media.set(new Map([[answered.id, { ...nothingYet, local: new MediaStream() }]]));
    await drawing;
  });

  it('is drawn when the microphone can’t be had', async () => {
    const media = opening();
    const drawing = mediaFirst(answered, media);
    media.set(new Map([[answered.id, { ...nothingYet, microphone: 'denied' }]]));
    await drawing;
  });

  it('does not wait for a prompt that nobody answers', async () => {
    await mediaFirst(answered, opening());
  });

  it('does not wait on the phone that called: its devices are open', async () => {
    const drawing = mediaFirst({ ...answered, direction: 'outgoing' }, opening());
    const drawn = begun(drawing);
    await frame();
    await frame();
    expect(drawn.yet).to.equal(true);
  });
});

import { expect } from '@esm-bundle/chai';
import type { Recorded } from '../../../web/files/recording.ts';
import { calm, type Shown } from '../../../web/files/transfer.ts';
import type { FileOffer } from '../../../web/links/file-offer.ts';
import type { StreamId } from '../../../web/links/messages.ts';
import { spokenPieceSize } from '../../../web/links/pieces.ts';
import { record } from '../../../web/platform/media-recorder.ts';
import { noise } from '../../fakes/fake-file.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import type { FakeServices } from '../../fakes/fake-services.ts';
import { ada, hedy, spokenId, stageOf } from '../../fakes/scenes.ts';
import { colours, inColours, violations } from './axe.ts';
import { appears, drawn, find, findAll, textOf, until } from './find.ts';
import { desktop, mount, phone } from './mount.ts';

async function open(
  scene: string,
  theme: 'light' | 'dark' = 'light',
  size = desktop,
): Promise<FakeServices> {
  const stage = await stageOf(scene);
  await stage.services.settings.change({ theme });
  await mount(stage, size);
  return stage.services;
}

let spoken: Recorded;

before(async () => {
  const recording = await record('voice', { microphone: null, camera: null });
  if ('problem' in recording) throw new Error(recording.problem);
  await until(() => recording.length > 2_700);
  spoken = (await recording.finish())!;
});

describe('a message that is recorded', () => {
  async function begin(services: FakeServices): Promise<HTMLElement> {
    services.recorder.recorded = spoken;
    (await appears('button', 'Record voice message')).click();
    return appears('group', 'Recording');
  }
  const isOver = () => until(() => findAll('group', 'Recording').length === 0);

  it('shows how long it is and is sent', async () => {
    const services = await open('conversation');
    await begin(services);
    expect((await appears('timer', 'Length of the recording')).textContent).to.equal('0:12');
    expect(findAll('textbox', 'Message text')).to.have.length(0);
    find('button', 'Send').click();
    await isOver();
    expect(services.filesHere.sent).to.deep.equal([[ada, { ...spoken, handle: null }]]);
    expect(services.recorder.open).to.equal(0);
    await drawn();
    expect(find('button', 'Record voice message').matches(':focus')).to.equal(true);
  });

  it('is not lost by a reload without a question', async () => {
    const services = await open('conversation');
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).to.equal(false);
    await begin(services);
    await appears('timer', 'Length of the recording');
    expect(leave()).to.equal(true);
    find('button', 'Cancel').click();
    await isOver();
    expect(leave()).to.equal(false);
  });

  it('is given up by its button, by Escape, and by going elsewhere', async () => {
    const services = await open('conversation');
    await begin(services);
    find('button', 'Cancel').click();
    await isOver();
    await begin(services);
    await appears('timer', 'Length of the recording');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }));
    await isOver();
    await begin(services);
    await until(() => services.recorder.open === 1);
    services.system.hash.set('/contacts');
    await until(() => services.recorder.open === 0);
    expect(services.recorder.begun).to.equal(3);
    expect(services.filesHere.sent).to.deep.equal([]);
  });

  it('is not given up by an Escape that was meant for something else', async () => {
    const services = await open('conversation');
    await begin(services);
    await appears('timer', 'Length of the recording');
    const press = (target: EventTarget) => {
      const how = { key: 'Escape', cancelable: true, bubbles: true, composed: true };
      const event = new KeyboardEvent('keydown', how);
      target.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(press(find('link', 'Settings')), 'elsewhere on the page').to.equal(false);
    const ringing = { kind: 'ringing', path: true } as const;
    services.phone.put(someCall('in', hedy, { direction: 'incoming', phase: ringing }));
    await appears('alertdialog', 'Incoming call');
    expect(press(document), 'while somebody rings').to.equal(false);
    await appears('group', 'Recording');
  });

  for (const [where, hash] of [
    ['to another page', '/contacts'],
    ['to another conversation', `/messages/${hedy}`],
  ] as const) {
    it(`can still be sent after going ${where}`, async () => {
      const services = await open('conversation');
      await begin(services);
      await appears('timer', 'Length of the recording');
      services.system.hash.set(hash);
      await isOver();
      await until(() => services.recorder.open === 0);
      const notice = await until(() =>
        findAll('status').find((one) => textOf(one).includes('What you recorded was not sent.')),
      );
      find('button', 'Send after all', notice).click();
      await until(() => services.filesHere.sent.length === 1);
      expect(services.filesHere.sent).to.deep.equal([[ada, { ...spoken, handle: null }]]);
    });
  }

  it('waits to be sent when it can’t be longer, or a call comes', async () => {
    const services = await open('conversation');
    await begin(services);
    await appears('timer', 'Length of the recording');
    services.recorder.end('long');
    await until(() => textOf(find('group', 'Recording')).includes('It can’t be longer.'));
    expect(services.recorder.open).to.equal(0);
    find('button', 'Cancel').click();
    await isOver();
    await begin(services);
    await appears('timer', 'Length of the recording');
    services.phone.put(
      someCall('in', ada, { direction: 'incoming', phase: { kind: 'ringing', path: true } }),
    );
    await until(() => textOf(find('group', 'Recording')).includes('because of a call'));
    expect(services.recorder.open).to.equal(0);
    find('button', 'Send').click();
    await isOver();
    expect(services.filesHere.sent).to.have.length(1);
  });

  it('waits on a desktop as well, until the call that was answered is over', async () => {
    const services = await open('conversation', 'light', desktop);
    await begin(services);
    await appears('timer', 'Length of the recording');
    services.phone.put(someCall('talk', ada));
    await appears('region', 'Call');
    expect(findAll('group', 'Recording')).to.have.length(0);
    services.phone.calls.set(new Map());
    const group = await appears('group', 'Recording');
    expect(textOf(group)).to.contain('because of a call');
    find('button', 'Send', group).click();
    await isOver();
    expect(services.filesHere.sent).to.have.length(1);
  });

  it('is not begun in a call', async () => {
    const services = await open('conversation', 'light', phone);
    const button = await appears('button', 'Record voice message');
    services.phone.put(someCall('talk', ada));
    button.click();
    await until(() =>
      findAll('status').some((one) => textOf(one).includes('when your call is over')),
    );
    expect(services.recorder.begun).to.equal(0);
  });

  it('says why the microphone does not open, and tries again', async () => {
    const services = await open('conversation');
    services.recorder.refusal = { device: 'microphone', problem: 'in-use' };
    const group = await begin(services);
    await until(() => textOf(group).includes('Another app has your microphone'));
    services.recorder.refusal = null;
    (await appears('button', 'Try again')).click();
    await appears('button', 'Send');
  });

  it('stays where the disk refuses it', async () => {
    const services = await open('conversation');
    await begin(services);
    for (const [refused, said] of [
      ['full', 'was not sent: there is not enough room on this device'],
      ['refused', 'was not sent: this browser lets Tincan keep no files here'],
    ] as const) {
      services.filesHere.refused = refused;
      (await appears('button', 'Send')).click();
      await until(() => findAll('status').some((one) => textOf(one).includes(said)));
      await until(() => !(find('button', 'Send') as HTMLButtonElement).disabled);
    }
    services.filesHere.refused = null;
    find('button', 'Send').click();
    await isOver();
    expect(services.filesHere.sent).to.have.length(1);
  });

  it('stays where what carries files does not load', async () => {
    const stage = await stageOf('conversation');
    const files = { ...stage.services.files, get: () => Promise.reject(new Error('offline')) };
    Object.assign(stage.services, { files });
    await mount(stage, desktop);
    await begin(stage.services);
    (await appears('button', 'Send')).click();
    await until(() => findAll('status').some((one) => textOf(one).includes('could not be loaded')));
    await appears('group', 'Recording');
  });

  it('can still be sent after it was given up, unless it is short', async () => {
    const services = await open('conversation');
    const notices = () => findAll('button', 'Send after all');
    services.recorder.length = 1_900;
    await begin(services);
    (await appears('button', 'Cancel')).click();
    await isOver();
    await drawn();
    expect(notices()).to.have.length(0);
    services.recorder.length = 2_000;
    await begin(services);
    await appears('timer', 'Length of the recording');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }));
    await isOver();
    expect(services.recorder.open).to.equal(0);
    (await until(() => notices()[0]))!.click();
    await until(() => services.filesHere.sent.length === 1);
    expect(services.filesHere.sent).to.deep.equal([[ada, { ...spoken, handle: null }]]);
  });

  it('is offered where nobody took a call', async () => {
    const services = await open('declined');
    services.recorder.recorded = spoken;
    (await appears('button', 'Leave a video message')).click();
    await appears('log', 'Conversation with Ada Lovelace');
    const group = await appears('group', 'Recording');
    await until(() => group.querySelector('video[aria-label="Picture of the camera"]'));
    (await appears('button', 'Send')).click();
    await isOver();
    expect(services.filesHere.sent).to.deep.equal([[ada, { ...spoken, handle: null }]]);
    services.system.hash.set('/contacts');
    services.system.hash.set(`/messages/${ada}`);
    await appears('button', 'Record voice message');
    expect(services.recorder.begun).to.equal(1);
  });
});

describe('a spoken message', () => {
  const message = (name: string) => appears('group', name);
  const play = (group: HTMLElement) => find('button', 'Play', group);
  const slider = (group: HTMLElement) => find('slider', 'Position', group) as HTMLInputElement;

  it('says how long it is, whether it was played, and whether it is here', async () => {
    await open('spoken');
    expect(textOf(await message('Voice message, 0:12'))).to.contain('Not played yet');
    expect(textOf(await message('Voice message, 0:25'))).not.to.contain('Not played yet');
    const onItsWay = await message('Voice message, 0:03');
    expect(textOf(onItsWay)).to.contain('Waiting for Ada Lovelace');
    find('progressbar', 'Progress', onItsWay);
    const gone = await message('Voice message, 3:00');
    expect(textOf(gone)).to.contain('Not on this device any more');
    expect(play(gone)).to.have.property('disabled', true);
  });

  for (const size of [desktop, phone]) {
    it(`lies in a bubble that is no wider than it, on ${size.width} px`, async () => {
      await open('spoken', 'light', size);
      await message('Voice message, 3:00');
      await drawn();
      const bubbles = findAll('listitem', undefined, find('log')).flatMap(
        (item) => item.querySelector('tin-message-bubble:has(tin-voice-message)') ?? [],
      );
      expect(bubbles).to.have.length(4);
      for (const bubble of bubbles) {
        const inner = bubble.shadowRoot?.querySelector<HTMLElement>('.bubble');
        const voice = bubble.querySelector('tin-voice-message');
        expect(inner?.offsetWidth).to.equal((voice?.offsetWidth ?? 0) + 24);
        expect(inner?.offsetWidth).to.be.within(300, 344);
      }
    });
  }

  it('is named where one line is enough, and has no text to be changed', async () => {
    await open('spoken');
    await message('Voice message, 3:00');
    const list = find('list', 'Conversations');
    expect(textOf(list)).to.contain('You: Voice message, 3:00');
    const [last] = findAll('listitem', undefined, find('log')).slice(-1);
    find('button', 'More about this message', last).click();
    const dialog = await appears('dialog', 'More about this message');
    expect(findAll('button', 'Edit', dialog)).to.have.length(0);
    expect(findAll('button', 'Copy text', dialog)).to.have.length(0);
    find('button', 'Reply', dialog).click();
    await until(() => textOf(find('main')).includes('Reply to You Voice message, 3:00'));
  });

  it('plays, tells that it was played, and only one plays at once', async () => {
    const services = await open('spoken');
    services.filesHere.here.set(spokenId(1), spoken.file).set(spokenId(3), spoken.file);
    const first = await message('Voice message, 0:12');
    const other = await message('Voice message, 0:03');
    play(first).click();
    const pause = await appears('button', 'Pause', first);
    await until(() => services.filesHere.heard.length > 0);
    expect(services.filesHere.heard).to.deep.equal([spokenId(1)]);
    await until(() => slider(first).getAttribute('aria-valuetext') === '0:01 of 0:03');
    play(other).click();
    await appears('button', 'Pause', other);
    await until(() => pause.getAttribute('aria-label') === 'Play');
    expect(first.querySelector('audio')!.currentTime, 'where it was').to.be.above(0.5);
    await until(() => findAll('button', 'Pause').length === 0);
    // At its beginning when it is over.
    await until(() => slider(other).value === '0');
  });

  it('goes to any place by the keyboard, also before it is played', async () => {
    const services = await open('spoken');
    services.filesHere.here.set(spokenId(1), spoken.file);
    const group = await message('Voice message, 0:12');
    const press = (key: string) => {
      slider(group).dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
      return drawn();
    };
    await press('ArrowRight');
    // As long as it is, and not as its sender says.
    await until(() => slider(group).getAttribute('aria-valuetext') === '0:01 of 0:03');
    await press('ArrowRight');
    expect(slider(group).getAttribute('aria-valuetext')).to.equal('0:02 of 0:03');
    await press('ArrowLeft');
    await press('ArrowLeft');
    await press('ArrowLeft');
    expect(slider(group).getAttribute('aria-valuetext')).to.equal('0:00 of 0:03');
  });

  it('is played faster, and so are all others', async () => {
    const services = await open('spoken');
    services.filesHere.here.set(spokenId(1), spoken.file);
    const first = await message('Voice message, 0:12');
    const other = await message('Voice message, 0:03');
    find('button', 'Speed 1×', first).click();
    await appears('button', 'Speed 1.5×', other);
    play(first).click();
    await appears('button', 'Pause', first);
    expect(first.querySelector('audio')).to.have.property('playbackRate', 1.5);
    find('button', 'Speed 1.5×', other).click();
    await appears('button', 'Speed 2×', first);
    expect(first.querySelector('audio')).to.have.property('playbackRate', 2);
    find('button', 'Speed 2×', other).click();
    await appears('button', 'Speed 1×', first);
  });

  it('stops for a call', async () => {
    const services = await open('spoken', 'light', phone);
    services.filesHere.here.set(spokenId(1), spoken.file);
    const first = await message('Voice message, 0:12');
    play(first).click();
    await appears('button', 'Pause', first);
    const audio = first.querySelector('audio')!;
    services.phone.put(someCall('out', ada));
    await until(() => audio.paused);
    expect(audio.currentTime).to.be.below(2.8);
  });

  it('that can’t be decoded can be saved', async () => {
    const services = await open('spoken');
    services.filesHere.here.set(spokenId(1), new File(['no sound'], 'x', { type: 'audio/webm' }));
    const first = await message('Voice message, 0:12');
    play(first).click();
    await until(() => textOf(first).includes('This browser can’t play it.'));
    find('button', 'Save', first).click();
    await until(() => findAll('status').some((one) => textOf(one).includes('was saved')));
  });
});

describe('a spoken message that is still coming', () => {
  const id = spokenId(5);
  let services: FakeServices;
  let group: HTMLElement;

  /** Ada sends what was spoken, or what she says that it is; so much of it is there, from 0 to 1. */
  async function comes(share: number, bytes: Blob = spoken.file, media = 'audio/webm') {
    services = await open('spoken');
    services.links.set(new Map([[ada, 'open']]));
    const cut = { size: bytes.size, piece: spokenPieceSize } as const;
    const said = { root: 'r'.repeat(43), voice: { ms: 7_000, peaks: '' } };
    const file: FileOffer = { name: 'voice', ...cut, media, ...said };
    const stream = ada.padEnd(22, 's') as StreamId;
    const told = { kind: 'file', id, file, at: null } as const;
    services.chatLinks.say(ada, { type: 'tell', stream, n: 3, first: 1, told });
    const still = {
      mine: false,
      isAccepted: true,
      isDone: false,
      isPlayed: false,
      isPaused: false,
      handle: null,
    };
    put({ peer: ada, id, file, pieces: 0, ...still, ...calm });
    group = await appears('group', 'Voice message, 0:07');
    more(share, bytes);
  }
  function put(transfer: Shown): void {
    services.transfers.update((all) => new Map(all).set(id, transfer));
  }
  function more(share: number, bytes: Blob = spoken.file): void {
    services.filesHere.coming.set(id, bytes.slice(0, Math.round(share * bytes.size)));
    const transfer = services.transfers.value.get(id)!;
    put({ ...transfer, pieces: transfer.pieces + 1 });
  }
  function isWhole(bytes: File = spoken.file): void {
    services.filesHere.here.set(id, bytes);
    put({ ...services.transfers.value.get(id)!, isDone: true });
  }
  const button = (name: string) => appears('button', name, group);
  const says = (text: string) => until(() => textOf(group).includes(text));
  const audio = () => group.querySelector('audio')!;

  async function startPlaying(): Promise<void> {
    const play = await button('Play');
    await until(() => !(play as HTMLButtonElement).disabled);
    play.click();
    await button('Pause');
  }

  it('plays as far as it is there, waits, and goes on to its end', async () => {
    await comes(0.5);
    await startPlaying();
    await until(() => audio().currentTime > 0.5);
    await says('Waiting for more…');
    const stood = audio().currentTime;
    expect(stood).to.be.below(2.5);
    expect(services.filesHere.heard).to.deep.equal([id]);
    more(0.8);
    await until(() => audio().currentTime > stood + 0.3);
    await says('Waiting for more…');
    more(1);
    isWhole();
    await until(() => findAll('button', 'Pause', group).length === 0);
    expect(textOf(group)).not.to.contain('Waiting for more…');
    await startPlaying();
    await until(() => audio().currentTime > 0.3);
    expect(audio().duration, 'as a file').to.be.within(2.5, 5);
  });

  it('goes to where it is not yet, and waits there', async () => {
    await comes(0.3);
    await startPlaying();
    const slider = find('slider', 'Position', group) as HTMLInputElement;
    slider.value = '2500';
    slider.dispatchEvent(new Event('input'));
    await says('Waiting for more…');
    more(1);
    await until(() => findAll('button', 'Pause', group).length === 0);
  });

  it('goes to any place when all of it has come', async () => {
    await comes(0.5);
    await startPlaying();
    const stream = audio();
    await until(() => stream.currentTime > 0.3);
    isWhole();
    await drawn();
    const key = new KeyboardEvent('keydown', { key: 'ArrowRight', cancelable: true });
    find('slider', 'Position', group).dispatchEvent(key);
    await until(() => audio() !== null && audio() !== stream && !audio().paused);
    expect(audio().currentTime).to.be.above(1);
    expect(stream.paused).to.equal(true);
  });

  it('is not played while it comes where the browser can’t', async () => {
    await comes(0.5, spoken.file, 'audio/ogg');
    expect(await button('Play')).to.have.property('disabled', true);
    isWhole();
    await startPlaying();
  });

  for (const [what, made] of [
    ['no sound', () => noise(40_000)],
    ['nothing but zeros', () => new Uint8Array(40_000)],
  ] as const) {
    it(`of ${what} says so when all of it is there`, async () => {
      const bytes = new File([made()], 'voice');
      await comes(0.5, bytes);
      (await button('Play')).click();
      more(1, bytes);
      isWhole(bytes);
      await until(() => {
        findAll('button', 'Play', group)[0]?.click();
        return textOf(group).includes('This browser can’t play it.');
      });
    });
  }

  it('that breaks off in the middle is played when all of it is there', async () => {
    const begun = await spoken.file.slice(0, spoken.file.size / 2).arrayBuffer();
    const bytes = new File([begun, noise(20_000)], 'voice');
    await comes(1, bytes);
    (await button('Play')).click();
    await says('This browser can play it when all of it is here.');
    expect(find('button', 'Play', group)).to.have.property('disabled', true);
    isWhole();
    await startPlaying();
    expect(textOf(group)).not.to.contain('when all of it is here');
  });

  it('that is taken back says so', async () => {
    await comes(0.5);
    await startPlaying();
    const stream = ada.padEnd(22, 's') as StreamId;
    const told = { kind: 'settle', of: id, how: 'cancelled' } as const;
    services.chatLinks.say(ada, { type: 'tell', stream, n: 4, first: 1, told });
    services.transfers.update((all) => new Map([...all].filter(([other]) => other !== id)));
    await until(() => textOf(find('log')).includes('Cancelled'));
    expect(findAll('button', 'Pause')).to.have.length(0);
  });
});

for (const wanted of colours) {
  describe(`spoken messages, by axe, ${wanted} colours`, () => {
    it('have no violations', () =>
      inColours(wanted, async (theme) => {
        const services = await open('spoken', theme, { width: 320, height: 640 });
        services.filesHere.here.set(spokenId(1), new File(['no sound'], 'x'));
        const group = await appears('group', 'Voice message, 0:12');
        find('button', 'Play', group).click();
        await appears('button', 'Save', group);
        expect(await violations()).to.deep.equal([]);
      }));
  });

  describe(`recording, by axe, ${wanted} colours`, () => {
    it('has no violations, and neither has a microphone that does not open', () =>
      inColours(wanted, async (theme) => {
        const services = await open('conversation', theme, { width: 320, height: 640 });
        services.recorder.refusal = { device: 'microphone', problem: 'denied' };
        (await appears('button', 'Record voice message')).click();
        await appears('button', 'Try again');
        expect(await violations()).to.deep.equal([]);
        services.recorder.refusal = null;
        find('button', 'Try again').click();
        await appears('button', 'Send');
        expect(await violations()).to.deep.equal([]);
        services.recorder.end('lost');
        await until(() => textOf(find('group', 'Recording')).includes('went away'));
        expect(await violations()).to.deep.equal([]);
      }));
  });
}

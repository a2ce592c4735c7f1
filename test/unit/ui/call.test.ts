import { expect } from '@esm-bundle/chai';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { Call, CallId } from '../../../web/calls/call.ts';
import { focusedElement } from '../../../web/ui/focus.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, stageOf, stranger } from '../../fakes/scenes.ts';
import { deepAll } from './deep.ts';
import { appears, atRest, drawn, find, findAll, textOf, type, until } from './find.ts';
import { mount, phone as phoneSize } from './mount.ts';

const side = { muted: false, camera: false, held: false, screen: false, away: false };

async function open(scene: string, size?: typeof phoneSize) {
  const stage = await stageOf(scene);
  await mount(stage, size);
  await until(() =>
    ['navigation', 'region', 'alertdialog'].some((role) => findAll(role).length > 0),
  );
  return stage.services;
}

const theCall = (calls: ReadonlyMap<CallId, Call>): Call => {
  const [call] = calls.values();
  if (!call) throw new Error('No call');
  return call;
};

const status = () => find('timer', 'Call status').textContent;
const picture = (name: string) => {
  const region = find('region', 'Call');
  return region.querySelector<HTMLVideoElement>(`video[aria-label="${name}"]`);
};
const pressed = (name: string) =>
  find('button', name, find('region', 'Call')).getAttribute('aria-pressed') === 'true';

function silence(): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d');
  return canvas.captureStream(0);
}

describe('in a call', () => {
  it('Call status is the time of talk and nothing else, each second', async () => {
    const { clock } = await open('voice');
    await until(() => status() === '01:23');
    clock.pass(1_000);
    await until(() => status() === '01:24');
    expect(find('timer').getAttribute('aria-live')).to.equal('off');
  });

  it('goes from calling to the end, and is closed', async () => {
    const { phone } = await open('calling');
    const { id } = theCall(phone.calls.value);
    await until(() => status() === 'Calling…');
    phone.change(id, { phase: { kind: 'ringing', path: false } });
    await until(() => status() === 'Ringing…');
    find('button', 'Hang up').click();
    await until(() => status() === 'Call ended');
    find('button', 'Call again');
    find('button', 'Close').click();
    await until(() => findAll('region', 'Call').length === 0);
  });

  it('mutes, holds and turns the camera by button', async () => {
    const { phone } = await open('voice');
    await appears('region', 'Call');
    for (const name of ['Mute', 'Camera', 'Hold']) {
      expect(pressed(name)).to.equal(false);
      find('button', name).click();
      await until(() => pressed(name));
    }
    expect(theCall(phone.calls.value).mine).to.deep.equal({
      muted: true,
      camera: true,
      held: true,
      screen: false,
      away: false,
    });
    expect(status()).to.equal('On hold');
  });

  it('mutes, holds and turns the camera by key, but not while one types', async () => {
    await open('voice');
    await appears('region', 'Call');
    find('region', 'Call').focus();
    for (const [key, name] of [
      ['m', 'Mute'],
      ['v', 'Camera'],
      ['h', 'Hold'],
    ] as const) {
      await sendKeys({ press: key });
      await until(() => pressed(name));
    }
    find('textbox', 'Peer ID').focus();
    await sendKeys({ press: 'm' });
    expect(pressed('Mute')).to.equal(true);
    await until(() => (find('textbox', 'Peer ID') as HTMLInputElement).value === 'm');
  });

  it('a stranger can be kept, and then be written to in the same place', async () => {
    const { contacts } = await open('voice-stranger');
    const region = await appears('region', 'Call');
    const button = find('button', 'Add contact', region);
    expect(findAll('button', 'Message', region)).to.have.length(0);
    const canPress = () => getComputedStyle(button).pointerEvents !== 'none';
    await until(canPress);
    button.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => find('button', 'Message', region) && !canPress());
    expect(contacts.all.value.get(stranger)?.name).to.equal('Bob');
    expect(findAll('button', 'Add contact', region)).to.have.length(0);
    expect(focusedElement()).to.equal(find('button', 'Message', region));
    expect(status()).to.equal('01:23');
    await until(canPress);
    find('button', 'Message', region).click();
    await appears('log', 'Conversation with Bob');
  });

  it('there is nobody to keep or to write to behind an echo', async () => {
    await open('test-call');
    const region = await appears('region', 'Call');
    for (const name of ['Add contact', 'Message']) {
      expect(findAll('button', name, region)).to.have.length(0);
    }
  });

  it('shows pictures as long as their cameras are on', async () => {
    const { phone } = await open('video');
    const { id } = theCall(phone.calls.value);
    await until(() => picture('Ada Lovelace')?.offsetWidth);
    expect(picture('You')).to.be.an('htmlvideoelement');
    const same = picture('Ada Lovelace');
    phone.change(id, { mine: side, theirs: side });
    await until(() => picture('You') === null);
    await until(() => (picture('Ada Lovelace')?.offsetWidth ?? 0) <= 1);
    expect(picture('Ada Lovelace'), 'its sound goes on').to.equal(same);
  });

  it('plays the sound of the other side, and is silent before the answer and on hold', async () => {
    const { phone, media } = await open('ringing');
    const { id } = theCall(phone.calls.value);
    const sound = silence();
    const heard = { local: null, remote: sound, sound, microphone: null, camera: null };
    media.set(new Map([[id, heard]]));
    const speaker = () => find('region', 'Call').querySelector('audio');
    await until(() => speaker()?.srcObject === sound);
    expect(speaker()?.muted).to.equal(true);
    phone.change(id, { phase: { kind: 'connecting' } });
    await until(() => speaker()?.muted === false);
    phone.change(id, { mine: { ...side, held: true } });
    await until(() => speaker()?.muted === true);
  });

  it('tells what the other side does', async () => {
    const { phone } = await open('video');
    phone.change(theCall(phone.calls.value).id, {
      theirs: { muted: true, camera: false, held: true, screen: false, away: false },
    });
    await until(() => {
      const text = textOf(find('region', 'Call'));
      return ['Muted', 'Camera off', 'Ada Lovelace put you on hold'].every((one) =>
        text.includes(one),
      );
    });
  });

  it('tells why nobody hears one, and what to do', async () => {
    await open('no-microphone');
    await until(() => textOf(find('region', 'Call')).includes('Your microphone is blocked'));
  });

  it('tells of both devices at once, with one way out', async () => {
    const { phone } = await open('no-devices');
    const region = await appears('region', 'Call');
    await until(() => textOf(region).includes('Your microphone and camera are blocked'));
    expect(textOf(region)).not.to.include('Your microphone is blocked');
    const ways = [...deepAll()].filter((element) => element.matches('usermedia'));
    expect(ways).to.have.length(1);
    ways[0]?.dispatchEvent(new Event('stream'));
    expect(phone.asked).to.deep.equal(['retry']);
    await until(() => theCall(phone.calls.value).mine.camera);
    expect(pressed('Mute'), 'nobody hears').to.equal(true);
  });

  it('leaves a bar behind that mutes and leads back, while the sound goes on', async () => {
    const { phone } = await open('voice', phoneSize);
    await appears('region', 'Call');
    const sound = picture('Ada Lovelace');
    find('button', 'Minimise').click();
    const back = await appears('button', 'Return to Ada Lovelace');
    expect(findAll('region', 'Call')).to.have.length(0);
    expect(sound?.isConnected).to.equal(true);
    const left = [...deepAll()].find(({ localName }) => localName === 'tin-call-screen');
    expect(left?.ariaHidden, 'also for those who know nothing of inert').to.equal('true');
    await until(() => status() === '01:23');
    find('button', 'Mute').click();
    await until(() => theCall(phone.calls.value).mine.muted);
    back.click();
    await appears('region', 'Call');
    expect(picture('Ada Lovelace')).to.equal(sound);
    expect(left?.ariaHidden).to.equal(null);
  });

  it('fills a phone that lies on its side, and leads back from there', async () => {
    await open('voice', { width: 932, height: 430 });
    const call = await appears('region', 'Call');
    const { width, height } = call.getBoundingClientRect();
    expect([width, height]).to.deep.equal([932, 430]);
    expect(findAll('link', 'Contacts'), 'nothing else is to be reached').to.have.length(0);
    find('button', 'Minimise').click();
    await appears('button', 'Return to Ada Lovelace');
    expect(findAll('link', 'Contacts')).to.have.length(1);
  });

  it('makes room for a person on a desktop', async () => {
    const { system } = await open('voice');
    await appears('region', 'Call');
    system.go(`/contacts/${ada}`);
    await appears('button', 'Return to Ada Lovelace');
    await appears('heading', 'Ada Lovelace');
    system.go('/contacts');
    await appears('region', 'Call');
  });

  it('makes room on a desktop for the person whose page is beneath it already', async () => {
    const { phone } = await open('person');
    phone.put(someCall('talk', ada, { phase: { kind: 'talking', since: 0 } }));
    await appears('region', 'Call');
    const [row] = findAll('link', undefined, find('list', 'Contacts'));
    row?.click();
    (await appears('button', 'Return to Ada Lovelace')).click();
    await appears('region', 'Call');
    row?.click();
    await appears('button', 'Return to Ada Lovelace');
  });
});

describe('after a call', () => {
  const gone = () => findAll('region', 'Call').length === 0;
  afterEach(() => Reflect.deleteProperty(document, 'visibilityState'));

  it('the reason goes by itself after a while', async () => {
    const { clock } = await open('declined');
    await until(() => status() === 'Declined');
    clock.pass(5_900);
    await drawn();
    expect(gone()).to.equal(false);
    clock.pass(200);
    await until(gone);
  });

  it('the reason stays while something of it has the focus', async () => {
    const { clock } = await open('declined');
    const button = await appears('button', 'Call again');
    button.focus();
    clock.pass(60_000);
    await drawn();
    expect(gone()).to.equal(false);
    button.blur();
    clock.pass(6_100);
    await until(gone);
  });

  it('the reason stays while a pointer is about to press something', async () => {
    const { clock } = await open('declined');
    const close = await appears('button', 'Close');
    const { x, y } = await atRest(close);
    await sendMouse({ type: 'move', position: [Math.round(x) + 5, Math.round(y) + 5] });
    clock.pass(60_000);
    await drawn();
    expect(gone()).to.equal(false);
    await sendMouse({ type: 'move', position: [1, 1] });
    await drawn();
    clock.pass(6_100);
    await until(gone);
  });

  it('reading and Tab go on where the button was that ended it, for as long as it takes', async () => {
    const { clock } = await open('voice');
    const region = await appears('region', 'Call');
    find('button', 'Hang up', region).focus();
    await sendKeys({ press: 'Enter' });
    await appears('button', 'Call again');
    await until(() => focusedElement() === region);
    clock.pass(60_000);
    await drawn();
    expect(gone()).to.equal(false);
    await sendKeys({ press: 'Tab' });
    expect(focusedElement()).to.equal(find('button', 'Call again'));
    region.focus();
    // From here on somebody uses a pointer.
    const { x, y, width } = region.getBoundingClientRect();
    for (const at of [20, 40]) {
      const place: [number, number] = [Math.round(x + width / 2 + at), Math.round(y + at)];
      await sendMouse({ type: 'move', position: place });
    }
    await drawn();
    clock.pass(6_100);
    await until(gone);
  });

  it('the reason waits for somebody who can see the page', async () => {
    const { clock } = await open('declined');
    const region = await appears('region', 'Call');
    await until(() => focusedElement() === region);
    const look = (state: string) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    look('hidden');
    clock.pass(60_000);
    await drawn();
    expect(gone()).to.equal(false);
    look('visible');
    clock.pass(5_900);
    await drawn();
    expect(gone()).to.equal(false);
    clock.pass(200);
    await until(gone);
  });

  it('calls again, the same way', async () => {
    const { phone } = await open('declined');
    await until(() => status() === 'Declined');
    find('button', 'Call again').click();
    expect(phone.asked).to.deep.equal([`dial ${ada} voice`]);
  });

  it('a stranger can be kept under the name they claimed', async () => {
    const { contacts } = await open('ended-stranger');
    const region = await appears('region', 'Call');
    find('button', 'Add contact', region).click();
    await until(() => contacts.all.value.get(stranger)?.name === 'Bob');
    await until(() => findAll('button', 'Add contact', region).length === 0);
  });
});

describe('an incoming call', () => {
  for (const [name, asked] of [
    ['Answer', 'answer voice'],
    ['Answer with video', 'answer video'],
    ['Decline', 'decline'],
  ] as const) {
    it(`has a button ${name}`, async () => {
      const { phone } = await open('incoming', phoneSize);
      const dialog = await appears('alertdialog', 'Incoming call');
      expect(textOf(dialog)).to.contain('Ada Lovelace').and.not.contain('Unknown caller');
      find('button', name, dialog).click();
      expect(phone.asked).to.deep.equal([asked]);
      await until(() => findAll('alertdialog').length === 0);
    });
  }

  it('of a stranger says so, with the ID, and the name as claimed', async () => {
    await open('incoming-stranger');
    const text = textOf(await appears('alertdialog', 'Incoming call'));
    expect(text).to.contain('Unknown caller').and.contain('7K2M-Q9XR-4T6B-8WZP-3HDH');
    expect(text).to.contain('“Bob” (not verified)');
  });

  it('is not answered by Enter or Space', async () => {
    const { phone } = await open('incoming');
    await appears('alertdialog', 'Incoming call');
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: 'Space' });
    await drawn();
    expect(phone.asked).to.deep.equal([]);
  });

  it('takes no focus from somebody who types', async () => {
    const { phone } = await open('recents');
    const field = find('textbox', 'Peer ID');
    type(field, 'al');
    const ringing = { kind: 'ringing', path: true } as const;
    phone.put(someCall('in', ada, { direction: 'incoming', phase: ringing }));
    await appears('alertdialog', 'Incoming call');
    await sendKeys({ type: 'an' });
    expect((field as HTMLInputElement).value).to.contain('an');
    expect((field.getRootNode() as ShadowRoot).activeElement).to.equal(field);
  });

  it('that its caller gives up simply goes', async () => {
    const { phone } = await open('incoming');
    await appears('alertdialog', 'Incoming call');
    phone.end(theCall(phone.calls.value).id, 'cancelled');
    await until(() => findAll('alertdialog').length === 0);
    await drawn();
    expect(findAll('region', 'Call')).to.have.length(0);
  });

  it('is announced at once, its end politely', async () => {
    const { phone } = await open('recents');
    const said = (live: string) =>
      textOf(
        document
          .querySelector('tin-app')
          ?.shadowRoot?.querySelector('tin-shell')
          ?.shadowRoot?.querySelector('tin-announcer')
          ?.shadowRoot?.querySelector(`[aria-live=${live}]`) ?? document.createTextNode(''),
      );
    phone.put(
      someCall('in', ada, { direction: 'incoming', phase: { kind: 'ringing', path: true } }),
    );
    await until(() => said('assertive') === 'Ada Lovelace is calling');
    phone.end(theCall(phone.calls.value).id, 'cancelled');
    await until(() => said('polite') === 'You missed Ada Lovelace');
    expect(said('assertive')).to.equal('');
  });
});

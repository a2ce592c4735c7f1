import { expect } from '@esm-bundle/chai';
import type { CallId } from '../../../web/calls/call.ts';
import { standingOf } from '../../../web/contacts/contacts.ts';
import { Failure } from '../../../web/lib/failure.ts';
import type { LineTrouble } from '../../../web/links/signals.ts';
import type { Services } from '../../../web/ui/services.ts';
import { focusedElement } from '../../../web/ui/focus.ts';
import { firstRun } from '../../fakes/first-run.ts';
import { ada, alan, hedy, stageOf, stranger } from '../../fakes/scenes.ts';
import { deep } from './deep.ts';
import { appears, drawn, enter, find, findAll, textOf, type, until } from './find.ts';
import { mount, phone } from './mount.ts';

async function open(scene: string, size?: typeof phone) {
  const stage = await stageOf(scene);
  await mount(stage, size);
  await appears('navigation', 'Main');
  return stage.services;
}

/** The list as somebody reads it: one line for each item. */
const lines = (list: string) => findAll('listitem', undefined, find('list', list)).map(textOf);

describe('first run', () => {
  it('asks for a name and starts with it once', async () => {
    const started: string[] = [];
    await mount(firstRun((name) => Promise.resolve(void started.push(name))));
    const field = await appears('textbox', 'Your name');
    enter(field);
    await until(() => field.getAttribute('aria-invalid') === 'true');
    expect(textOf(find('alert'))).to.contain('name');
    type(field, '  Grace   Hopper ');
    find('button', 'Start').click();
    enter(field);
    expect(started).to.deep.equal(['Grace Hopper']);
  });
});

describe('a start that fails', () => {
  it('leaves Start to be pressed again', async () => {
    let tries = 0;
    const start = () => Promise.resolve(void tries++);
    await mount(firstRun(start));
    type(await appears('textbox', 'Your name'), 'Grace');
    for (const wanted of [1, 2]) {
      await until(() => !(find('button', 'Start') as HTMLButtonElement).disabled);
      find('button', 'Start').click();
      expect(tries).to.equal(wanted);
      await drawn();
    }
  });

  for (const [problem, advice] of [
    ['storage', 'Free some disk space'],
    ['insecure', 'https address'],
    ['old-browser', 'Update it'],
    ['unknown', 'reload this page'],
  ] as const) {
    it(`for the reason “${problem}” says what to do, and tries again`, async () => {
      let again = false;
      const app = await mount({ kind: 'trouble', problem, retry: () => (again = true) });
      const button = await appears('button', 'Try again');
      expect(textOf(app)).to.contain(advice);
      button.click();
      expect(again).to.equal(true);
    });
  }
});

describe('an error nothing caught', () => {
  const toasts = () => findAll('button', 'Dismiss').length;

  it('is told once, until it is dismissed, while the call goes on', async () => {
    const stage = await stageOf('voice');
    const app = await mount(stage);
    await appears('region', 'Call');
    app.tell(new TypeError('x is undefined'));
    app.tell(new TypeError('y is undefined'));
    await until(() => findAll('status').some((one) => textOf(one).includes('A running call goes')));
    stage.services.clock.pass(60_000);
    await drawn();
    expect(toasts()).to.equal(1);
    find('region', 'Call');
    find('button', 'Dismiss').click();
    await until(() => toasts() === 0);
  });

  it('of a full disk says so', async () => {
    const app = await mount(await stageOf('recents'));
    await appears('navigation', 'Main');
    app.tell(new Failure('storage'));
    await until(() => findAll('status').some((one) => textOf(one).includes('refused to save')));
  });
});

describe('another tab has the line', () => {
  it('offers to use this one', async () => {
    let taken = false;
    await mount({ kind: 'elsewhere', take: () => (taken = true) });
    (await appears('button', 'Use here')).click();
    expect(taken).to.equal(true);
  });
});

describe('navigation', () => {
  it('is four links that follow the address, the current one marked', async () => {
    const { system } = await open('recents');
    expect(findAll('link', undefined, find('navigation')).map(textOf)).to.deep.equal([
      'Recents',
      'Contacts',
      'Messages',
      'Settings',
    ]);
    for (const page of ['Contacts', 'Messages', 'Settings', 'Recents']) {
      const link = find('link', page) as HTMLAnchorElement;
      system.hash.set(new URL(link.href).hash.slice(1));
      await until(() => find('link', page).getAttribute('aria-current') === 'page');
      await appears('heading', page);
    }
  });

  it('opens a person over the list of a phone, beside it on a desktop', async () => {
    await open('person', phone);
    await appears('heading', 'Ada Lovelace');
    expect(findAll('list', 'Contacts')).to.have.length(0);
    await open('person');
    await appears('heading', 'Ada Lovelace');
    find('list', 'Contacts');
  });
});

describe('recents', () => {
  it('teaches when there are none', async () => {
    await open('empty');
    await appears('heading', 'No calls yet');
    expect(lines('Recents')).to.deep.equal([]);
    expect(find('list', 'Recents').getBoundingClientRect().height).to.equal(1);
  });

  it('tells who, which way, what became of it, how long', async () => {
    await open('recents');
    const [first, second, third, fourth, fifth] = lines('Recents');
    expect(first).to.match(/Ada Lovelace.*4 min.*Missed · Voice/);
    expect(second).to.match(/Alan Turing.*Outgoing · Voice · 12 min/);
    expect(third).to.match(/Hedwig.*Incoming · Video · 1 hr/);
    expect(fourth).to.match(/“Bob” \(not verified\).*Incoming/);
    expect(fifth).to.match(/Outgoing · Voice · No answer/);
  });

  it('tells of a call that was given up here', async () => {
    const { log } = await open('recents');
    const [last] = log.recents.value;
    const startedAt = last!.startedAt + 1;
    await log.add({ ...last!, startedAt, direction: 'outgoing', reason: 'cancelled' });
    await until(() =>
      lines('Recents').some((line) => line.includes('Outgoing · Voice · Cancelled')),
    );
  });

  it('tells of a call that was cut off', async () => {
    const { log } = await open('recents');
    const [last] = log.recents.value;
    await log.add({ ...last!, reason: 'lost', talkedMs: 120_000 });
    await until(() => lines('Recents').some((line) => line.includes('2 mins · Connection lost')));
  });

  it('calls again with one tap, as it was', async () => {
    const { phone } = await open('recents');
    const [video] = findAll('button', 'Call Hedwig Eva Maria Kiesler, called Hedy Lamarr again');
    video?.click();
    expect(phone.asked).to.deep.equal([`dial ${hedy} video`]);
  });

  it('forgets a call, and takes that back', async () => {
    const { log } = await open('person');
    const history = await appears('list', 'History');
    const before = log.recents.value.length;
    findAll('button', undefined, history)[0]?.click();
    await until(() => log.recents.value.length === before - 1);
    (await appears('button', 'Undo')).click();
    await until(() => log.recents.value.length === before);
  });
});

describe('contacts', () => {
  it('teaches when there are none', async () => {
    await open('contacts-empty');
    await appears('heading', 'No contacts yet');
    expect(lines('Contacts')).to.deep.equal([]);
    expect(find('list', 'Contacts').getBoundingClientRect().height).to.equal(1);
  });

  it('lists favourites first, each with its calls', async () => {
    const { phone } = await open('contacts');
    expect(lines('Contacts')[0]).to.match(/^Ada Lovelace.*Favourite/);
    const [, alan] = findAll('listitem', undefined, find('list', 'Contacts'));
    find('button', 'Voice call', alan).click();
    expect(phone.asked[0]).to.match(/voice$/);
    find('button', 'Video call', alan);
  });

  it('finds by name, and says when it finds nobody', async () => {
    await open('contacts');
    type(find('textbox', 'Search'), 'tur');
    await until(() => lines('Contacts').length === 1);
    type(find('textbox', 'Search'), 'zzz');
    await until(() => findAll('status').some((status) => textOf(status).includes('zzz')));
  });
});

describe('a blocked contact on a narrow phone', () => {
  const row = () =>
    findAll('listitem', undefined, find('list', 'Contacts')).find((one) =>
      textOf(one).includes('Blocked'),
    );
  afterEach(() => document.documentElement.style.removeProperty('font-size'));

  it('has room for the name, also in large text, and each button is described by it', async () => {
    const stage = await stageOf('contacts');
    await stage.services.contacts.block(hedy, true);
    await mount(stage, { width: 320, height: 568 });
    const blocked = (await until(row))!;
    const edges = (selector: string) => blocked.querySelector(selector)!.getBoundingClientRect();
    expect(edges('.text').width).to.be.above(80);
    expect(edges('.faint').top).to.be.at.least(edges('.name').bottom - 1);
    document.documentElement.style.fontSize = '32px';
    await drawn();
    expect(edges('.text').width).to.be.above(150);
    for (const button of ['Message', 'Voice call', 'Video call']) {
      const id = find('button', button, blocked).getAttribute('aria-describedby')!;
      const root = blocked.getRootNode() as ShadowRoot;
      expect(root.getElementById(id)?.textContent).to.contain('Hedy Lamarr');
    }
    expect(blocked.scrollWidth).to.be.at.most(blocked.clientWidth);
  });
});

describe('“Do not disturb”', () => {
  it('is told of at the top of the list, and switched off there', async () => {
    const { settings } = await open('recents', phone);
    expect(findAll('button', 'Switch off')).to.have.length(0);
    await settings.change({ doNotDisturb: true });
    const off = await appears('button', 'Switch off');
    expect(textOf(off.parentElement!)).to.contain('Do not disturb is on');
    off.focus();
    off.click();
    await until(() => findAll('button', 'Switch off').length === 0);
    expect(settings.all.value.doNotDisturb).to.equal(false);
    expect(
      deep('tin-line-banner').shadowRoot!.activeElement,
      'one goes on from there',
    ).not.to.equal(null);
  });
});

describe('the navigation', () => {
  it('says on the recents how many missed calls wait there', async () => {
    const { unseen } = await open('contacts');
    const recents = find('link', 'Recents');
    const root = recents.getRootNode() as ShadowRoot;
    const described = () =>
      root.getElementById(recents.getAttribute('aria-describedby') ?? '')?.textContent;
    expect([described(), root.querySelector('b')]).to.deep.equal(['', null]);
    unseen.set(2);
    await until(() => described() === 'Missed: 2');
    expect(find('link', 'Recents')).to.equal(recents);
    expect(root.querySelector('b')?.textContent).to.equal('2');
    expect(root.querySelector('b')?.getBoundingClientRect().height).to.be.above(15);
    unseen.set(0);
    await until(() => described() === '' && root.querySelector('b') === null);
  });
});

describe('a person', () => {
  it('is renamed, made a favourite, blocked', async () => {
    const { contacts } = await open('person');
    type(await appears('textbox', 'Contact name'), 'Countess');
    find('button', 'Save').click();
    await appears('heading', 'Countess');
    find('button', 'Favourite').click();
    await until(() => contacts.all.value.get(ada)?.favourite === false);
    find('button', 'Block').click();
    await until(() => find('button', 'Block').getAttribute('aria-pressed') === 'true');
    expect(contacts.all.value.get(ada)).to.include({ name: 'Countess', blocked: true });
  });

  it('shows the last ten calls, and all when that is wanted', async () => {
    const { log } = await open('person');
    const [call] = log.recents.value;
    for (let n = 0; n < 12; n++) {
      await log.add({ ...call!, id: `n${n}-`.padEnd(22, '0') as CallId, startedAt: n });
    }
    const all = await appears('button', 'Show all');
    expect(lines('History')).to.have.length(10);
    all.click();
    await until(() => lines('History').length === 14);
    expect(findAll('button', 'Show all')).to.have.length(0);
    const next = findAll('listitem', undefined, find('list', 'History'))[10]!;
    await until(() => focusedElement() === find('button', undefined, next));
  });

  it('keeps its name when the new one can’t be shown', async () => {
    const { contacts } = await open('person');
    const field = await appears('textbox', 'Contact name');
    type(field, '   ');
    find('button', 'Save').click();
    await until(() => field.getAttribute('aria-invalid') === 'true');
    expect(textOf(find('alert'))).to.contain('name');
    expect(contacts.all.value.get(ada)?.name).to.equal('Ada Lovelace');
  });

  it('is removed, and brought back by Undo', async () => {
    const { contacts, system } = await open('person');
    (await appears('button', 'Remove')).click();
    await until(() => !contacts.all.value.has(ada) && system.hash.value === '/contacts');
    (await appears('button', 'Undo')).click();
    await until(() => contacts.all.value.get(ada)?.name === 'Ada Lovelace');
  });

  it('who is a stranger stays one while they are blocked and after', async () => {
    const { contacts, system } = await open('person-stranger');
    (await appears('button', 'Block')).click();
    await until(() => find('button', 'Block').getAttribute('aria-pressed') === 'true');
    expect(findAll('button', 'Favourite')).to.deep.equal([]);
    find('button', 'Add contact', find('button', 'Block').getRootNode());
    system.go('/contacts');
    expect(textOf(await appears('list', 'Contacts'))).not.to.contain('Bob');
    system.go('/settings');
    (await appears('button', 'Unblock')).click();
    await until(() => standingOf(contacts.all.value, stranger) === 'stranger');
    (await appears('button', 'Undo')).click();
    await until(() => standingOf(contacts.all.value, stranger) === 'blocked');
  });

  it('who is a stranger can be added under the name they claim', async () => {
    const { contacts } = await open('person-stranger');
    const heading = await appears('heading', 'Bob');
    const person = (heading.getRootNode() as ShadowRoot).host;
    find('button', 'Add contact', person).click();
    await until(() => contacts.all.value.get(stranger)?.name === 'Bob');
  });
});

describe('settings', () => {
  const saved = ({ settings }: Services) => settings.all.value;

  it('hold at once', async () => {
    const services = await open('settings');
    const name = await appears('textbox', 'Your name');
    type(name, 'Amazing Grace');
    name.dispatchEvent(new Event('change'));
    find('switch', 'Calls from strangers').click();
    find('switch', 'Do not disturb').click();
    await until(() => saved(services).name === 'Amazing Grace');
    expect(saved(services)).to.include({ strangers: false, doNotDisturb: true });
  });

  it('refuse a name that can’t be shown', async () => {
    const services = await open('settings');
    const name = await appears('textbox', 'Your name');
    type(name, ' ');
    name.dispatchEvent(new Event('change'));
    await until(() => name.getAttribute('aria-invalid') === 'true');
    expect(saved(services).name).to.equal('Grace Hopper');
  });

  it('change the theme of the whole page', async () => {
    await open('settings');
    const theme = (await appears('combobox', 'Theme')) as HTMLSelectElement;
    const paper = () => getComputedStyle(document.body).backgroundColor;
    const choose = async (value: string, shown: string) => {
      theme.value = value;
      theme.dispatchEvent(new Event('change'));
      await until(() => paper() === shown);
    };
    await choose('dark', 'rgb(19, 17, 16)');
    await choose('light', 'rgb(250, 247, 242)');
  });
});

describe('the broker', () => {
  const warned = () =>
    findAll('status').some((status) =>
      textOf(status).includes('No connection to the broker, trying again'),
    );

  it('is spoken of only when it is out of reach', async () => {
    const { line, clock } = await open('recents');
    expect(warned()).to.equal(false);
    line.set({ kind: 'connecting' });
    clock.pass(1_900);
    await drawn();
    expect(warned()).to.equal(false);
    clock.pass(200);
    await until(warned);
    line.set({ kind: 'online' });
    await until(() => !warned());
    line.set({ kind: 'offline', trouble: null });
    await until(warned);
    line.set({ kind: 'connecting' });
    await drawn();
    expect(warned()).to.equal(true);
  });

  it('that turns the phone away says what to mend', async () => {
    const { line, clock } = await open('recents');
    const told = (words: string) =>
      until(() => findAll('status').some((status) => textOf(status).includes(words)));
    const offline = (trouble: LineTrouble) => line.set({ kind: 'offline', trouble });
    offline({ code: 'clock', now: clock.now() + 3 * 60_000 });
    await told('The clock of this device is 3 mins slow');
    offline({ code: 'clock', now: clock.now() - 2 * 3_600_000 });
    await told('The clock of this device is 2 hrs fast');
    offline({ code: 'host', host: 'phone.example' });
    await told('This broker answers at phone.example only');
  });

  it('that changes what a contact says is told of, until somebody has read it', async () => {
    const { forgery, contacts, clock } = await open('recents');
    const [contact] = [...contacts.all.value.values()];
    forgery.set({ peer: contact!.id, at: clock.now() });
    const told = `Somebody between you and ${contact!.name} tried to change what was sent to you`;
    const isTold = () => findAll('status').some((status) => textOf(status).includes(told));
    await until(isTold);
    clock.pass(60_000);
    await drawn();
    expect(isTold()).to.equal(true);
    find('button', 'Dismiss').click();
    await until(() => !isTold());
  });

  it('is tried at once by a press and by a call', async () => {
    const { line, lineRetries, phone } = await open('recents');
    expect(findAll('button', 'Try now')).to.have.length(0);
    line.set({ kind: 'offline', trouble: null });
    (await appears('button', 'Try now')).click();
    expect(lineRetries()).to.equal(1);
    findAll('button', 'Call Alan Turing again')[0]?.click();
    expect(lineRetries()).to.equal(2);
    expect(phone.asked).to.have.length(1);
  });

  it('is tried at once for an ID that is dialled', async () => {
    const { lineRetries, phone } = await open('link');
    (await appears('button', 'Voice call')).click();
    await until(() => phone.asked.length === 1);
    expect(lineRetries()).to.equal(1);
  });
});

describe('an introduction', () => {
  it('says who introduces whom, and makes a contact', async () => {
    const { introducing, system } = await open('introduced');
    await until(() => textOf(document.body).includes('Ada Lovelace introduces Bob'));
    find('button', 'Add contact', find('status', 'Introductions')).click();
    await until(() => system.hash.value === `/contacts/${stranger}`);
    expect(introducing.done).to.deep.equal([`take ${stranger}`]);
  });

  it('is dismissed, and brought back', async () => {
    const { introducing } = await open('introduced');
    (await appears('button', 'Not now')).click();
    (await appears('button', 'Undo')).click();
    await until(() => introducing.done.length === 2);
    expect(introducing.done).to.deep.equal([`dismiss ${stranger}`, `undo ${stranger}`]);
  });

  it('is made from the page of a contact, and its outcome is told', async () => {
    const { introducing } = await open('person');
    introducing.outcome = 'one';
    (await appears('button', 'Introduce')).click();
    const dialog = await appears('dialog', 'Introduce Ada Lovelace to');
    find('button', 'Alan Turing', dialog).click();
    await until(() => textOf(document.body).includes('Only one of Ada Lovelace and Alan Turing'));
    expect(introducing.done).to.deep.equal([`introduce ${ada} ${alan}`]);
  });
});

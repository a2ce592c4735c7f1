import { expect } from '@esm-bundle/chai';
import type { RefusedFile } from '../../../web/files/transfers.ts';
import type { SharedContent } from '../../../web/lib/share-target.ts';
import type { Chats } from '../../../web/messages/chats.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, hedy, stageOf } from '../../fakes/scenes.ts';
import { deepAll } from './deep.ts';
import { appears, drawn, find, nameOf, findAll, textOf, type, until } from './find.ts';
import { mount, phone } from './mount.ts';

async function open(scene: string, content?: Partial<SharedContent>) {
  const stage = await stageOf(scene);
  const { shareTarget } = stage.services;
  if (content) shareTarget.put({ text: '', isCut: false, files: [], leftOut: 0, ...content });
  await mount(stage, phone);
  const dialog = await appears('dialog', 'Send to…');
  const chats = await new Promise<Chats>((resolve) => stage.services.chats.use(resolve));
  return { ...stage.services, chats, dialog };
}

const people = (dialog: HTMLElement) =>
  findAll('checkbox', undefined, find('list', 'Send to…', dialog));
const choose = (dialog: HTMLElement, name: string) => find('checkbox', name, dialog).click();
const send = (dialog: HTMLElement) => find('button', 'Send', dialog) as HTMLButtonElement;

describe('what another app shares', () => {
  it('is shown, with those who may get it', async () => {
    const { dialog, contacts } = await open('send-to');
    const text = textOf(dialog);
    for (const said of ['engine.pdf', 'Files: 2 (840 kB)']) expect(text).to.contain(said);
    const field = find('textbox', 'Message text', dialog) as HTMLTextAreaElement;
    expect(field.value).to.equal('Notes on the Analytical Engine\nhttps://tin.example/notes');
    expect(people(dialog).map(nameOf)[0]).to.equal('Ada Lovelace');
    expect(send(dialog).disabled).to.equal(true);
    await contacts.block(ada, true);
    await until(() => people(dialog).length === 2);
    type(find('textbox', 'Search', dialog), 'hed');
    await until(() => people(dialog).length === 1);
    type(find('textbox', 'Search', dialog), 'nobody');
    await until(() => textOf(dialog).includes('Nobody is called “nobody”.'));
  });

  it('goes to whom was chosen: what was typed with it, and the files', async () => {
    const { dialog, system, chats, filesHere, shareTarget } = await open('send-to');
    await chats.draft(hedy, 'Something else');
    type(find('textbox', 'Message text', dialog), 'Look at this');
    choose(dialog, 'Hedwig Eva Maria Kiesler, called Hedy Lamarr');
    await until(() => !send(dialog).disabled);
    send(dialog).click();
    await until(() => system.hash.value === `/messages/${hedy}`);
    const field = (await appears('textbox', 'Message text')) as HTMLTextAreaElement;
    expect(field.value).to.equal('Something else');
    await until(() => chats.all.value.get(hedy)?.last?.text === 'Look at this');
    await until(() => filesHere.sent.length === 2);
    expect(filesHere.sent.map(([to, { file }]) => [to, file.name])).to.deep.equal([
      [hedy, 'engine.pdf'],
      [hedy, 'loom.jpg'],
    ]);
    await until(() => findAll('dialog').length === 0);
    expect(await shareTarget.read()).to.equal(null);
  });

  it('goes to several at once, of whom one may be taken back', async () => {
    const { dialog, system, chats, filesHere } = await open('send-to');
    choose(dialog, 'Ada Lovelace');
    choose(dialog, 'Alan Turing');
    choose(dialog, 'Hedwig Eva Maria Kiesler, called Hedy Lamarr');
    choose(dialog, 'Alan Turing');
    await until(() => !send(dialog).disabled);
    send(dialog).click();
    await until(() => filesHere.sent.length === 4);
    expect(new Set(filesHere.sent.map(([to]) => to))).to.deep.equal(new Set([ada, hedy]));
    for (const to of [ada, hedy]) {
      await until(() => chats.all.value.get(to)?.last?.text?.startsWith('Notes on') === true);
    }
    await until(() => system.hash.value === '/messages');
    const told = 'Sent to Ada Lovelace and Hedwig Eva Maria Kiesler, called Hedy Lamarr';
    await until(() => findAll('status').some((one) => textOf(one).includes(told)));
  });

  describe('and takes long to be read', () => {
    const film = new File(['film'], 'film.mov');
    const said = () => findAll('status').map(textOf).join(' ');

    /** Sends a film to two; `read` says for each of them what became of it. */
    async function sending() {
      const opened = await open('send-to', { files: [film] });
      const { dialog, filesHere, system } = opened;
      const read: ((refused: RefusedFile | null) => void)[] = [];
      filesHere.send = () => new Promise((resolve) => read.push(resolve));
      choose(dialog, 'Ada Lovelace');
      choose(dialog, 'Alan Turing');
      await until(() => !send(dialog).disabled);
      send(dialog).click();
      await until(() => system.hash.value === '/messages' && read.length === 2);
      await until(() => findAll('dialog').length === 0);
      await drawn();
      expect(said()).not.to.contain('Sent to');
      return read;
    }

    it('is told to be sent when it is', async () => {
      const read = await sending();
      read.forEach((done) => done(null));
      await until(() => said().includes('Sent to Ada Lovelace and Alan Turing'));
    });

    it('is told to be sent to those alone to whom it is', async () => {
      const read = await sending();
      read[0]?.('cancelled');
      await drawn();
      expect(said()).not.to.contain('Sent to');
      read[1]?.(null);
      await until(() => said().includes('Sent to Alan Turing'));
    });

    it('is told once not to be sent where it can’t be read', async () => {
      const read = await sending();
      read.forEach((done) => done('unreadable'));
      await until(() => said().includes('“film.mov” was not sent: it can’t be read.'));
      await drawn();
      expect(said().split('“film.mov”')).to.have.length(2);
      expect(said()).not.to.contain('Sent to');
    });

    it('is told nothing of where one called it off', async () => {
      const read = await sending();
      read.forEach((done) => done('cancelled'));
      await drawn();
      expect(said()).not.to.match(/film\.mov|Sent to/);
    });
  });

  it('is not sent while its text is too long, and may go without any', async () => {
    const { dialog, chats, filesHere } = await open('send-to');
    choose(dialog, 'Ada Lovelace');
    const before = chats.all.value.get(ada)?.last;
    const field = find('textbox', 'Message text', dialog);
    type(field, 'x'.repeat(16_385));
    await until(() => send(dialog).disabled && textOf(dialog).includes('Too long for one message'));
    type(field, ' ');
    await until(() => !send(dialog).disabled);
    send(dialog).click();
    await until(() => filesHere.sent.length === 2);
    expect(chats.all.value.get(ada)?.last).to.equal(before);
  });

  it('comes whole where its text is too long, and is refused until that is shorter', async () => {
    const { dialog, chats } = await open('send-to', { text: 'x'.repeat(20_000) });
    choose(dialog, 'Ada Lovelace');
    await until(() => findAll('alert', undefined, dialog).length === 1);
    expect(textOf(find('alert', undefined, dialog))).to.contain('Too long for one message');
    expect(send(dialog).disabled).to.equal(true);
    expect(textOf(dialog)).not.to.contain('its end is missing');
    type(find('textbox', 'Message text', dialog), 'Shorter');
    await until(() => !send(dialog).disabled);
    send(dialog).click();
    await until(() => chats.all.value.get(ada)?.last?.text === 'Shorter');
  });

  it('is not sent as it came where its end is missing, which it says', async () => {
    // What control characters there are is never sent.
    const text = `Read this${'\u0001'.repeat(65_527)}`;
    const { dialog } = await open('send-to', { text, isCut: true });
    choose(dialog, 'Ada Lovelace');
    await until(() => textOf(dialog).includes('its end is missing'));
    expect(send(dialog).disabled).to.equal(true);
    type(find('textbox', 'Message text', dialog), 'Read this');
    await until(() => !send(dialog).disabled);
  });

  it('is told of where it is refused, when the sheet is gone', async () => {
    const { dialog, filesHere } = await open('send-to');
    filesHere.refused = 'full';
    choose(dialog, 'Ada Lovelace');
    await until(() => !send(dialog).disabled);
    send(dialog).click();
    await until(() => findAll('status').some((one) => textOf(one).includes('engine.pdf')));
  });

  it('is gone when nobody is to get it', async () => {
    const { dialog, system, filesHere, shareTarget } = await open('send-to');
    find('button', 'Close', dialog).click();
    await until(() => system.hash.value === '/recents');
    expect(await shareTarget.read()).to.equal(null);
    expect(filesHere.sent).to.deep.equal([]);
  });

  it('waits while somebody calls', async () => {
    const { phone: calls, shareTarget, system } = await open('send-to');
    const ringing = someCall('ring', ada, {
      direction: 'incoming',
      phase: { kind: 'ringing', path: true },
    });
    calls.put(ringing);
    await until(() => ![...deepAll()].some(({ localName }) => localName === 'tin-send-to'));
    expect(await shareTarget.read()).not.to.equal(null);
    expect(system.hash.value).to.equal('/share');
    calls.put({ ...ringing, phase: { kind: 'ended', reason: 'cancelled', at: 0, since: null } });
    await appears('dialog', 'Send to…');
  });

  it('teaches how to have somebody to send it to', async () => {
    const { dialog } = await open('send-to-nobody');
    expect(textOf(dialog)).to.contain('You have no contacts yet.');
  });

  it('is honest where nothing came', async () => {
    const { dialog, system } = await open('send-to-nothing');
    expect(textOf(dialog)).to.contain('Nothing came of what you shared');
    find('button', 'Close', dialog).click();
    await until(() => system.hash.value === '/recents');
  });
});

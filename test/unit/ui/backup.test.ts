import { expect } from '@esm-bundle/chai';
import type { BackupProblem } from '../../../web/identity/backup-problem.ts';
import { FakeBackups } from '../../fakes/fake-backups.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import type { FakeServices } from '../../fakes/fake-services.ts';
import { firstRun } from '../../fakes/first-run.ts';
import { ada, stageOf } from '../../fakes/scenes.ts';
import { violations } from './axe.ts';
import { deep, deepAll } from './deep.ts';
import { appears, find, findAll, textOf, type, until } from './find.ts';
import { mount, phone } from './mount.ts';

const good = 'correct horse battery staple';

async function open(button: string): Promise<FakeServices> {
  const stage = await stageOf('settings');
  await mount(stage, phone);
  (await appears('button', button)).click();
  await appears('dialog');
  return stage.services;
}

/** Waits until a dialog, or a notice, reads so. */
const reads = (text: string) => until(() => textOf(document.body).includes(text));

function chooseFile(name: string, content: string): void {
  const choosers = [...deepAll()].filter((element) => element.matches('input[type=file]'));
  const chooser = choosers.at(-1) as HTMLInputElement;
  const files = new DataTransfer();
  files.items.add(new File([content], name));
  chooser.files = files.files;
  chooser.dispatchEvent(new Event('change'));
}

describe('backing up', () => {
  function typeBoth(first: string, again = first): void {
    type(find('textbox', 'Passphrase'), first);
    type(find('textbox', 'Passphrase once more'), again);
    find('button', 'Save backup').click();
  }

  it('asks for the passphrase twice, and says honestly how good it is', async () => {
    const { backingUp } = await open('Back up');
    typeBoth('short');
    await until(() => find('textbox', 'Passphrase').getAttribute('aria-invalid') === 'true');
    await reads('At least 8 characters');
    type(find('textbox', 'Passphrase'), 'password');
    await reads('Weak:');
    type(find('textbox', 'Passphrase'), good);
    await reads('Fair:');
    typeBoth(good, `${good}s`);
    await reads('The two are not the same');
    expect(textOf(find('alert'))).to.contain('The two are not the same');
    expect(backingUp.passphrases).to.deep.equal([]);
    typeBoth(good);
    await reads('The backup is saved.');
    expect(backingUp.passphrases).to.deep.equal([good]);
    await until(() => findAll('dialog').length === 0);
  });

  it('has files in it only where that is wanted, and says how large they are', async () => {
    const { backingUp } = await open('Back up');
    await reads('With files: 3 (12.4 MB)');
    const wish = () => {
      const inside = [...deepAll(deep('tin-backup-dialog'))];
      return inside.find((one) => one.matches('input[type=checkbox]')) as HTMLInputElement;
    };
    expect(wish().checked).to.equal(false);
    typeBoth(good);
    await until(() => findAll('dialog').length === 0);
    find('button', 'Back up').click();
    await reads('With files: 3 (12.4 MB)');
    wish().click();
    backingUp.holds = true;
    typeBoth(good);
    const bar = (await appears('progressbar', 'Back up this phone')) as HTMLProgressElement;
    await until(() => bar.position === 0.25);
    expect(backingUp.withFiles).to.deep.equal([false, true]);
  });

  it('asks nothing where there are no files', async () => {
    const stage = await stageOf('settings');
    stage.services.backingUp.size = { count: 0, bytes: 0 };
    await mount(stage, phone);
    (await appears('button', 'Back up')).click();
    await appears('textbox', 'Passphrase');
    expect(textOf(document.body)).not.to.contain('With files');
  });

  it('shows how far it is, and closing stops it', async () => {
    const { backingUp } = await open('Back up');
    backingUp.holds = true;
    typeBoth(good);
    await reads('Written so far: 1,200 records');
    await appears('progressbar', 'Back up this phone');
    expect(await violations()).to.deep.equal([]);
    find('button', 'Close').click();
    await until(() => backingUp.deeds.includes('stopped'));
    await reads('The backup was stopped. No file was saved.');
  });

  for (const [outcome, text] of [
    ['not-saved', 'The file could not be written'],
    ['not-read', 'could not be read. Reload the page'],
  ] as const) {
    it(`says what to do if it is ${outcome}`, async () => {
      const { backingUp } = await open('Back up');
      backingUp.outcome = outcome;
      typeBoth(good);
      await reads(text);
      expect(await violations()).to.deep.equal([]);
    });
  }

  it('goes back to the form where no place was chosen', async () => {
    const { backingUp } = await open('Back up');
    backingUp.outcome = 'declined';
    typeBoth(good);
    await until(() => backingUp.passphrases.length === 1);
    await appears('button', 'Save backup');
  });
});

describe('restoring', () => {
  async function check(): Promise<void> {
    chooseFile('Tincan 2026-05-03.tincan', 'sealed');
    await reads('Tincan 2026-05-03.tincan');
    type(find('textbox', 'Passphrase'), good);
    find('button', 'Check backup').click();
  }

  it('says what is in the backup and what it replaces, before it does so', async () => {
    const { backingUp } = await open('Restore');
    find('button', 'Check backup').click();
    await reads('Choose the file of a backup first.');
    await check();
    await reads('Backup of Ada Lovelace, made');
    await reads('AD4W-0VE1-ACEP-3ER0-000C');
    const items = findAll('listitem', undefined, find('dialog')).map(textOf);
    expect(items).to.deep.equal(['Contacts: 12', 'Messages: 3,456', 'Recent calls: 7']);
    await reads('It replaces everything on this device: the ID GRAC-EGRA-CEGR-ACEG-RAC2');
    await reads('its contacts (3)');
    await reads('Stop using this ID on the old device.');
    expect(await violations()).to.deep.equal([]);
    expect(backingUp.deeds).to.deep.equal([]);
    find('button', 'Restore now').click();
    expect(backingUp.deeds).to.deep.equal(['restored']);
    find('button', 'Close').click();
    await until(() => findAll('dialog').length === 0);
    expect(backingUp.deeds).to.deep.equal(['restored']);
  });

  it('one’s own older backup says what is lost', async () => {
    const { backingUp, ownId } = await open('Restore');
    const counts = new Map([...backingUp.contents.counts, ['files', 5] as const]);
    const others = { leftOut: 2, lost: 1, name: null };
    backingUp.contents = { ...backingUp.contents, id: ownId, counts, ...others };
    await check();
    await reads('Files: 4');
    await reads('Files that are not whole in the backup, and left out: 1');
    await reads('It is your own ID.');
    await reads('What came after the backup is lost.');
    await reads('From a later version of Tincan, and left out: 2 records');
  });

  it('leaves everything as it was if it is closed instead', async () => {
    const { backingUp } = await open('Restore');
    await check();
    await appears('button', 'Restore now');
    find('button', 'Close').click();
    await until(() => backingUp.deeds.includes('left'));
  });

  it('shows how far it is, and closing stops it', async () => {
    const { backingUp } = await open('Restore');
    backingUp.holds = true;
    await check();
    const bar = (await appears('progressbar', 'Check backup')) as HTMLProgressElement;
    await until(() => bar.value === 0.5);
    await reads('Nothing is changed yet.');
    expect(await violations()).to.deep.equal([]);
    find('button', 'Close').click();
    await until(() => backingUp.deeds.includes('stopped'));
  });

  const problems: Record<BackupProblem, string> = {
    foreign: 'This file is no backup of Tincan.',
    later: 'made by a later version',
    passphrase: 'The passphrase is wrong.',
    cut: 'its end is missing',
    changed: 'is damaged or was changed',
    unreadable: 'can’t be read any more',
    full: 'Free some disk space',
  };
  for (const [problem, text] of Object.entries(problems)) {
    it(`says so if the file is ${problem}, and can be tried again`, async () => {
      const { backingUp } = await open('Restore');
      backingUp.problem = problem as BackupProblem;
      await check();
      await reads(text);
      expect(await violations()).to.deep.equal([]);
      backingUp.problem = null;
      await check();
      await appears('button', 'Restore now');
    });
  }

  it('waits for the end of a call', async () => {
    const stage = await stageOf('settings');
    await mount(stage);
    stage.services.phone.put(someCall('a', ada, { phase: { kind: 'talking', since: 1 } }));
    (await appears('button', 'Restore')).click();
    await reads('Hang up first');
    expect(findAll('dialog')).to.deep.equal([]);
  });

  it('is there before there is a phone', async () => {
    const backups = new FakeBackups();
    await mount(
      firstRun(() => Promise.resolve(), backups),
      phone,
    );
    (await appears('button', 'Restore')).click();
    await appears('dialog', 'Restore a backup');
    await check();
    await reads('Nothing is on this device yet');
    expect(await violations()).to.deep.equal([]);
    find('button', 'Restore now').click();
    expect(backups.deeds).to.deep.equal(['restored']);
  });
});

describe('contacts as a file', () => {
  async function settings(scene = 'settings'): Promise<FakeServices> {
    const stage = await stageOf(scene);
    await mount(stage, phone);
    await appears('button', 'Import contacts');
    return stage.services;
  }

  it('are exported as cards', async () => {
    const { savedFiles } = await settings();
    find('button', 'Export contacts').click();
    await reads('The file is saved.');
    const [name, text] = await savedFiles.text();
    expect(name).to.equal('Contacts.vcf');
    expect(text.match(/^VERSION:4\.0\r$/gm)).to.have.length(3);
    expect(text).to.contain(`IMPP:web+tincan:${ada}@tin.example`);
  });

  it('say so where the disk is full', async () => {
    const { savedFiles } = await settings();
    savedFiles.how = 'full';
    find('button', 'Export contacts').click();
    await reads('The file could not be written');
  });

  it('are added from cards, with a way back', async () => {
    const { contacts } = await settings();
    const before = contacts.all.value.size;
    const id = '7k2mq9xr4t6b8wzp3hdh';
    chooseFile(
      'people.vcf',
      `BEGIN:VCARD\nFN:Bob\nIMPP:web+tincan:${id}\nEND:VCARD\nBEGIN:VCARD\nFN:Eve\nEND:VCARD\n`,
    );
    await reads('Contacts added: 1. Here before: 0. Cards without a Tincan ID, left out: 1.');
    expect(contacts.all.value.size).to.equal(before + 1);
    (await appears('button', 'Undo')).click();
    await until(() => contacts.all.value.size === before);
  });

  it('are not taken for cards where they are none', async () => {
    await settings();
    chooseFile('people.vcf', 'Ada, Ben');
    await reads('There are no cards in this file.');
    expect(await violations()).to.deep.equal([]);
  });
});

describe('a conversation as a text', () => {
  it('is saved from the page of the person, with dates and times', async () => {
    const stage = await stageOf('conversation');
    const { services } = stage;
    services.system.go(`/contacts/${ada}`);
    await mount(stage, phone);
    (await appears('button', 'Save as text')).click();
    await reads('The file is saved.');
    const [name, text] = await services.savedFiles.text();
    expect(name).to.equal('Ada Lovelace.txt');
    const [title, saved, , ...lines] = text.split('\n');
    expect(title).to.equal('Conversation with Ada Lovelace (AD4W-0VE1-ACEP-3ER0-000C)');
    expect(saved).to.match(/^Saved \d+ \w+ \d{4}, \d\d:\d\d$/);
    const when = /^\[\d+ \w+ \d{4}, \d\d:\d\d\] /;
    const what = lines.filter((line) => when.test(line)).map((line) => line.replace(when, ''));
    expect(what.slice(0, 3)).to.deep.equal([
      '📞 Outgoing · Voice · No answer',
      '📞 Missed · Voice',
      'Ada Lovelace: The engine weaves algebraical patterns, just as the loom weaves flowers.',
    ]);
  });

  it('is not offered where nothing was written', async () => {
    const stage = await stageOf('person');
    await mount(stage, phone);
    await appears('button', 'Introduce');
    expect(findAll('button', 'Save as text')).to.deep.equal([]);
  });
});

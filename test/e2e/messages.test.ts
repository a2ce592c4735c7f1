import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import { logOf, openBoth, openConversation, reads, write } from './conversation.ts';
import { House, tidyUp } from './house.ts';
import type { Person } from './person.ts';
import { closeConnections } from './probe.ts';

const isOffer = (frame: string) => frame.includes('"OFFER"');

describe('messages between contacts', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;

  before(async () => {
    [ana, ben] = await house.contacts();
  });
  afterEach(() => tidyUp([ana, ben]));

  it('arrive, and it is seen that they did and were read', async () => {
    await openConversation(ana, 'Ben');
    await write(ana, 'Hello Ben');
    await reads(ana, 'Ben', 'Hello Ben', 'Delivered');
    await ben.page.getByRole('link', { name: 'Messages', description: 'Unread: 1' }).click();
    await ben.page.getByRole('list', { name: 'Conversations' }).getByText('Hello Ben').click();
    await reads(ben, 'Ana', 'Hello Ben');
    await reads(ana, 'Ben', 'Hello Ben', 'Read');
    await write(ben, 'Hello Ana');
    await reads(ana, 'Ben', 'Hello Ana');
    await reads(ben, 'Ana', 'Hello Ana', 'Read');
  });

  it('go by no server', async () => {
    const [sentBefore, receivedBefore] = [ana.sent.length, ben.received.length];
    await write(ana, 'A secret of ours');
    await reads(ben, 'Ana', 'A secret of ours');
    assert.deepEqual(ana.sent.slice(sentBefore), []);
    assert.ok(
      !ben.received
        .slice(receivedBefore)
        .some((frame) => frame.includes('CANDIDATE') && !frame.includes('echo')),
    );
  });

  it('are there after a reload, and a draft too', async () => {
    await ana.page.getByRole('textbox', { name: 'Message text' }).fill('Not yet said');
    await ana.page.getByRole('link', { name: 'Back' }).click();
    await ana.page.getByText('Draft: Not yet said').waitFor();
    await ana.page.reload();
    await ana.ready();
    await openConversation(ana, 'Ben');
    await reads(ana, 'Ben', 'Hello Ana');
    const field = ana.page.getByRole('textbox', { name: 'Message text' });
    assert.equal(await field.inputValue(), 'Not yet said');
    await field.fill('');
  });

  it('to somebody absent wait, and go by themselves when both are there', async () => {
    const url = ben.page.url();
    await ben.page.goto('about:blank');
    await write(ana, 'While you were out');
    await write(ana, 'And once more');
    await reads(ana, 'Ben', 'While you were out', 'Waiting');
    // Ana is away herself before Ben is back.
    const anas = ana.page.url();
    await ana.page.goto('about:blank');
    await ben.page.goto(url);
    await ben.ready();
    await ana.page.goto(anas);
    await reads(ben, 'Ana', 'And once more');
    const both = logOf(ben, 'Ana').getByText(/^(While you were out|And once more)$/);
    assert.deepEqual(await both.allInnerTexts(), ['While you were out', 'And once more']);
    await reads(ana, 'Ben', 'And once more', 'Read');
  });

  it('are text, whatever is in them', async () => {
    await write(
      ana,
      '<img src=x onerror="window.broken=1"> \u202eevil javascript:alert(1) https://tin.example/a.',
    );
    await reads(ben, 'Ana', '<img src=x');
    const links = logOf(ben, 'Ana').getByRole('link');
    assert.deepEqual(await links.allInnerTexts(), ['https://tin.example/a']);
    assert.equal(await links.first().getAttribute('rel'), 'noopener noreferrer');
    assert.equal(await ben.page.evaluate(() => 'broken' in window), false);
  });

  it('of more than 16 kB are refused while they are typed, and not cut', async () => {
    const field = ana.page.getByRole('textbox', { name: 'Message text' });
    await field.fill('x'.repeat(16_385));
    await ana.page.getByText('Too long for one message').waitFor();
    assert.ok(await ana.button('Send').isDisabled());
    await field.fill('x'.repeat(16_384));
    await ana.button('Send').click();
    await reads(ben, 'Ana', 'x'.repeat(16_384));
  });

  it('are answered, reacted to, changed and taken back', async () => {
    const moreOf = async (person: Person, from: string, text: string, what: string) => {
      const message = logOf(person, from).getByRole('listitem').filter({ hasText: text });
      await message.hover();
      await message.getByRole('button', { name: 'More about this message' }).click();
      await person.page
        .getByRole('dialog')
        .getByRole('button', { name: what, exact: true })
        .click();
    };
    await write(ana, 'Tea at four?');
    await reads(ben, 'Ana', 'Tea at four?');
    await moreOf(ben, 'Ana', 'Tea at four?', 'React with 👍');
    await reads(ana, 'Ben', 'Tea at four?', 'Ben: 👍');
    await moreOf(ben, 'Ana', 'Tea at four?', 'Reply');
    await write(ben, 'With pleasure');
    await reads(ana, 'Ben', 'With pleasure', 'Tea at four?');
    const field = ana.page.getByRole('textbox', { name: 'Message text' });
    const own = logOf(ana, 'Ben').getByRole('listitem').filter({ hasText: 'Ben: 👍' });
    await own.hover();
    await own.getByRole('button', { name: 'More about this message' }).click();
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Edit' }).click();
    await ana.page.getByText('Editing your message').waitFor();
    assert.equal(await field.inputValue(), 'Tea at four?');
    await write(ana, 'Tea at five?');
    await reads(ben, 'Ana', 'Tea at five?', 'edited');
    await moreOf(ana, 'Ben', 'With pleasure', 'React with 👍');
    await reads(ben, 'Ana', 'With pleasure', 'Ana: 👍');
    await moreOf(ben, 'Ana', 'With pleasure', 'Delete for both');
    await logOf(ana, 'Ben').getByText('This message was deleted').waitFor();
    await ben.button('Undo').click();
    await reads(ana, 'Ben', 'With pleasure', 'You: 👍');
    await reads(ben, 'Ana', 'With pleasure', 'Ana: 👍');
  });

  it('are being written, which the other side sees', async () => {
    await openBoth(ana, ben);
    const writing = ana.page.getByText('is writing…');
    await ben.page.getByRole('textbox', { name: 'Message text' }).pressSequentially('So');
    await writing.waitFor();
    await write(ben, 'So it is');
    await reads(ana, 'Ben', 'So it is');
    await writing.waitFor({ state: 'hidden' });
  });

  it('are found wherever they stand', async () => {
    await ana.go('Messages');
    await ana.page.getByRole('searchbox', { name: 'Search messages' }).fill('PLEASURE with');
    const found = ana.page.getByRole('list', { name: 'Messages found' }).getByRole('listitem');
    await found.filter({ hasText: 'With pleasure' }).click();
    await reads(ana, 'Ben', 'With pleasure');
  });

  it('are read without that being told, by whoever wants that', async () => {
    await ben.go('Settings');
    const told = ben.page.getByRole('switch', { name: 'Read receipts' });
    await told.click();
    await openBoth(ana, ben);
    await write(ana, 'Did you see this?');
    await reads(ben, 'Ana', 'Did you see this?');
    await reads(ana, 'Ben', 'Did you see this?', 'Delivered');
    // What follows would have told that it was read.
    await write(ben, 'Perhaps');
    await reads(ana, 'Ben', 'Perhaps');
    await reads(ana, 'Ben', 'Did you see this?', 'Delivered');
    await ben.go('Settings');
    await told.click();
    await openBoth(ana, ben);
    await write(ana, 'And this?');
    await reads(ana, 'Ben', 'And this?', 'Read');
    await reads(ana, 'Ben', 'Did you see this?', 'Read');
  });

  it('stand beside the calls that were missed, from which one calls back', async () => {
    await ana.button('Voice call').last().click();
    await ben.incoming.waitFor();
    await ana.hangUp();
    await ben.incoming.waitFor({ state: 'hidden' });
    const missed = logOf(ben, 'Ana').getByRole('listitem').filter({ hasText: 'Missed call' });
    await missed.getByRole('button', { name: 'Call back' }).click();
    await ana.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await ben.hangUp();
    await ana.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
    await openBoth(ana, ben);
  });

  it('go on in a call', async () => {
    await ana.button('Voice call').last().click();
    await ben.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await openConversation(ana, 'Ben');
    await write(ana, 'Can you hear me?');
    await reads(ana, 'Ben', 'Can you hear me?', 'Delivered');
    await ana.hangUp();
    await ben.reads('Call ended');
  });

  it('of both arrive at once when a network is back that had held back all they offered', async () => {
    await openBoth(ana, ben);
    const both = [
      { person: ana, from: 'Ben', text: 'Are you there?' },
      { person: ben, from: 'Ana', text: 'No network here' },
    ];
    for (const { person } of both) {
      await person.page.clock.install();
      await person.context.setOffline(true);
    }
    for (const { person, text } of both) {
      const before = person.sent.length;
      await person.page.evaluate(closeConnections, 0);
      await write(person, text);
      while (!person.sent.slice(before).some(isOffer)) await person.found();
    }
    for (const { person } of both) await person.page.clock.fastForward(2_000);
    const since = Date.now();
    for (const { person } of both) await person.context.setOffline(false);
    await Promise.all(both.map(({ person, from, text }) => reads(person, from, text, 'Read')));
    // Where both have to give up first what crossed it takes half a minute.
    assert.ok(Date.now() - since < 25_000);
  });
});

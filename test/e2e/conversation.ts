import type { Locator } from 'playwright-core';
import { appears } from './appears.ts';
import type { Person } from './person.ts';

/** What somebody and the one of that name have written to each other. */
export function logOf(person: Person, name: string): Locator {
  return person.page.getByRole('log', { name: `Conversation with ${name}` });
}

/** Opens the conversation from the contacts. */
export async function openConversation(person: Person, name: string): Promise<void> {
  await person.go('Contacts');
  const row = person.page.getByRole('list', { name: 'Contacts' }).getByRole('listitem');
  await row.filter({ hasText: name }).getByRole('button', { name: 'Message' }).click();
  await appears(logOf(person, name));
}

/** Both have their conversation before them. */
export async function openBoth(ana: Person, ben: Person): Promise<void> {
  await Promise.all([openConversation(ana, ben.name), openConversation(ben, ana.name)]);
}

export async function write(person: Person, text: string): Promise<void> {
  await person.page.getByRole('textbox', { name: 'Message text' }).fill(text);
  await person.button('Send').click();
}

/** Waits for a message that reads so, with how far it has come if it is one's own. */
export async function reads(
  person: Person,
  from: string,
  text: string,
  how: string | RegExp = '',
): Promise<void> {
  const message = logOf(person, from).getByRole('listitem').filter({ hasText: text });
  await message.filter({ hasText: how }).waitFor();
}

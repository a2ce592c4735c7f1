import type { Locator } from 'playwright-core';
import type { Person } from './person.ts';

/** The dialog in which somebody connects by hand. */
export class Hand {
  readonly #person: Person;
  readonly #dialog: Locator;

  private constructor(person: Person) {
    this.#person = person;
    this.#dialog = person.page.getByRole('dialog', { name: 'Connect without a server' });
  }

  /** From the banner that says that there is no broker. */
  static async open(person: Person): Promise<Hand> {
    await person.page.getByRole('link', { name: 'Connect without a server' }).click();
    const hand = new Hand(person);
    await hand.#dialog.waitFor();
    return hand;
  }

  button(name: string): Locator {
    return this.#dialog.getByRole('button', { name, exact: true });
  }

  /** What is shown, as the text that is copied. */
  async text(): Promise<string> {
    await this.#person.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.button('Copy').click();
    await this.says('Copied as text');
    return this.#person.page.evaluate(() => navigator.clipboard.readText());
  }

  /** What is shown, as a picture. */
  async picture(): Promise<Buffer> {
    const code = this.#dialog.getByRole('img', { name: 'QR code for the other phone' });
    await code.waitFor();
    return code.screenshot();
  }

  /** Puts a text where it is to be pasted. */
  async paste(text: string): Promise<void> {
    await this.#dialog.getByRole('textbox', { name: 'Or paste it as text' }).fill(text);
  }

  async choose(picture: Buffer): Promise<void> {
    const chooser = this.#person.page.waitForEvent('filechooser');
    await this.button('Choose a picture').click();
    await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture });
  }

  async says(text: string): Promise<void> {
    await this.#dialog.getByText(text).waitFor();
  }
}

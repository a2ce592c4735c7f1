/** Tells a field what was typed on the page before this one, about what its `data-about` named there. */
export class RetypeEvent extends Event {
  static readonly type = 'tin-retype';
  readonly about: string;
  readonly text: string;

  constructor(about: string, text: string) {
    super(RetypeEvent.type, { bubbles: true, composed: true });
    this.about = about;
    this.text = text;
  }
}

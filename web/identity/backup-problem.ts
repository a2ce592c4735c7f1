/** Why a file can't be restored from. */
export type BackupProblem =
  /** No backup at all. */
  | 'foreign'
  /** Of a later version of the format. */
  | 'later'
  /** It was sealed with another passphrase. */
  | 'passphrase'
  /** It ends too early. */
  | 'cut'
  /** Something in it is not as it was written. */
  | 'changed'
  /** The device does not let it be read. */
  | 'unreadable'
  /** There is no room here for what is in it. */
  | 'full';

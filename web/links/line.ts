/** How this phone stands with the broker it registers at. */
export type LineStatus =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  /** `retryAt`: when the next attempt is due, in ms since 1970. */
  | { readonly kind: 'offline'; readonly retryAt: number };

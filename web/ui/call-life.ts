/** What of a call lives on its sound; loaded with the first call, which works without it too. */
import './muted-hint.ts';
import './string.ts';

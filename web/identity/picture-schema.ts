import * as v from 'valibot';

/** Longest picture that is kept or taken over a link, in characters of its `data:` URL. */
export const longestPicture = 24_000;

/** A small picture as a `data:` URL; formats that can hold no script. */
export const pictureSchema = v.pipe(
  v.string(),
  v.maxLength(longestPicture),
  v.regex(/^data:image\/(?:jpeg|webp|png);base64,[A-Za-z0-9+/]+={0,2}$/),
);

/** Where what was typed lies between two pages, in the storage of the tab. */
export const typedKey = 'tincan-typed';

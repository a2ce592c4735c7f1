/** The version of the app as package.json names it. */
export const version = '0.1.0';

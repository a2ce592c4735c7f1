import { fileURLToPath } from 'node:url';

/** The folder that holds package.json; the tools work from there wherever they are started. */
export const root = fileURLToPath(new URL('..', import.meta.url));

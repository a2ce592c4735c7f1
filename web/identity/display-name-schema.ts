import * as v from 'valibot';
import { cleanName } from './display-name.ts';

/** A name inside a record: exactly what `cleanName` would give. */
export const displayNameSchema = v.custom<string>(
  (value) => typeof value === 'string' && cleanName(value) === value,
);

import { Store, type Readable } from './store.ts';

/** Two maps as one, for as long as they live: the entries of the first, then those of the second. */
export function joined<K, V>(
  first: Readable<ReadonlyMap<K, V>>,
  second: Readable<ReadonlyMap<K, V>>,
): Readable<ReadonlyMap<K, V>> {
  const both = () => new Map([...first.value, ...second.value]);
  const store = new Store<ReadonlyMap<K, V>>(both());
  first.subscribe(() => store.set(both()));
  second.subscribe(() => store.set(both()));
  return store;
}

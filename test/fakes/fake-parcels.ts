import type { Parcel, Parcels } from '../../web/lib/parcel.ts';

/** What the test says that another app shared. */
export class FakeParcels implements Parcels {
  #parcel: Parcel | null = null;

  put(parcel: Parcel): void {
    this.#parcel = parcel;
  }

  read(): Promise<Parcel | null> {
    return Promise.resolve(this.#parcel);
  }

  drop(): Promise<void> {
    this.#parcel = null;
    return Promise.resolve();
  }

  sweep(): Promise<void> {
    return Promise.resolve();
  }
}

const blobs = new WeakMap<File, Blob>();

/**
 * All of a file, to cut pieces off: to cut one off a `File` Chromium asks the system for its state each
 * time, 3 ms. It can't be read once the file has changed.
 */
export function blobOf(file: File): Blob {
  const blob = blobs.get(file) ?? file.slice();
  blobs.set(file, blob);
  return blob;
}

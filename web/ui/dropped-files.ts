/** A file that is dropped where nobody takes it would be opened by the browser, in the place of the phone. */
export function refuseDroppedFiles(event: DragEvent): void {
  const [target] = event.composedPath();
  const isTaken = event.defaultPrevented || target instanceof HTMLInputElement;
  if (isTaken || !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}

/**
 * Calls `tell` for each error of this page that nothing caught, until the
 * returned function is called. The browser writes it to the console as before.
 */
export function listenForErrors(
  tell: (error: unknown) => void,
  page: EventTarget = window,
): () => void {
  const thrown = (event: Event): void => tell((event as ErrorEvent).error);
  const rejected = (event: Event): void => tell((event as PromiseRejectionEvent).reason);
  page.addEventListener('error', thrown);
  page.addEventListener('unhandledrejection', rejected);
  return () => {
    page.removeEventListener('error', thrown);
    page.removeEventListener('unhandledrejection', rejected);
  };
}

/** A hidden page draws no frame; the task does not wait longer than this for one, in ms. */
const patience = 150;

/** Runs `task` once what was changed so far is on the screen. */
export function afterFrame(task: () => void): void {
  let waits = true;
  const once = () => {
    if (!waits) return;
    waits = false;
    task();
  };
  // A frame is drawn after its callbacks.
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, patience);
}

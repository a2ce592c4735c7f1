/** What is going on where no test can look: it tells when all is quiet, without waiting for a time. */
export class Bustle {
  #going = 0;
  #begun = 0;

  /** Gives the task back. */
  during<T>(task: Promise<T>): Promise<T> {
    this.#going++;
    this.#begun++;
    const end = () => void this.#going--;
    task.then(end, end);
    return task;
  }

  /** Nothing goes on, and nothing follows from what went on. */
  async quiet(): Promise<void> {
    for (let begun = -1; this.#going > 0 || begun !== this.#begun; await turn()) {
      begun = this.#begun;
      await turn();
    }
  }
}

/** All that can run without the world outside has run. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

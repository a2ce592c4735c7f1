// What the page needs to start with did not come, as where the network changes: nothing is there that
// could ask for it again, so the page is loaded anew, three times at most.
(() => {
  const key = 'tincan-start-again';
  const most = 3;

  function isWhole() {
    const styles = [...document.querySelectorAll('link[rel="stylesheet"]')];
    return (
      document.querySelector('tin-app') !== null && styles.every(({ sheet }) => sheet !== null)
    );
  }

  function look() {
    try {
      if (isWhole()) return sessionStorage.removeItem(key);
      const tries = Number(sessionStorage.getItem(key) ?? 0);
      if (!(tries < most)) throw new Error('It did not come');
      sessionStorage.setItem(key, String(tries + 1));
      setTimeout(() => location.reload(), 1_000 * 2 ** tries);
    } catch {
      // Also where the browser lets nothing be counted.
      if (document.querySelector('tin-app') !== null) return;
      document.body.style.padding = '16px';
      document.body.textContent =
        'Tincan could not be loaded. Check the connection to the server, then reload the page.';
    }
  }

  if (document.readyState === 'complete') look();
  else addEventListener('load', look);
})();

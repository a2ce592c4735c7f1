// Finds the browsers the tests drive, and installs them where that is possible.
import { canInstall, install } from './apt.mjs';
import { pathsOf, runs } from './path.mjs';

/** The browsers by the name of the variable that overrides where they are. */
const browsers = {
  CHROMIUM: {
    label: 'Chromium',
    package: 'chromium',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
  },
  FIREFOX: {
    label: 'Firefox',
    package: 'firefox-esr',
    names: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  },
};

/**
 * What Chromium leaves out. The last of several `--disable-features` counts, so those that
 * Playwright names are here as well; the pages of the address bar's popup, two more processes for
 * each window that nobody sees, took as long as the phone itself.
 */
const leftOut = [
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'AimEnabled',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
];

/** Flags for a Chromium that has a fake microphone and camera and phones nobody. */
export const chromiumFlags = [
  `--disable-features=${leftOut.join(',')}`,
  '--no-sandbox',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Preferences for a Firefox that has a fake microphone and camera. */
export const firefoxPreferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.peerconnection.ice.loopback': true,
};

/**
 * Absolute path of Chromium, or null. `CHROMIUM` in the environment wins.
 * @returns {string | null}
 */
export function findChromium() {
  return find('CHROMIUM');
}

/**
 * Absolute path of Firefox, or null. `FIREFOX` in the environment wins.
 * @returns {string | null}
 */
export function findFirefox() {
  return find('FIREFOX');
}

/**
 * Makes sure that both browsers are there. Returns null if they are, else one
 * sentence saying what to install.
 * @returns {string | null}
 */
export function ensureBrowsers(log = (line) => process.stderr.write(`${line}\n`)) {
  for (const variable of Object.keys(browsers)) {
    const set = process.env[variable];
    if (set && !runs(set)) return `${variable} is set to ${set}, which can't be run.`;
  }
  const missing = Object.keys(browsers).filter((variable) => find(variable) === null);
  if (missing.length === 0) return null;
  const packages = missing.map((variable) => browsers[variable].package);
  if (canInstall()) {
    if (!install(packages, log)) {
      return `apt-get could not install ${packages.join(' and ')}; see its message above.`;
    }
    if (missing.every((variable) => find(variable) !== null)) return null;
  }
  const labels = missing.map((variable) => browsers[variable].label).join(' and ');
  return (
    `The tests need ${labels}: install ${packages.join(' and ')} ` +
    `or set ${missing.join(' and ')} to the path of the program.`
  );
}

function find(variable) {
  const set = process.env[variable];
  if (set) return runs(set) ? set : null;
  const { names, places } = browsers[variable];
  return [...pathsOf(names), ...places].find(runs) ?? null;
}

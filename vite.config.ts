import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { brokerInDev } from './tools/broker-in-dev.ts';
import { oneChunk } from './tools/one-chunk.ts';
import { flushLeft } from './tools/flush-left.ts';
import { licences } from './tools/licences.ts';
import { plainImports } from './tools/plain-imports.ts';
import { precompress } from './tools/precompress.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds web/pwa/sw.ts into /sw.js, with a list of all that the app needs without a network. */
function serviceWorker() {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'web/pwa',
    filename: 'sw.ts',
    // The page registers it when it has nothing better to do, and its manifest needs no build.
    injectRegister: false,
    manifest: false,
    injectManifest: {
      rollupFormat: 'iife',
      globPatterns: ['**/*.{js,css,html,svg,png,ico,webmanifest}', 'licences.json'],
      globIgnores: ['screenshots/**', '**/maskable-*', '**/monochrome-*'],
    },
  });
}

const page: UserConfig = {
  publicDir: 'web/public',
  plugins: [
    flushLeft(),
    plainImports(),
    // In a file of PeerJS itself there is a copy of the first; the others are in the service worker.
    licences({ also: ['eventemitter3', 'workbox-precaching', 'workbox-routing'] }),
    serviceWorker(),
    precompress(),
    brokerInDev(),
  ],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Older targets replace `light-dark()` by variables that are fixed at the root, and the call
    // screen, which is always dark, would follow the page.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: {
      polyfill: false,
      // Parts that are loaded later name no others: what they share is there already.
      resolveDependencies: (_file, files, { hostType }) => (hostType === 'html' ? files : []),
    },
    // Small images as data: URLs would be sent again with each change of a script.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // What @hpke/common asks of old versions of Node.
      external: ['crypto'],
      output: {
        codeSplitting: {
          groups: [
            // The first that names a module has it.
            { name: oneChunk('app', here('web/main.ts')), debugName: 'app' },
            { name: oneChunk('calling', here('web/ui/calling.ts')), debugName: 'calling' },
            {
              // Loaded once somebody is about to call; importing it alone opens a connection.
              name: 'peerjs',
              test: /node_modules[\\/](?:peerjs|peerjs-js-binarypack|webrtc-adapter|sdp|@msgpack|eventemitter3)[\\/]|web[\\/]platform[\\/](?:peerjs|unprobed)\.ts$/,
            },
          ],
        },
      },
    },
  },
  server: { port: Number(process.env['PORT'] ?? 9000), host: true },
};

const server: UserConfig = {
  publicDir: false,
  build: {
    outDir: 'dist/server',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rolldownOptions: { input: 'server/main.ts' },
  },
};

/** `vite build` makes dist/web, `vite build --ssr` dist/server/main.js, `vite` serves while working. */
export default defineConfig(({ isSsrBuild }) => (isSsrBuild === true ? server : page));

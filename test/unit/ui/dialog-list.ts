import { ada } from '../../fakes/scenes.ts';

/** Every dialog: the scene and the page it is opened in, and the button that opens it. */
export const dialogs = [
  { title: 'Scan to call me', scene: 'contacts', hash: '/contacts', button: 'Show QR code' },
  { title: 'Scan QR code', scene: 'contacts', hash: '/contacts', button: 'Scan QR code' },
  { title: 'Keyboard help', scene: 'settings', hash: '/settings', button: 'Keyboard help' },
  { title: 'Licences', scene: 'settings', hash: '/settings', button: 'Licences' },
  { title: 'Back up this phone', scene: 'settings', hash: '/settings', button: 'Back up' },
  { title: 'Restore a backup', scene: 'settings', hash: '/settings', button: 'Restore' },
  {
    title: 'Add to Home Screen',
    scene: 'settings-app',
    hash: '/settings',
    button: 'Install Tincan',
  },
  {
    title: 'Introduce Ada Lovelace to',
    scene: 'person',
    hash: `/contacts/${ada}`,
    button: 'Introduce',
  },
  { title: 'Devices', scene: 'voice', hash: '/recents', button: 'Devices' },
  {
    title: 'Connection',
    scene: 'quality-good',
    hash: '/recents',
    button: 'Connection: Very good',
  },
];

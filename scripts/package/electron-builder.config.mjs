// What electron-builder makes of `dist/desktop`, and how: read by it as `--config`, started by `npm run package`.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { iconFolder, packagesFolder, publicKeyFolder } from './places.mjs';
import { rootFolder } from '../setup/places.mjs';
import { shellFolder } from '../setup/desktop-shell.mjs';

/** @typedef {import('electron-builder').Configuration} Configuration */

/**
 * What Electron's binary may do at all, decided when it is packed: it cannot be turned into a plain Node, hand it options
 * of Node or a debugger, or make it run another program than the one in its archive.
 */
const electronFuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  // Windows and macOS look; on Linux the installed folder belongs to root, and an AppImage cannot be written to.
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  grantFileProtocolExtraPrivileges: false,
  // The start state of V8 is the one that all processes share: there is no file of our own for the main one.
  loadBrowserProcessSpecificV8Snapshot: false,
};

/**
 * The one package beside the bundle, with the binary of just this kind of machine.
 * @param {'linux' | 'darwin' | 'win32'} platform as Node names it
 */
const nativeModule = (platform) => [
  {
    from: `${rootFolder}/node_modules/uiohook-napi`,
    to: 'node_modules/uiohook-napi',
    filter: ['package.json', 'LICENSE', 'dist/*.js', `prebuilds/${platform}-\${arch}/*.node`],
  },
  {
    from: `${rootFolder}/node_modules/node-gyp-build`,
    to: 'node_modules/node-gyp-build',
    filter: ['package.json', 'LICENSE', 'index.js', 'node-gyp-build.js'],
  },
];

/** @type {Configuration} */
export default {
  appId: 'org.plenum.desktop',
  productName: 'Plenum',
  directories: { app: shellFolder, output: packagesFolder, buildResources: iconFolder },
  files: [
    'main.js',
    'key-process.js',
    'preload.cjs',
    'pages/**/*',
    'package.json',
    { from: publicKeyFolder, filter: ['update-key.pem'] },
  ],
  asar: { smartUnpack: false },
  // The system loads it, and can do that from a file of its own only.
  asarUnpack: ['**/*.node'],
  // False: the packages are named above and built for every machine already, nothing is to be collected or compiled.
  beforeBuild: async () => false,
  // Electron's folder has a program of its own to show when there is no other.
  afterExtract: ({ appOutDir, packager }) =>
    rm(path.join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true }),
  electronDist: process.env.ELECTRON_OVERRIDE_DIST_PATH ?? null,
  electronFuses,
  // English and Chinese are all that the screens speak.
  electronLanguages: ['en', 'en-US', 'zh-CN'],
  protocols: [{ name: 'Plenum', schemes: ['plenum'] }],
  // The address is set while the program runs: the server that it is connected to. This one makes the update's description.
  publish: { provider: 'generic', url: 'https://plenum.invalid/desktop' },
  linux: {
    executableName: 'plenum',
    target: ['AppImage', 'deb'],
    category: 'Network',
    synopsis: 'Meetings on your own machine',
    icon: iconFolder,
    files: nativeModule('linux'),
    syncDesktopName: true,
    desktop: { entry: { 'Name[zh_CN]': 'Plenum 会议' } },
  },
  mac: {
    target: ['dmg', 'zip'],
    category: 'public.app-category.video',
    icon: `${iconFolder}/icon.icns`,
    files: nativeModule('darwin'),
    hardenedRuntime: true,
    extendInfo: {
      NSMicrophoneUsageDescription: 'Plenum needs the microphone so that others can hear you.',
      NSCameraUsageDescription: 'Plenum needs the camera so that others can see you.',
    },
  },
  win: {
    target: ['nsis'],
    icon: `${iconFolder}/icon.ico`,
    files: nativeModule('win32'),
  },
  // The key that is held to talk needs one library more than Electron.
  deb: { recommends: ['libappindicator3-1', 'libxt6'] },
  // One person's program, without the rights of an administrator: it can then update itself as well.
  nsis: { oneClick: true, perMachine: false },
};

// The import table: which folder may import which. `npm run check` holds it (scripts/checks/imports.mjs).

/**
 * What a folder may import of the project besides itself, and of npm. Node's own modules are free to all but the
 * client and what runs in it too.
 * @type {Record<string, { folders: string[], packages: string[] | 'any' }>}
 */
const table = {
  protocol: { folders: [], packages: ['zod'] },
  codecs: { folders: ['protocol'], packages: ['@ffmpeg-installer'] },
  rooms: { folders: ['protocol'], packages: [] },
  sql: { folders: ['protocol'], packages: ['kysely', 'mysql2'] },
  server: { folders: ['protocol', 'codecs', 'rooms', 'sql'], packages: 'any' },
  client: { folders: ['protocol', 'codecs'], packages: 'any' },
  load: { folders: ['protocol', 'codecs', 'client/call'], packages: 'any' },
  scripts: { folders: [], packages: [] },
};

/** Folders that stand above all others, and tools' settings in the root, may import everything. */
const projectFolders = [...Object.keys(table), 'test'];

/** The Speex package is built by set-up and with set-up's tools; nothing of that is part of the codec. */
const speexBuild = '^codecs/speex-wasm/build(/|\\.mjs$)';

/** Tests, and the suite that every database must pass, may use test tools. */
const testFiles = '\\.test\\.(ts|tsx|mjs)$|^sql/database-contract\\.ts$';

const folderRules = Object.entries(table).map(([folder, { folders }]) => ({
  name: `${folder}-imports-only-${[...folders, 'itself'].join('-and-').replaceAll('/', '-')}`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: speexBuild },
  to: {
    path: `^(${projectFolders.join('|')})/`,
    pathNot: [folder, ...folders].map((allowed) => `^${allowed}/`),
  },
}));

const packageRules = Object.entries(table).flatMap(([folder, { packages }]) =>
  packages === 'any'
    ? []
    : [
        {
          name: `${folder}-uses-few-packages`,
          severity: 'error',
          from: { path: `^${folder}/`, pathNot: [testFiles, speexBuild] },
          to: {
            path: '^node_modules/',
            pathNot: packages.map((name) => `^node_modules/${name}/`),
            // rooms may name mediasoup's types, which leave nothing behind when the program runs.
            ...(folder === 'rooms' ? { dependencyTypesNot: ['type-only'] } : {}),
          },
        },
      ],
);

export default {
  forbidden: [
    ...folderRules,
    ...packageRules,
    {
      name: 'rooms-use-types-of-mediasoup-only',
      severity: 'error',
      from: { path: '^rooms/', pathNot: testFiles },
      to: { path: '^node_modules/', pathNot: '^node_modules/mediasoup/', dependencyTypes: ['type-only'] },
    },
    {
      name: 'call-and-media-know-no-screens',
      severity: 'error',
      from: { path: '^client/(call|media)/' },
      to: { path: '^client/(ui|main|preload)/|^node_modules/(react|react-dom|@base-ui)/' },
    },
    {
      name: 'call-and-media-know-nothing-of-each-other',
      severity: 'error',
      from: { path: '^client/(call|media)/' },
      to: { path: '^client/(call|media)/', pathNot: '^client/$1/' },
    },
    {
      name: 'screens-know-the-program-by-its-contract-only',
      severity: 'error',
      from: { path: '^client/ui/' },
      to: { path: '^client/(main|preload)/' },
    },
    {
      name: 'the-program-knows-no-screens-and-no-media',
      severity: 'error',
      from: { path: '^client/main/' },
      to: { path: '^(client|codecs)/', pathNot: ['^client/(main|call)/', '^client/ipc\\.ts$'] },
    },
    {
      name: 'the-preload-is-the-contract-and-nothing-else',
      severity: 'error',
      from: { path: '^client/preload/', pathNot: testFiles },
      to: { path: '^(client|protocol|codecs)/', pathNot: ['^client/preload/', '^client/ipc\\.ts$'] },
    },
    {
      name: 'electron-is-handed-in',
      severity: 'error',
      from: { pathNot: ['^client/main/main\\.ts$', '^client/preload/preload\\.ts$'] },
      to: { path: '^node_modules/electron/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-the-program-uses-its-packages',
      severity: 'error',
      from: { pathNot: '^(client/main|test)/' },
      to: { path: '^node_modules/(electron-updater|uiohook-napi)/' },
    },
    {
      name: 'no-node-in-the-browser',
      severity: 'error',
      from: { path: '^(client/(call|media|ui)|protocol)/', pathNot: testFiles },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-is-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(url|worker)' },
    },
    {
      name: 'tools-stay-in-tests',
      severity: 'error',
      from: { path: `^(${Object.keys(table).join('|')})/`, pathNot: testFiles },
      to: { path: '^node_modules/(vitest|fast-check|playwright-core|axe-core)/' },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(codecs/speex-wasm/)?dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};

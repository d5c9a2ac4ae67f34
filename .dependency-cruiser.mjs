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
  messages: { folders: ['protocol'], packages: [] },
  sql: { folders: ['protocol', 'messages'], packages: ['kysely', 'mysql2'] },
  server: { folders: ['protocol', 'codecs', 'rooms', 'messages', 'sql'], packages: 'any' },
  client: { folders: ['protocol', 'codecs', 'messages'], packages: 'any' },
  peers: { folders: ['protocol', 'codecs', 'client/link', 'client/messages'], packages: 'any' },
  load: { folders: ['protocol', 'codecs', 'client/call', 'client/link', 'peers'], packages: 'any' },
  scripts: { folders: [], packages: [] },
};

/** Folders that stand above all others, and tools' settings in the root, may import everything. */
const projectFolders = [...Object.keys(table), 'test'];

/** The Speex package is built by set-up and with set-up's tools; nothing of that is part of the codec. */
const speexBuild = '^codecs/speex-wasm/build(/|\\.mjs$)';

/** Tests, and the suite that every database must pass, may use test tools. */
const testFiles =
  '\\.test\\.(ts|tsx|mjs)$|^sql/(attachments|database|groups|deletion|messages|message-marks|people)-contract\\.ts$|^server/features/messages/(test-(crowd|retention|search)|groups/test-rivals)\\.ts$|^server/ops/doctor/test-counters\\.ts$';

/**
 * What a folder of the server may import of the others. Arrows run one way: grounds (addresses, limits, config, observe), then
 * dispatch, doors and media, then features, which do not know each other; the roof (ops) may ask all of them and is asked by none.
 * `app.ts` and `main.ts` put everything together.
 * @type {Record<string, string[]>}
 */
const serverTable = {
  addresses: [],
  limits: [],
  config: [],
  observe: ['limits'],
  dispatch: ['addresses', 'limits', 'observe'],
  net: ['addresses', 'limits', 'config', 'observe', 'dispatch'],
  media: ['addresses', 'limits', 'config'],
  'features/drawing': ['limits', 'dispatch'],
  'features/sign-in': ['addresses', 'limits', 'config', 'dispatch'],
  pictures: [],
  'features/files': ['addresses', 'limits', 'dispatch', 'pictures'],
  'features/ringing': ['addresses', 'limits', 'dispatch'],
  'features/messages': ['addresses', 'limits', 'dispatch'],
  'features/people': ['addresses', 'limits', 'dispatch', 'pictures'],
  'features/meeting': ['addresses', 'limits', 'observe', 'dispatch', 'media', 'net'],
  ops: ['addresses', 'config', 'media', 'net', 'features'],
};

/**
 * The same for the client's folders.
 * @type {Record<string, string[]>}
 */
const clientTable = {
  link: [],
  call: ['link'],
  messages: ['link'],
  media: [],
  files: [],
  app: ['link', 'call', 'media', 'messages', 'files'],
  ui: ['link', 'call', 'media', 'messages', 'app'],
  main: ['link'],
  preload: [],
};

/**
 * @param {string} top the folder whose folders the table names
 * @param {Record<string, string[]>} inner
 */
const innerRules = (top, inner) =>
  Object.entries(inner).map(([folder, others]) => ({
    name: `${top}-${folder.replace('/', '-')}-imports-only-${[...others, 'itself'].join('-and-').replaceAll('/', '-')}`,
    severity: 'error',
    from: { path: `^${top}/${folder}/`, pathNot: testFiles },
    to: {
      path: `^${top}/`,
      pathNot: [folder, ...others].map((allowed) => `^${top}/${allowed}/`).concat(`^${top}/ipc\\.ts$`),
      // What is measured may name the types of media, which leave nothing behind when the program runs.
      ...(folder === 'observe' ? { dependencyTypesNot: ['type-only'] } : {}),
    },
  }));

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
    ...innerRules('server', serverTable),
    ...innerRules('client', clientTable),
    ...packageRules,
    {
      name: 'features-do-not-import-each-other',
      severity: 'error',
      from: { path: '^server/features/([^/]+)/' },
      to: { path: '^server/features/[^/]+/', pathNot: '^server/features/$1/' },
    },
    {
      name: 'rooms-use-types-of-mediasoup-only',
      severity: 'error',
      from: { path: '^rooms/', pathNot: testFiles },
      to: { path: '^node_modules/', pathNot: '^node_modules/mediasoup/', dependencyTypes: ['type-only'] },
    },
    {
      name: 'what-stands-below-the-screens-uses-no-react',
      severity: 'error',
      from: { path: '^client/(link|call|messages|files|media|app)/' },
      to: { path: '^node_modules/(react|react-dom|@base-ui)/' },
    },
    {
      name: 'the-program-knows-no-screens-and-no-media',
      severity: 'error',
      from: { path: '^client/main/' },
      to: { path: '^(client|codecs)/', pathNot: ['^client/(main|call|link)/', '^client/ipc\\.ts$'] },
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
      from: {
        path: '^(client/(link|call|messages|files|media|app|ui)|protocol|messages)/',
        pathNot: testFiles,
      },
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

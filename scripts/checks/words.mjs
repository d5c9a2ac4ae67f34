// Refuses names that were replaced by the field's terms, in identifiers and file names; run by `npm run check`.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { rootFolder } from '../setup/places.mjs';

/** Each replaced name, and the one in use; only names that mean nothing else. @type {Readonly<Record<string, string>>} */
const replaced = {
  SocketCrowd: 'ConnectionLimiter',
  SocketLine: 'ClientSocket',
  VoiceGate: 'ActiveSpeakerSelector',
  outletOf: 'forwardedProducer',
  LastingMedia: 'MediaSession',
  CallMedia: 'MediaConnection',
  MediaLink: 'MediaTransports',
  OutgoingMedia: 'MediaSender',
  IncomingMedia: 'MediaReceiver',
  mendMedia: 'recoverMedia',
  tellDtls: 'connectTransport',
  LineKeeper: 'ConnectionMonitor',
  LineTrouble: 'ConnectionQuality',
  LineSample: 'ConnectionSample',
  lookAtLine: 'sampleConnection',
  Entrant: 'JoiningPeer',
  KeptRoom: 'PersistedRoom',
  KeptRoomsKeeper: 'RoomPersister',
  RestingNumbersKeeper: 'NumberCooldowns',
  isFarewell: 'closedCleanly',
  lastWord: 'finalNotice',
  Visitor: 'RequestContext',
  HttpDoor: 'HttpTransport',
  SocketDoor: 'SocketTransport',
  SessionDoor: 'SessionApi',
  severalNotices: 'noticeBatch',
  throughBreaks: 'ignoreDisconnect',
  outlivesPage: 'survivesReload',
  PictureConsumer: 'JpegConsumer',
  PictureAudience: 'JpegAudience',
  PictureLayers: 'H264Layers',
  PictureViewers: 'VideoViewers',
  PictureStage: 'VideoSinks',
  PictureWishes: 'KeyFrameRequests',
  LayerWishes: 'LayerRequests',
  wantWhole: 'requestKeyFrame',
  MarkStore: 'DeploymentState',
  MarkPoint: 'AnnotationPoint',
  MarkColour: 'AnnotationColour',
  drawTicket: 'issueTicket',
  drawSalt: 'generateSalt',
  requireFree: 'assertNotInRoom',
};

/**
 * The replaced names in one file.
 * @param {string} file path relative to the repository
 * @param {string} text what the file holds
 * @returns {string[]} one sentence for each place, with file and line
 */
export function findReplaced(file, text) {
  const stem = path.basename(file).replace(/\..*$/, '');
  const ofFile = Object.entries(fileNames()).flatMap(([old, now]) =>
    stem === old ? [`${file}: a file is named ${now}, not ${old}.`] : [],
  );
  const form = new RegExp(`\\b(?:${Object.keys(replaced).join('|')})\\b`, 'g');
  const classes = /(?<=\bclass )\w+Desk\b/g;
  return text.split('\n').reduce((found, line, index) => {
    const at = `${file}:${index + 1}`;
    for (const [name] of line.matchAll(form)) found.push(`${at}: ${name} is called ${replaced[name]} now.`);
    for (const [name] of line.matchAll(classes))
      found.push(`${at}: ${name} is called Controller, or Service in client/main.`);
    return found;
  }, ofFile);
}

/** @returns {Record<string, string>} the file names that belong to the replaced names */
function fileNames() {
  return Object.fromEntries(Object.entries(replaced).map(([old, now]) => [kebab(old), kebab(now)]));
}

/** @param {string} name */
function kebab(name) {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

/** @returns {string[]} paths of all source files relative to the repository, this check and its test left out */
function sources() {
  return execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs'], { cwd: rootFolder, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file !== '' && !file.startsWith('scripts/checks/words.'))
    .filter((file) => existsSync(path.join(rootFolder, file)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = sources().flatMap((file) =>
    findReplaced(file, readFileSync(path.join(rootFolder, file), 'utf8')),
  );
  for (const sentence of found) console.log(sentence);
  if (found.length > 0) process.exitCode = 1;
}

// All torture tests, in the order in which they run. Read by the command.
import { advisoryReplays } from './advisory-replays.ts';
import { clockJump } from './clock-jump.ts';
import { databaseKill } from './database-kill.ts';
import { diskFull } from './disk-full.ts';
import { drain } from './drain.ts';
import { fuzzMedia } from './fuzz-media.ts';
import { fuzzNegotiation } from './fuzz-negotiation.ts';
import { fuzzSignalling } from './fuzz-signalling.ts';
import { bruteForce, roomScan } from './guesses.ts';
import { levels } from './levels.ts';
import { hashing } from './hashing.ts';
import { cost, drawings, numbers, places } from './limits.ts';
import { linkCut } from './link-cut.ts';
import { metricsFlood } from './metrics-flood.ts';
import { messageLoss } from './message-loss.ts';
import { mediaTcp } from './media-tcp.ts';
import { oversize } from './oversize.ts';
import { pictureBomb } from './picture-bomb.ts';
import { refusalTiming } from './refusal-timing.ts';
import { sdpInjection } from './sdp-injection.ts';
import { serverKill } from './server-kill.ts';
import { sizeBomb } from './size-bomb.ts';
import { slowSockets } from './slow-sockets.ts';
import type { TortureTest } from './torture-test.ts';
import { unread } from './unread.ts';
import { workerHang, workerKill } from './worker-kill.ts';

export const tortureTests: readonly TortureTest[] = [
  workerKill,
  workerHang,
  serverKill,
  drain,
  databaseKill,
  diskFull,
  clockJump,
  linkCut,
  messageLoss,
  unread,
  slowSockets,
  oversize,
  metricsFlood,
  bruteForce,
  roomScan,
  hashing,
  cost,
  places,
  numbers,
  drawings,
  refusalTiming,
  advisoryReplays,
  fuzzSignalling,
  fuzzNegotiation,
  fuzzMedia,
  sdpInjection,
  pictureBomb,
  sizeBomb,
  levels,
  mediaTcp,
];

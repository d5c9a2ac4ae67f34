// The holes that were published of the signalling's libraries in 2026, tried on one server.
import type { ServerProcess } from '../helpers/server.ts';
import type { Check } from './check.ts';
import { insideEnv } from './inside.ts';
import { attachmentReplay } from './replays/attachments.ts';
import { closeReasonReplay } from './replays/close-reasons.ts';
import { fragmentReplay } from './replays/fragments.ts';
import { pollingReplay } from './replays/polling.ts';
import type { Replay } from './replays/replay.ts';
import { sessionNameReplay } from './replays/session-names.ts';
import { besideCanary, type TortureTest } from './torture-test.ts';

/** `advisory-floors.test.ts` lists the versions that fix them. */
export const replays: readonly Replay[] = [
  attachmentReplay,
  pollingReplay,
  sessionNameReplay,
  closeReasonReplay,
  fragmentReplay,
];

export const advisoryReplays: TortureTest = {
  id: 'advisory-replays',
  sentence: `Replays the holes published of socket.io, engine.io and ws in 2026: ${replays.flatMap(({ advisories }) => advisories).join(', ')}.`,
  longMinutes: 1,
  run: () => besideCanary(replayAll, { ...insideEnv, REQUEST_ALLOWANCE: '1000' }),
};

async function replayAll(server: ServerProcess): Promise<Check[]> {
  // Of one of them memory is weighed, which wants to be alone.
  const weighed = await fragmentReplay.run(server);
  const others = replays.filter((replay) => replay !== fragmentReplay);
  const counted = await Promise.all(others.map(({ run }) => run(server)));
  return [...weighed, ...counted.flat()];
}

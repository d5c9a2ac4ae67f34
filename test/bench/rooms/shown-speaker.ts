// How soon a real browser shows who speaks: two people without a browser take turns, a Chromium in their room is watched.
import { Participant } from '../../helpers/participant.ts';
import type { RoomPeer } from '../../../peers/room-peer.ts';
import { conduct, type Score } from './conduct.ts';
import { planTurns, takeTurns } from './scores.ts';
import type { SpokenBeats } from '../../../peers/media/spoken-beats.ts';

/** Milliseconds from the first loud frame of each turn, as it was sent, to what the page shows; Infinity when it never did. */
export interface ShownSpeaker {
  /** The mark around the tile. */
  readonly markMs: number[];
  /** The large place in the speaker view. */
  readonly largeMs: number[];
}

/** What became visible when, on the clock of Date.now, which page and bench share. */
interface Sighting {
  readonly kind: 'mark' | 'large';
  readonly peerId: string;
  readonly atMs: number;
}

/** Louder than this counts as speech, in dBFS. */
const loudDb = -40;
const turnSeconds = 2;

/** @param peers two with open microphones, alone in their room */
export async function measureShownSpeaker(
  origin: string,
  peers: readonly RoomPeer[],
  beats: SpokenBeats,
  seconds: number,
): Promise<ShownSpeaker> {
  const viewer = await Participant.open({ origin, nickname: 'viewer', devices: false });
  try {
    await viewer.register();
    await viewer.joinRoom(peers[0]?.roomNumber ?? '');
    await viewer.page.locator('main li[data-peer]').nth(peers.length).waitFor();
    await viewer.page.keyboard.press('l');
    await viewer.page.evaluate(watchTiles);
    const turns = planTurns([0, 1], turnSeconds, seconds);
    const score = takeTurns(beats, 0, turns, beats.rest);
    const loudAtMs = new Map<(typeof turns)[number], number>();
    const noting: Score = (index, beat) => {
      const part = score(index, beat);
      const turn = turns.find((one) => one.index === index && one.startBeat <= beat && beat < one.endBeat);
      if (turn && part.voice.levelDb > loudDb && !loudAtMs.has(turn)) loudAtMs.set(turn, Date.now());
      return part;
    };
    await conduct(peers, noting, seconds + 1);
    const sightings = await viewer.page.evaluate(() => window.sightings ?? []);
    // Before the first turn one person is large already, perhaps the next speaker.
    const delaysOf = (kind: Sighting['kind']): number[] =>
      [...loudAtMs].slice(1).map(([turn, startedMs]) => {
        const seen = sightings.find(
          (one) => one.kind === kind && one.peerId === peers[turn.index]?.peerId && one.atMs >= startedMs,
        );
        const isInTime = seen !== undefined && seen.atMs - startedMs < turnSeconds * 1000;
        return isInTime ? seen.atMs - startedMs : Number.POSITIVE_INFINITY;
      });
    return { markMs: delaysOf('mark'), largeMs: delaysOf('large') };
  } finally {
    await viewer.close();
  }
}

declare global {
  interface Window {
    sightings?: Sighting[];
  }
}

/** Runs in the page: looks at the tiles with every frame of the screen. */
function watchTiles(): void {
  const sightings: Sighting[] = [];
  window.sightings = sightings;
  let before = new Set<string>();
  const look = (): void => {
    const tiles = Array.from(document.querySelectorAll<HTMLElement>('main li[data-peer]'));
    const areaOf = (tile: HTMLElement) => tile.clientWidth * tile.clientHeight;
    const [large] = tiles.toSorted((left, right) => areaOf(right) - areaOf(left));
    const now = new Set([
      ...tiles
        .filter((tile) => tile.hasAttribute('data-speaking'))
        .map((tile) => `mark ${tile.dataset['peer']}`),
      ...(large ? [`large ${large.dataset['peer']}`] : []),
    ]);
    for (const seen of now) {
      if (before.has(seen)) continue;
      const [kind, peerId = ''] = seen.split(' ');
      sightings.push({ kind: kind === 'mark' ? 'mark' : 'large', peerId, atMs: Date.now() });
    }
    before = now;
    requestAnimationFrame(look);
  };
  look();
}

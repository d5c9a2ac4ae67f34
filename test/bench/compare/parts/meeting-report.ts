// The tables and the goal of the whole meeting. Pure; used by parts/meeting.ts.
import { type GeneratorLoad, isAtItsLimit } from '../generator-watch.ts';
import { type Judgement, ratioOf, shortNumber } from '../goals.ts';
import type { ReportTable } from '../part.ts';
import { medianOf } from '../../../../load/measure/statistics.ts';
import { medianAt, type Sample, summarize, type Summary } from '../rounds.ts';

const ours = 'Plenum';
const wantedRatio = 0.2;

/** Packets and whole pictures in a second: sent by all people together, received by one on average. */
interface Traffic {
  readonly videoSent: number;
  readonly videoReceived: number;
  readonly voiceSent: number;
  readonly voiceReceived: number;
  readonly framesReceived: number;
}

/** One meeting of one round; the figure is the share of a core that its server used. */
export interface MeetingSample extends Sample {
  readonly perSecond: Traffic;
  /** Pictures that no decoder could take. */
  readonly brokenFrames: number;
  /** Streams of pictures that brought nothing for seconds. */
  readonly silentPictures: number;
  readonly generator: GeneratorLoad;
}

const trafficColumns: readonly (readonly [keyof Traffic, string])[] = [
  ['videoSent', 'packets of pictures sent by all'],
  ['videoReceived', 'received by one'],
  ['framesReceived', 'whole pictures received by one'],
  ['voiceSent', 'packets of voice sent by all'],
  ['voiceReceived', 'received by one'],
];

export function meetingTables(samples: readonly MeetingSample[]): ReportTable[] {
  const summaries = summarize(samples);
  const ourMedian = medianAt(summaries, ours, 1);
  return [
    {
      head: ['', '% of a core, median (least to most)', 'Plenum against it'],
      rows: summaries.map((summary) => [summary.relay, costCell(summary), ratioCell(ourMedian, summary)]),
    },
    {
      head: ['in a second', ...trafficColumns.map(([, words]) => words)],
      rows: summaries.map(({ relay }) => [
        relay,
        ...trafficColumns.map(([key]) => medianOfTraffic(samples, relay, key)),
      ]),
    },
  ];
}

function costCell({ median, min = median, max = median }: Summary): string {
  if (median === undefined || min === undefined || max === undefined) return 'void';
  return `${shortNumber(100 * median)} (${shortNumber(100 * min)} to ${shortNumber(100 * max)})`;
}

function ratioCell(ourMedian: number | undefined, { relay, median }: Summary): string {
  const ratio = ratioOf(ourMedian, median);
  return relay === ours || ratio === undefined ? '' : `${shortNumber(ratio)} x`;
}

function medianOfTraffic(samples: readonly MeetingSample[], relay: string, key: keyof Traffic): string {
  const values = samples.filter((sample) => sample.relay === relay).map(({ perSecond }) => perSecond[key]);
  return shortNumber(medianOf(values) ?? Number.NaN);
}

/** The goal is the VideoRoom as installed; the others are shown against the same limit. */
export function judgeMeeting(summaries: readonly Summary[]): Judgement[] {
  const others = summaries.map(({ relay }) => relay).filter((relay) => relay !== ours);
  return others.map((relay) => ({
    goal: 'P12',
    what: `the whole meeting, processor time against ${relay}`,
    figure: ratioOf(medianAt(summaries, ours, 1), medianAt(summaries, relay, 1)),
    limit: wantedRatio,
    unit: 'x',
    wanted: 'at most',
    why: `no valid round of both Plenum and ${relay}`,
  }));
}

/** Pictures that did not come whole, and a generator at its limit. */
export function meetingNotes(samples: readonly MeetingSample[]): string[] {
  return samples.flatMap(({ relay, round, brokenFrames, silentPictures, generator }) => [
    ...(brokenFrames + silentPictures > 0
      ? [
          `Round ${round} of ${relay}: ${brokenFrames} pictures were broken, ${silentPictures} streams brought none.`,
        ]
      : []),
    ...(isAtItsLimit(generator)
      ? [
          `Round ${round} of ${relay} brought the generator to its limit (${(100 * generator.busy).toFixed(0)} % of its core, event loop ` +
            `${generator.loopDelayP99Ms.toFixed(0)} ms late).`,
        ]
      : []),
  ]);
}

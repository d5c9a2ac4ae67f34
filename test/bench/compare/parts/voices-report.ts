// The voice rooms' tables, goals and what has to be said beside them. Pure; used by voices.ts.
import { type GeneratorLoad, isAtItsLimit } from '../generator-watch.ts';
import { type Judgement, ratioOf, shortNumber } from '../goals.ts';
import type { ReportTable } from '../part.ts';
import { medianOf } from '../../../../load/measure/statistics.ts';
import { isVoid, medianAt, type Sample, summarize, voidNotes } from '../rounds.ts';
import { spreadText } from '../spread-text.ts';

export interface VoiceSample {
  readonly relay: string;
  /** How many people. */
  readonly point: number;
  readonly round: number;
  /** Processor time of the relay in percent of a core. */
  readonly figure: number;
  readonly sentPerSecond: number;
  readonly deliveredPerSecond: number;
  readonly generator: GeneratorLoad;
}

/** How many people the goals speak of. */
export const judgedSizes = [50, 100] as const;
/** Of Plenum's usual settings. */
const loudestForwarded = 3;
/** From here on a relay is at the limit of its core, in percent. */
const fullCore = 90;
/** Three voices are an average: when another becomes the loudest some packets more or fewer are forwarded. */
const handOverShare = 0.02;

/** Packets a second that reach listeners when nothing is lost. */
function expectedPerSecond({ relay, point, sentPerSecond }: VoiceSample): number {
  const forwarded = relay === 'Plenum' ? Math.min(loudestForwarded, point) : point;
  return (sentPerSecond / point) * forwarded * (point - 1);
}

/** Share of them that arrived; above 1 while another voice becomes the loudest. */
const shareOf = (sample: VoiceSample): number => sample.deliveredPerSecond / expectedPerSecond(sample);

const isFull = ({ figure }: VoiceSample): boolean => figure > fullCore;

/** What a relay would take to deliver everything, in percent of a core, when each packet costs what it costs now. */
function wholeWork(samples: readonly VoiceSample[]): number | undefined {
  return medianOf(samples.map((sample) => sample.figure / shareOf(sample)));
}

/** What a relay drops at the limit of its core is a result; what is missing otherwise makes a round void. */
function toSample(sample: VoiceSample): Sample {
  const missing = 1 - shareOf(sample);
  return { ...sample, loss: isFull(sample) || missing < handOverShare ? 0 : missing };
}

export function voiceTables(samples: readonly VoiceSample[]): ReportTable[] {
  const points = [...new Set(samples.map(({ point }) => point))].toSorted((left, right) => left - right);
  const relays = [...new Set(samples.map(({ relay }) => relay))];
  const table = (what: string, cell: (valid: readonly VoiceSample[]) => string): ReportTable => ({
    head: [what, ...points.map((point) => `${point} people`)],
    rows: relays.map((relay) => [relay, ...points.map((point) => cell(validAt(samples, relay, point)))]),
  });
  return [
    table('% of a core, median (least to most)', (valid) => spreadText(valid.map(({ figure }) => figure))),
    table('packets a second that arrived, and their share of what is forwarded', (valid) => {
      const perSecond = medianOf(valid.map(({ deliveredPerSecond }) => deliveredPerSecond));
      const share = medianOf(valid.map(shareOf));
      if (perSecond === undefined || share === undefined) return 'void';
      return `${perSecond.toFixed(0)} (${(100 * share).toFixed(1)} %)`;
    }),
  ];
}

export function judgeVoices(samples: readonly VoiceSample[]): Judgement[] {
  const summaries = summarize(samples.map(toSample));
  const [small, large] = judgedSizes;
  const ours = medianAt(summaries, 'Plenum', large);
  return [
    {
      goal: 'P6',
      what: `voice room, all speak: processor time with ${large} people against ${small}`,
      figure: ratioOf(ours, medianAt(summaries, 'Plenum', small)),
      limit: 2.1,
      unit: 'x',
      wanted: 'at most',
      why: 'no valid round of both sizes',
    },
    {
      goal: 'P6',
      what: `voice room of ${large}, all speak: processor time against Mumble`,
      figure: ratioOf(ours, medianAt(summaries, 'Mumble', large)),
      limit: 0.25,
      unit: 'x',
      wanted: 'at most',
      why: 'no valid round of both Plenum and Mumble',
    },
    {
      goal: 'P6',
      what: `the same against what Mumble would take to deliver everything to ${large}, by its own cost per packet`,
      figure: ratioOf(ours, wholeWork(validAt(samples, 'Mumble', large))),
      limit: 0.25,
      unit: 'x',
      wanted: 'at most',
      why: 'no valid round of both Plenum and Mumble',
    },
  ];
}

export function voiceNotes(samples: readonly VoiceSample[]): string[] {
  const limits = samples.filter(({ generator }) => isAtItsLimit(generator));
  return [
    ...overloadNotes(samples),
    ...voidNotes(samples.map(toSample), 'people'),
    ...limits.map(
      ({ relay, point, round, generator }) =>
        `Round ${round} of ${relay} with ${point} people brought the generator to its limit ` +
        `(${(100 * generator.busy).toFixed(0)} % of its core, event loop ${generator.loopDelayP99Ms.toFixed(0)} ms late).`,
    ),
  ];
}

/** What a full core means for the comparison: the relay does less than the same work. */
function overloadNotes(samples: readonly VoiceSample[]): string[] {
  const full = samples.filter(isFull);
  const points = new Map(full.map(({ relay, point }) => [`${relay} ${point}`, { relay, point }]));
  return Array.from(points.values(), ({ relay, point }) => {
    const same = full.filter((sample) => sample.relay === relay && sample.point === point);
    const share = medianOf(same.map(shareOf)) ?? 0;
    const cores = (wholeWork(same) ?? 0) / 100;
    return (
      `${relay} has its whole core to do with ${point} people and delivers ${(100 * share).toFixed(0)} % of what it should: the ratio ` +
      `counts that core. At its own cost per packet all of it would take ${shortNumber(cores)} cores.`
    );
  });
}

function validAt(samples: readonly VoiceSample[], relay: string, point: number): VoiceSample[] {
  return samples.filter(
    (sample) => sample.relay === relay && sample.point === point && !isVoid(toSample(sample)),
  );
}

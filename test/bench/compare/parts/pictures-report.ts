// The pictures' tables and goals. Pure; used by pictures.ts.
import { percentileOf } from '../../../../load/measure/statistics.ts';

import { type Judgement, ratioOf, shortNumber } from '../goals.ts';
import type { ReportTable } from '../part.ts';
import { isVoid, medianAt, type Sample, summarize, voidNotes } from '../rounds.ts';
import { spreadText } from '../spread-text.ts';

export interface PictureSample {
  readonly relay: string;
  readonly round: number;
  /** Of every picture at every receiver, in milliseconds. */
  readonly delaysMs: readonly number[];
  /** Share of pictures that did not arrive, 0..1. */
  readonly loss: number;
  /** Processor time of the relay in percent of a core, the voice's included. */
  readonly corePercent: number;
  /** Delays of a voice without and with the pictures, where one was sent. */
  readonly voice: VoiceDelays | undefined;
}

interface VoiceDelays {
  readonly aloneMs: readonly number[];
  readonly besideMs: readonly number[];
}

const receivers = 10;

const toSample =
  (share: number) =>
  (sample: PictureSample): Sample => ({
    relay: sample.relay,
    point: receivers,
    round: sample.round,
    figure: percentileOf(sample.delaysMs, share),
    loss: sample.loss,
  });

export function pictureTables(samples: readonly PictureSample[]): ReportTable[] {
  const valid = samples.filter((sample) => !isVoid(toSample(0.99)(sample)));
  const relays = [...new Set(samples.map(({ relay }) => relay))];
  const cell = (relay: string, figureOf: (sample: PictureSample) => number): string =>
    spreadText(valid.filter((sample) => sample.relay === relay).map(figureOf));
  const pictureTable: ReportTable = {
    head: ['median of the rounds (least to most)', 'whole after, p50 in ms', 'p99 in ms', '% of a core'],
    rows: relays.map((relay) => [
      relay,
      cell(relay, ({ delaysMs }) => percentileOf(delaysMs, 0.5)),
      cell(relay, ({ delaysMs }) => percentileOf(delaysMs, 0.99)),
      cell(relay, ({ corePercent }) => corePercent),
    ]),
  };
  const voice = pooledVoice(samples);
  if (voice === undefined) return [pictureTable];
  const row = (name: string, delaysMs: readonly number[]): string[] => [
    name,
    ...[0.5, 0.95, 0.99].map((share) => `${shortNumber(percentileOf(delaysMs, share))} ms`),
    String(delaysMs.length),
  ];
  return [
    pictureTable,
    {
      head: ['voice in the room of Plenum, all rounds together', 'p50', 'p95', 'p99', 'packets'],
      rows: [row('without pictures', voice.aloneMs), row('beside them', voice.besideMs)],
    },
  ];
}

export function judgePictures(samples: readonly PictureSample[]): Judgement[] {
  const summaries = summarize(samples.map(toSample(0.99)));
  const ours = medianAt(summaries, 'Plenum', receivers);
  const against = (relay: string): Judgement => ({
    goal: 'P5',
    what: `pictures to ${receivers}, p99 until whole against ${relay}`,
    figure: ratioOf(ours, medianAt(summaries, relay, receivers)),
    limit: 0.5,
    unit: 'x',
    wanted: 'at most',
    why: `no valid round of both Plenum and ${relay}`,
  });
  const voice = pooledVoice(samples);
  return [
    against('Janus'),
    against('Janus, 2 loops'),
    {
      goal: 'P5',
      what: 'voice beside pictures, p99 against without them',
      figure: voice && ratioOf(percentileOf(voice.besideMs, 0.99), percentileOf(voice.aloneMs, 0.99)),
      limit: 1.5,
      unit: 'x',
      wanted: 'at most',
      why: 'no round with a voice',
    },
  ];
}

/** The few late packets of one round say little, those of all rounds more. */
function pooledVoice(samples: readonly PictureSample[]): VoiceDelays | undefined {
  const measured = samples.flatMap(({ voice }) => voice ?? []);
  if (measured.length === 0) return undefined;
  return {
    aloneMs: measured.flatMap(({ aloneMs }) => aloneMs),
    besideMs: measured.flatMap(({ besideMs }) => besideMs),
  };
}

export const pictureNotes = (samples: readonly PictureSample[]): string[] =>
  voidNotes(samples.map(toSample(0.99)), 'receivers');

// P12: a whole meeting at Plenum and in Janus' VideoRoom, each with what its own client sends and receives. A part of the comparison.
import { setTimeout as sleep } from 'node:timers/promises';
import { lossRatio } from '../../../../load/measure/tally.ts';
import { watchGenerator } from '../generator-watch.ts';
import { janusMeeting } from '../meeting/janus-meeting.ts';
import type { Meeting, MeetingFactory } from '../meeting/meeting.ts';
import { plenumMeeting } from '../meeting/plenum-meeting.ts';
import type { Part, PartContext, PartResult } from '../part.ts';
import { processorSeconds } from '../process-time.ts';
import { alternateAndNote, summarize, voidNotes } from '../rounds.ts';
import { playRhythms } from '../traffic/timetable.ts';
import { judgeMeeting, type MeetingSample, meetingNotes, meetingTables } from './meeting-report.ts';

const tickMs = 2;
/** Until silent microphones rest, and every voice is judged by its loudness. */
const warmUpSeconds = 7;

const meetings: readonly MeetingFactory[] = [
  plenumMeeting,
  janusMeeting({ name: 'Janus', eventLoops: undefined, simulcast: false }),
  janusMeeting({ name: 'Janus, 2 loops', eventLoops: 2, simulcast: false }),
  janusMeeting({ name: 'Janus, simulcast', eventLoops: undefined, simulcast: true }),
  janusMeeting({ name: 'Janus, simulcast, 2 loops', eventLoops: 2, simulcast: true }),
];

export const meeting: Part = {
  id: 'meeting',
  sentence: 'A whole meeting: 25 people with cameras on in gallery view, two of them talk.',
  run: async (context) => {
    const samples: MeetingSample[] = [];
    const factories = await context.available(meetings);
    const failures = await alternateAndNote(factories, context.rounds, async (factory, round) => {
      const open = await factory.open();
      try {
        const sample = { ...(await measure(open, context)), relay: factory.name, round };
        samples.push(sample);
        context.say(`  round ${round}, ${factory.name}: ${(100 * sample.figure).toFixed(1)} % of a core`);
      } finally {
        await open.stop();
      }
    });
    return describe(samples, failures);
  },
};

async function measure(
  open: Meeting,
  { seconds }: PartContext,
): Promise<Omit<MeetingSample, 'relay' | 'round'>> {
  const { meter } = open;
  const rhythms = [{ intervalMs: tickMs, phase: 0, act: () => open.tick(meter.nowMs()) }];
  await playRhythms(rhythms, warmUpSeconds);
  meter.collect();
  const endWatch = watchGenerator();
  const before = processorSeconds(open.pids());
  await playRhythms(rhythms, seconds);
  const used = processorSeconds(open.pids()) - before;
  const generator = endWatch();
  await sleep(0);
  const { voice, video } = meter.collect();
  return {
    point: 1,
    figure: used / seconds,
    loss: lossRatio({
      expected: voice.expected + video.expected,
      received: voice.received + video.received,
    }),
    perSecond: {
      videoSent: video.sent / seconds,
      videoReceived: video.received / seconds / open.observed,
      voiceSent: voice.sent / seconds,
      voiceReceived: voice.received / seconds / open.observed,
      framesReceived: video.frames / seconds / open.observed,
    },
    brokenFrames: video.broken,
    silentPictures: video.silent,
    generator,
  };
}

function describe(samples: readonly MeetingSample[], failures: readonly string[]): PartResult {
  return {
    traffic:
      'All have camera and microphone on, and 24 tiles in view, as wide as fits a window of 1280 pixels. At Plenum they do what its ' +
      'client does: three layers of a camera of 1280 x 720 are published (150, 500 and 1500 kbit a second), tiles take the smallest ' +
      '(320 x 180, 15 pictures a second), layers without viewers are not sent, silent microphones rest, and the three loudest voices are ' +
      'forwarded. In the VideoRoom each sends one picture of 640 x 360 with 30 pictures and 500 kbit a second to all others (less than ' +
      'browsers send there by themselves), and Opus with DTX; all voices are forwarded. With simulcast they send the same three ' +
      'layers as at Plenum, all the time, and all receive the smallest. At Janus every fifth ' +
      'person is checked, at Plenum each; the others too receive and decrypt all packets.',
    tables: meetingTables(samples),
    judgements: judgeMeeting(summarize(samples)),
    notes: [...failures, ...voidNotes(samples, 'meeting'), ...meetingNotes(samples)],
    data: samples,
  };
}

import { expect, test } from 'vitest';
import { summarize } from '../rounds.ts';
import { judgeMeeting, type MeetingSample, meetingNotes, meetingTables } from './meeting-report.ts';

const perSecond = {
  videoSent: 750,
  videoReceived: 18_000,
  voiceSent: 123,
  voiceReceived: 2900,
  framesReceived: 9000,
};
const idle = { busy: 0.5, loopDelayP99Ms: 6 };

const sample = (relay: string, figure: number, change: Partial<MeetingSample> = {}): MeetingSample => ({
  relay,
  point: 1,
  round: 1,
  figure,
  loss: 0,
  perSecond,
  brokenFrames: 0,
  silentPictures: 0,
  generator: idle,
  ...change,
});

test('each way in which Janus holds the meeting is judged by the medians of valid rounds', () => {
  const samples = [
    sample('Plenum', 0.1),
    sample('Plenum', 9, { loss: 0.01 }),
    sample('Janus', 0.6),
    sample('Janus, simulcast', 0.4),
  ];
  const figures = judgeMeeting(summarize(samples)).map(({ figure }) => figure);
  expect(figures[0]).toBeCloseTo(1 / 6);
  expect(figures[1]).toBeCloseTo(1 / 4);
});

test('a meeting that was lossy in every round is void, and nothing is made of it', () => {
  const samples = [sample('Plenum', 0.1), sample('Janus', 0.6, { loss: 0.01 })];
  expect(judgeMeeting(summarize(samples)).map(({ figure }) => figure)).toEqual([undefined]);
  expect(meetingTables(samples)[0]?.rows[1]).toEqual(['Janus', 'void', '']);
});

test('pictures that did not come whole and a busy generator are named', () => {
  const busy = { busy: 0.97, loopDelayP99Ms: 4 };
  const notes = meetingNotes([sample('Janus', 0.6, { brokenFrames: 3, silentPictures: 1, generator: busy })]);
  expect(notes).toHaveLength(2);
  expect(notes[0]).toContain('3 pictures were broken, 1 streams');
  expect(notes[1]).toContain('97 %');
  expect(meetingNotes([sample('Plenum', 0.1)])).toEqual([]);
});

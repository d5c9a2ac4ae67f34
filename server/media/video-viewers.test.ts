import type { types } from 'mediasoup';
import { expect, test } from 'vitest';
import { VideoViewers, type VideoViewersParts } from './video-viewers.ts';

/** The viewers of one peer whose transport is in this state, and what is asked of senders. */
function openViewers(dtlsState: types.DtlsState): { viewers: VideoViewers; wanted: string[] } {
  const wanted: string[] = [];
  const parts = {
    receiveTransport: { dtlsState },
    wantPicture: (producerId: string) => wanted.push(producerId),
  } as unknown as VideoViewersParts;
  return { viewers: new VideoViewers(parts), wanted };
}

const consumerOf = (kind: 'audio' | 'video') =>
  ({ kind, producerId: `a ${kind} producer` }) as types.Consumer;

test('a viewer that begins to watch over a connected transport makes the sender send a whole picture', () => {
  const { viewers, wanted } = openViewers('connected');
  viewers.begin(consumerOf('video'));
  expect(wanted).toEqual(['a video producer']);
});

test('before the transport stands nothing is asked: the picture would not arrive', () => {
  const { viewers, wanted } = openViewers('connecting');
  viewers.begin(consumerOf('video'));
  expect(wanted).toEqual([]);
});

test('a voice that begins to flow asks for no picture', () => {
  const { viewers, wanted } = openViewers('connected');
  viewers.begin(consumerOf('audio'));
  expect(wanted).toEqual([]);
});

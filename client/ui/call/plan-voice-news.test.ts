import { expect, test } from 'vitest';
import { planVoiceNews } from './plan-voice-news.ts';

const speex = { chosen: 'speex', used: 'speex' } as const;
const opus = { chosen: 'opus', used: 'opus' } as const;
const adapted = { chosen: 'speex', used: 'opus' } as const;

test('a member who joins is told only that Opus is used because another needs it', () => {
  expect(planVoiceNews(undefined, speex, true)).toBeUndefined();
  expect(planVoiceNews(undefined, opus, true)).toBeUndefined();
  expect(planVoiceNews(undefined, adapted, true)).toBe('someoneNeedsOpus');
});

test('who needs Opus is told that it is for them', () => {
  expect(planVoiceNews(undefined, adapted, false)).toBe('thisNeedsOpus');
});

test('a change by the host is told from one that a browser needs', () => {
  expect(planVoiceNews(speex, opus, true)).toBe('hostChoseOpus');
  expect(planVoiceNews(opus, speex, true)).toBe('hostChoseSpeex');
  expect(planVoiceNews(speex, adapted, true)).toBe('someoneNeedsOpus');
  expect(planVoiceNews(adapted, speex, true)).toBe('speexAgain');
});

test('a choice that changes no voice is no news', () => {
  expect(planVoiceNews(adapted, opus, true)).toBeUndefined();
  expect(planVoiceNews(opus, adapted, true)).toBeUndefined();
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInvitation, readMeeting, writeCallHash, writeInvitation } from './invitation.ts';

test('a written link reads back as the same room and secret', () => {
  const number = fc.integer({ min: 0, max: 99_999 }).map((value) => String(value).padStart(5, '0'));
  fc.assert(
    fc.property(number, fc.stringMatching(/^[\w-]{1,64}$/), (room, secret) => {
      const link = writeInvitation('https://meet.example/app/?a=1#/00000?key=old', room, secret);
      expect(link.startsWith('https://meet.example/app/?a=1#/')).toBe(true);
      expect(readInvitation(link)).toEqual({ number: room, secret });
    }),
  );
});

test('a link without a key gives the number alone', () => {
  expect(readInvitation(' https://meet.example/#/01234 ')).toEqual({ number: '01234' });
  expect(readInvitation('#/01234?key=')).toEqual({ number: '01234' });
});

test('U2: the address of a page that is in a call leads to the same meeting, without a secret', () => {
  expect(readInvitation(`https://meet.example/${writeCallHash('01234')}`)).toEqual({ number: '01234' });
});

test('anything else is no invitation', () => {
  for (const text of ['', '12345', '#/1234', '#/123456', '#12345', 'https://meet.example/12345']) {
    expect(readInvitation(text)).toBeUndefined();
  }
});

test('X16: a link is found in whatever sentence it was pasted with, and its secret ends where the link does', () => {
  const link = 'https://meet.example/#/27607?key=Ab-_9';
  for (const text of [
    link,
    `Join: ${link}.`,
    `(${link})`,
    `会议 12345：${link}。`,
    `<${link}>`,
    `${link}\nsee you`,
  ]) {
    expect(readMeeting(text)).toEqual({ number: '27607', secret: 'Ab-_9' });
  }
});

test('X16: without a link, the number in the text counts', () => {
  expect(readMeeting('Meeting 27 607')).toEqual({ number: '27607' });
  expect(readMeeting('hello')).toBeUndefined();
  expect(readMeeting('')).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import { RequestError } from '../protocol/error-codes.ts';
import { roomNumberCount, roomNumberRestMs } from '../protocol/limits.ts';
import { RoomNumbers } from './room-numbers.ts';

const first = (): number => 0;

describe('room numbers', () => {
  test('every number is handed out once before none is left', () => {
    const numbers = new RoomNumbers((below) => Math.floor(Math.random() * below), []);
    const taken = new Set(Array.from({ length: roomNumberCount }, () => numbers.take(0)));
    expect(taken.size).toBe(roomNumberCount);
    expect([...taken].every((number) => /^\d{5}$/.test(number))).toBe(true);
    expect(() => numbers.take(0)).toThrow(new RequestError('no-room-free'));
  });

  test('a released number is out of reach for 24 hours and is handed out again after them', () => {
    const numbers = new RoomNumbers(first, []);
    const taken = Array.from({ length: roomNumberCount }, () => numbers.take(0));
    const [number = ''] = taken;
    expect(numbers.release(number, 1000)).toBe(1000 + roomNumberRestMs);
    expect(() => numbers.take(999 + roomNumberRestMs)).toThrow('no-room-free');
    expect(numbers.take(1000 + roomNumberRestMs)).toBe(number);
  });

  test('numbers that rested when the server stopped go on resting, in whatever order they were stored', () => {
    const resting = Array.from({ length: roomNumberCount }, (_, index) => ({
      number: String(index).padStart(5, '0'),
      untilMs: 1000 - (index % 10),
    }));
    const numbers = new RoomNumbers(first, resting);
    expect(() => numbers.take(990)).toThrow('no-room-free');
    const early = numbers.take(991);
    expect(Number(early) % 10).toBe(9);
    expect(() => Array.from({ length: roomNumberCount - 1 }, () => numbers.take(1000))).not.toThrow();
  });

  test('a number stored twice rests once, and as long as the later entry says', () => {
    const numbers = new RoomNumbers(first, [
      { number: '00007', untilMs: 10 },
      { number: '00007', untilMs: 20 },
    ]);
    const taken = new Set(Array.from({ length: roomNumberCount - 1 }, () => numbers.take(15)));
    expect(taken.has('00007')).toBe(false);
    expect(numbers.take(20)).toBe('00007');
  });
});

// Finds where a listener heard each second that a talker said, and with how much delay. Pure; used by measure-voice.
import { correlate, decibels } from '../media/compare-sound.ts';
import { findLag } from '../media/correlate.ts';
import type { TimedSound } from './timed-sound.ts';

/** A second of speech and the same second as heard. */
export interface AlignedWindow {
  readonly said: Float32Array;
  readonly heard: Float32Array;
  /** When its middle was said, in milliseconds since the epoch. */
  readonly saidAtMs: number;
  readonly delayMs: number;
}

export interface Alignment {
  readonly windows: readonly AlignedWindow[];
  /** Seconds of speech that were looked for; those among them that were not found are not in `windows`. */
  readonly soughtCount: number;
}

const windowMs = 1000;
const stepMs = 500;
/** A second quieter than this (dBFS) is mostly pause. */
const loudDb = -35;
/** The latest that speech can be heard; anything later counts as not heard. */
const delayMaxMs = 2000;
/** Clocks of two pages differ a little: sound may seem to be heard that much before it was said. */
const clockErrorMs = 40;
/** Speech through Speex reaches some 0.9; with many losses 0.6; other speech stays below 0.3. */
const correlationMin = 0.45;

/** Looks at what was said between two times, in milliseconds since the epoch. */
export function alignVoice(said: TimedSound, heard: TimedSound, fromMs: number, toMs: number): Alignment {
  const length = Math.round((windowMs / 1000) * said.sampleRateHz);
  const windows: AlignedWindow[] = [];
  let soughtCount = 0;
  for (let atMs = fromMs; atMs + windowMs <= toMs; atMs += stepMs) {
    const from = said.sampleAt(atMs);
    const window = said.samples.subarray(Math.max(0, from), Math.max(0, from) + length);
    if (from < 0 || window.length < length || decibels(window) < loudDb) continue;
    soughtCount += 1;
    const found = findWindow(window, heard, said.timeOf(from));
    if (found !== undefined) windows.push(found);
  }
  return { windows, soughtCount };
}

function findWindow(said: Float32Array, heard: TimedSound, saidFromMs: number): AlignedWindow | undefined {
  const searchFrom = Math.max(0, heard.sampleAt(saidFromMs - clockErrorMs));
  const around = heard.samples.subarray(searchFrom, heard.sampleAt(saidFromMs + delayMaxMs) + said.length);
  if (around.length < said.length) return undefined;
  const lag = findLag(said, around);
  const found = around.subarray(Math.max(0, lag), lag + said.length);
  if (lag < 0 || found.length < said.length || correlate(said, found) < correlationMin) return undefined;
  const middle = said.length / 2;
  const saidAtMs = saidFromMs + windowMs / 2;
  return {
    said,
    heard: found,
    saidAtMs,
    delayMs: heard.timeOf(searchFrom + lag + middle) - saidAtMs,
  };
}

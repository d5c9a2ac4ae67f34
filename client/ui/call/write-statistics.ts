// The figures of streams as words, for the table and for the clipboard. Pure; used by the statistics.
import type { Codec } from '../../../protocol/room/roster.ts';
import type { Texts } from '../texts/en.ts';
import type { StreamRow } from './compare-streams.ts';

/** The cells of one stream, in the order of `texts.statistics.columns`; what is not known is a dash. */
export function writeCells(row: StreamRow, texts: Texts): string[] {
  const { bitrateBps, lossRatio, delayMs, roundTripMs, layer, picture } = row;
  const size = picture && picture.width > 0 ? `${picture.width}×${picture.height}` : undefined;
  return [
    row.direction === 'sent' ? texts.statistics.sentByYou : row.nickname,
    texts.statistics.sources[row.source],
    codecName(row.codec, texts),
    write(bitrateBps, (bps) => `${Math.round(bps / 1000)} kbit/s`),
    write(lossRatio, (ratio) => `${(100 * ratio).toFixed(1)} %`),
    write(delayMs, (ms) => `${Math.round(ms)} ms`),
    write(roundTripMs, (ms) => `${Math.round(ms)} ms`),
    write(size, (shown) => `${shown}, ${Math.round(picture?.framesPerSecond ?? 0)}/s`),
    write(layer, (index) => String(index + 1)),
  ];
}

/** A line per stream, cells separated by tabs, so that a table calculation takes it too. */
export function writeStatistics(rows: readonly StreamRow[], texts: Texts): string {
  const lines = [Object.values(texts.statistics.columns), ...rows.map((row) => writeCells(row, texts))];
  return lines.map((cells) => cells.join('\t')).join('\n');
}

export function codecName(codec: Codec, texts: Texts): string {
  return { ...texts.settings.pictureCodecs, ...texts.settings.voiceCodecs }[codec];
}

function write<T>(value: T | undefined, format: (value: T) => string): string {
  return value === undefined ? '–' : format(value);
}

// How loud a voice message is from beginning to end, as bars; those that were heard stand out.

interface WaveformProps {
  /** From 0 to 1. */
  readonly heights: readonly number[];
  /** How much of it was heard, from 0 to 1. */
  readonly progress: number;
}

const barWidth = 2;
const step = 3;
const height = 28;

/** Decorative: a control beside it says the same. */
export function Waveform({ heights, progress }: WaveformProps) {
  const width = step * Math.max(1, heights.length);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="h-7 w-full max-w-48 min-w-16 text-accent"
    >
      {heights.map((level, index) => {
        const bar = Math.max(2, level * height);
        return (
          <rect
            // oxlint-disable-next-line react/no-array-index-key -- bars have nothing but their place
            key={index}
            x={step * index}
            y={(height - bar) / 2}
            width={barWidth}
            height={bar}
            rx={1}
            fill="currentColor"
            opacity={index < progress * heights.length ? 1 : 0.35}
          />
        );
      })}
    </svg>
  );
}

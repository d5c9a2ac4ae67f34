// The mark of Plenum, seats around a speaker, with or without the name. Used on the signed-out screens and the lobby.

const seats = [
  [8.6, 20.2, 2],
  [10.8, 15, 2],
  [16, 12.8, 2],
  [21.2, 15, 2],
  [23.4, 20.2, 2],
  [5.4, 14.6, 1.4],
  [9.9, 9.6, 1.4],
  [16, 7.6, 1.4],
  [22.1, 9.6, 1.4],
  [26.6, 14.6, 1.4],
] as const;

/** The mark alone; decorative. `className` sets its size. */
export function LogoMark({ className }: { className: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="fill-on-accent">
        <circle cx="16" cy="23.5" r="2.6" />
        {seats.map(([x, y, radius]) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r={radius} opacity={radius < 2 ? 0.65 : 1} />
        ))}
      </g>
    </svg>
  );
}

/** Mark and name side by side. */
export function Logo() {
  return (
    <span className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
      <LogoMark className="size-8" />
      Plenum
    </span>
  );
}

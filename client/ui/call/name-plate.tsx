// Who a tile shows, and whether they are muted; small tiles show the mark alone. Used by tiles.
import { MicOff, MonitorUp } from 'lucide-react';
import { classNames } from '../parts/class-names.ts';
import { PersonName } from '../parts/person-name.tsx';
import { LookAlikeBadge } from './look-alike-badge.tsx';

// Grows with the tile: three sizes, the smallest for a window full of people.
const plateClass =
  'absolute bottom-1 left-1 flex max-w-[calc(100%-0.5rem)] items-center gap-1 rounded-md bg-plate px-1 text-[0.6875rem] ' +
  'leading-4.5 text-white @min-[9rem]:gap-1.5 @min-[9rem]:px-1.5 @min-[9rem]:py-0.5 @min-[9rem]:text-xs ' +
  '@min-[9rem]:leading-5 @min-[14rem]:bottom-2 @min-[14rem]:left-2 @min-[14rem]:px-2 @min-[14rem]:py-1 @min-[14rem]:text-sm';

const nameClass = 'truncate @max-[4rem]:sr-only';

interface NamePlateProps {
  readonly text: string;
  /** What the crossed-out microphone says to a screen reader; absent while the microphone is on. */
  readonly mutedText?: string | undefined;
  /** Whether the text is a sentence about a shared screen, not a name. */
  readonly screen?: boolean;
  /** Whether the nickname looks like that of an older account. */
  readonly looksLikeOlder?: boolean | undefined;
}

export function NamePlate({ text, mutedText, screen = false, looksLikeOlder = false }: NamePlateProps) {
  return (
    <span className={classNames(plateClass, mutedText === undefined && '@max-[4rem]:sr-only')}>
      {mutedText !== undefined && (
        <>
          <MicOff aria-hidden="true" className="size-3 shrink-0 @min-[9rem]:size-3.5" />
          <span className="sr-only">{mutedText}</span>
        </>
      )}
      {screen && <MonitorUp aria-hidden="true" className="size-3 shrink-0 @min-[9rem]:size-3.5" />}
      {screen ? <span className={nameClass}>{text}</span> : <PersonName name={text} className={nameClass} />}
      {looksLikeOlder && <LookAlikeBadge />}
    </span>
  );
}

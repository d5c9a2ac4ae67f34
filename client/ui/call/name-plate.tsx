// Who a tile shows, and whether they are muted; small tiles show the mark alone. Used by tiles.
import { MicOff, MonitorUp } from 'lucide-react';

interface NamePlateProps {
  readonly text: string;
  /** What the crossed-out microphone says to a screen reader; absent while the microphone is on. */
  readonly mutedText?: string | undefined;
  readonly screen?: boolean;
}

export function NamePlate({ text, mutedText, screen = false }: NamePlateProps) {
  return (
    <span className="absolute bottom-1 left-1 flex max-w-[calc(100%-0.5rem)] items-center gap-1.5 rounded-md bg-plate px-1.5 py-0.5 text-xs leading-5 text-white @min-[14rem]:bottom-2 @min-[14rem]:left-2 @min-[14rem]:px-2 @min-[14rem]:py-1 @min-[14rem]:text-sm @min-[14rem]:leading-5">
      {mutedText !== undefined && (
        <>
          <MicOff aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="sr-only">{mutedText}</span>
        </>
      )}
      {screen && <MonitorUp aria-hidden="true" className="size-3.5 shrink-0" />}
      <span className="truncate @max-[4rem]:sr-only">{text}</span>
    </span>
  );
}

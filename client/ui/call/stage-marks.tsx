// What is to be said over the pictures, below each other at the top of the stage. Used by the call.
import { AudioOnlyMark } from './audio-only-mark.tsx';
import { ReconnectingMark } from './reconnecting-mark.tsx';

export function StageMarks() {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-4 z-10 flex flex-col items-center gap-2 px-4">
      <ReconnectingMark />
      <AudioOnlyMark />
    </div>
  );
}

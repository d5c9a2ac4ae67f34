// Shown while something is awaited that fills the whole window: the start of the page, the way into a room.
import { LogoMark } from '../parts/logo.tsx';
import { Spinner } from '../parts/spinner.tsx';

export function WaitingScreen({ text }: { readonly text: string }) {
  return (
    <main className="grid h-full place-items-center">
      <div className="flex flex-col items-center gap-6">
        <h1>
          <LogoMark className="size-14" />
          <span className="sr-only">Plenum</span>
        </h1>
        <output className="flex items-center gap-3 text-ink-soft">
          <Spinner />
          {text}
        </output>
      </div>
    </main>
  );
}

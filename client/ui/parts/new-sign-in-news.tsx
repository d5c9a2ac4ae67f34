// Says that the account signed in on a device that it had not used before, until that is dismissed. Stands among the toasts, and stays.
import { ShieldAlert, X } from 'lucide-react';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { deviceName } from '../texts/device-name.ts';
import { useTexts } from '../texts/language-store.ts';
import { IconButton } from './icon-button.tsx';

export function NewSignInNews() {
  const texts = useTexts();
  const actions = useActions();
  const news = useMeeting((state) => state.newSignIns);
  const [latest] = news;
  return (
    <output data-testid="new-sign-in" className="max-w-md empty:hidden">
      {latest && (
        <span className="pointer-events-auto flex animate-appear items-center gap-3 rounded-xl border border-line bg-surface py-1.5 pr-1.5 pl-4 text-[0.9375rem] shadow-float">
          <ShieldAlert aria-hidden="true" className="size-5 shrink-0 text-accent-ink" />
          <span className="min-w-0 flex-1 py-1.5 wrap-anywhere">
            {news.length === 1
              ? texts.signedIn.newSignIn(deviceName(latest, texts), latest.address)
              : texts.signedIn.newSignIns(String(news.length))}
          </span>
          <IconButton icon={X} label={texts.problem.dismiss} onClick={actions.dismissNewSignIns} />
        </span>
      )}
    </output>
  );
}

// Asks for a server: its address, or one of those used before; and shows what stands in the way. The connect page's one screen.
import { type FormEvent, useState } from 'react';
import { isErrorCode } from '../../../../protocol/error-codes.ts';
import type { DesktopBridge } from '../../../ipc.ts';
import { Button } from '../../parts/button.tsx';
import { Logo } from '../../parts/logo.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { TextField } from '../../parts/text-field.tsx';
import type { Texts } from '../../texts/en.ts';
import { useTexts } from '../../texts/language-store.ts';
import { problemSentence } from '../../texts/problem-sentence.ts';
import type { Refusal } from '../../../link/ask-desktop.ts';
import { ChangedDialog } from './changed-dialog.tsx';
import { KnownServers } from './known-servers.tsx';
import { TrustDialog } from './trust-dialog.tsx';
import { useConnect } from './use-connect.ts';

export function ConnectScreen({ bridge }: { readonly bridge: DesktopBridge }) {
  const texts = useTexts();
  const words = texts.desktop.connect;
  const { step, servers, suggested, connect, trust, forget, dismiss } = useConnect(bridge);
  const [typed, setTyped] = useState<string>();
  const [empty, setEmpty] = useState(false);
  const address = typed ?? suggested ?? '';
  const busy = step.kind === 'busy';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(address.trim() === '');
    if (!busy && address.trim() !== '') connect(address.trim());
  };
  const complaint =
    step.kind === 'refused'
      ? refusalSentence(step.refusal, texts)
      : empty
        ? texts.problems['field-empty']
        : step.kind === 'lost'
          ? words.lost[step.reason]
          : undefined;
  return (
    <div className="flex h-full flex-col overflow-y-auto">
      <header className="flex items-center px-4 py-3 sm:px-6">
        <Logo />
      </header>
      <main className="m-auto w-full max-w-[27rem] px-4 pt-2 pb-10">
        <div className="rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-8">
          <ScreenTitle className="text-2xl">{words.title}</ScreenTitle>
          <p className="mt-1 mb-6 text-[0.9375rem] text-ink-soft">{words.hint}</p>
          <form noValidate onSubmit={submit} className="flex flex-col gap-4">
            <TextField
              label={words.address}
              name="address"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={300}
              placeholder="meet.example.org"
              data-testid="server-address"
              value={address}
              onValueChange={(value) => {
                setTyped(value);
                setEmpty(false);
                dismiss();
              }}
              complaint={complaint}
            />
            <Button type="submit" look="primary" busy={busy} data-testid="server-connect">
              {words.submit}
            </Button>
          </form>
          <output className="sr-only">{busy ? words.connecting : complaint}</output>
        </div>
        <KnownServers servers={servers} busy={busy} onConnect={connect} onForget={forget} />
      </main>
      {step.kind === 'unknown-certificate' && <TrustDialog seen={step} onTrust={trust} onClose={dismiss} />}
      {step.kind === 'changed-certificate' && <ChangedDialog seen={step} onClose={dismiss} />}
    </div>
  );
}

/** What the program refuses has a sentence here; what the server says has one among the problems. */
function refusalSentence(refusal: Refusal, texts: Texts): string {
  const { code } = refusal;
  return isErrorCode(code)
    ? problemSentence({ ...refusal, code }, texts)
    : texts.desktop.connect.refusals[code];
}

// The first screen without a session: sign in, or go on to registration.
import { type FormEvent, useRef, useState } from 'react';
import { useDesktop } from '../desktop/desktop-store.ts';
import { Button } from '../parts/button.tsx';
import { CheckField } from '../parts/check-field.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { ScreenTitle } from '../parts/screen-title.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { type Complaints, useForm } from '../state/use-form.ts';
import { useTexts } from '../texts/language-store.ts';

type Field = 'login' | 'password';

const fieldOf = { 'wrong-credentials': 'password' } as const;

function checkSignIn(values: Readonly<Record<Field, string>>): Complaints<Field> {
  return {
    ...(values.login.trim() === '' && { login: 'field-empty' as const }),
    ...(values.password === '' && { password: 'field-empty' as const }),
  };
}

export function SignInScreen({ onRegister }: { readonly onRegister: () => void }) {
  const texts = useTexts();
  const actions = useActions();
  const busy = useMeeting((state) => state.busy);
  // A browser can keep it; the desktop program only where the system has a vault.
  const canStay = useDesktop((state) => state.view?.vault ?? true);
  const [stay, setStay] = useState(true);
  const formRef = useRef<HTMLFormElement>(null);
  const form = useForm<Field>({ formRef, initial: { login: '', password: '' }, check: checkSignIn, fieldOf });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && form.accept()) void actions.signIn({ ...form.values, staySignedIn: stay && canStay });
  };
  return (
    <>
      <ScreenTitle className="mb-6 text-2xl">{texts.signIn.title}</ScreenTitle>
      <form ref={formRef} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={texts.signIn.login}
          name="login"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          data-testid="signin-phone"
          value={form.values.login}
          onValueChange={(value) => form.change('login', value)}
          complaint={form.complaintOf('login')}
        />
        <PasswordField
          label={texts.signIn.password}
          name="password"
          autoComplete="current-password"
          data-testid="signin-password"
          value={form.values.password}
          onValueChange={(value) => form.change('password', value)}
          complaint={form.complaintOf('password')}
        />
        {canStay ? (
          <CheckField label={texts.signIn.stay} checked={stay} onChange={setStay} />
        ) : (
          <p className="text-sm text-ink-soft">{texts.desktop.notKept}</p>
        )}
        <Button type="submit" look="primary" busy={busy} data-testid="signin-submit" className="mt-2">
          {texts.signIn.submit}
        </Button>
      </form>
      <p className="mt-6 flex flex-wrap items-center justify-center gap-x-1 text-[0.9375rem] text-ink-soft">
        {texts.signIn.noAccount}
        <Button look="quiet" onClick={onRegister} data-testid="register-open" className="px-2">
          {texts.signIn.register}
        </Button>
      </p>
    </>
  );
}

// Creates an account; its owner is signed in at once and lands in the lobby.
import { type FormEvent, useEffect, useRef } from 'react';
import type { RegistrationMode } from '../../link/account-api.ts';
import { Button } from '../parts/button.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { ScreenTitle } from '../parts/screen-title.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useForm } from '../state/use-form.ts';
import { useTexts } from '../texts/language-store.ts';
import { checkRegistration, type RegistrationField } from './check-registration.ts';

const initial = { phone: '', nickname: '', password: '', confirm: '' };
const fieldOf = {
  'phone-invalid': 'phone',
  'phone-taken': 'phone',
  'nickname-invalid': 'nickname',
  'nickname-taken': 'nickname',
  'password-too-short': 'password',
  'password-too-long': 'password',
  'passwords-differ': 'confirm',
} as const;

interface RegisterScreenProps {
  /** Of the invitation in the page's address. */
  readonly code: string | undefined;
  readonly onSignIn: () => void;
}

export function RegisterScreen({ code, onSignIn }: RegisterScreenProps) {
  const texts = useTexts();
  const { readRegistration } = useActions();
  const registration = useMeeting((state) => state.registration);
  useEffect(() => void readRegistration(), [readRegistration]);
  const refusal = refusalOf(registration, code);
  return (
    <>
      <ScreenTitle className="mb-6 text-2xl">{texts.register.title}</ScreenTitle>
      {refusal === undefined ? (
        <RegisterForm code={code} />
      ) : (
        <p data-testid="register-refused">{texts.problems[refusal]}</p>
      )}
      <p className="mt-6 flex flex-wrap items-center justify-center gap-x-1 text-[0.9375rem] text-ink-soft">
        {texts.register.haveAccount}
        <Button look="quiet" onClick={onSignIn} className="px-2">
          {texts.register.signIn}
        </Button>
      </p>
    </>
  );
}

/** Why an account cannot be created here, or only with an invitation; `undefined` where it may be tried. */
function refusalOf(registration: RegistrationMode | undefined, code: string | undefined) {
  if (registration === 'closed') return 'registration-closed';
  return registration === 'invited' && code === undefined ? 'invitation-needed' : undefined;
}

function RegisterForm({ code }: Pick<RegisterScreenProps, 'code'>) {
  const texts = useTexts();
  const actions = useActions();
  const busy = useMeeting((state) => state.busy);
  const formRef = useRef<HTMLFormElement>(null);
  const form = useForm<RegistrationField>({ formRef, initial, check: checkRegistration, fieldOf });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && form.accept()) void actions.register({ ...form.values, invitation: code });
  };
  const bind = (field: RegistrationField) => ({
    name: field,
    value: form.values[field],
    onValueChange: (value: string) => form.change(field, value),
    complaint: form.complaintOf(field),
    'data-testid': `register-${field}`,
  });
  return (
    <form ref={formRef} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <TextField {...bind('phone')} label={texts.register.phone} type="tel" autoComplete="tel" />
      <TextField
        {...bind('nickname')}
        label={texts.register.nickname}
        hint={texts.register.nicknameHint}
        autoComplete="nickname"
      />
      <PasswordField
        {...bind('password')}
        label={texts.register.password}
        hint={texts.register.passwordHint}
        autoComplete="new-password"
      />
      <PasswordField {...bind('confirm')} label={texts.register.confirm} autoComplete="new-password" />
      <Button type="submit" look="primary" busy={busy} data-testid="register-submit" className="mt-2">
        {texts.register.submit}
      </Button>
    </form>
  );
}

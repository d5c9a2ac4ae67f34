// Changes the password: the current one, and the new one twice. Opened from the account menu.
import { CircleCheck } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { type Complaints, useForm } from '../state/use-form.ts';
import { useTexts } from '../texts/language-store.ts';
import { checkPasswordFields } from './check-registration.ts';

type Field = 'current' | 'password' | 'confirm';

const initial = { current: '', password: '', confirm: '' };
const fieldOf = {
  'wrong-credentials': 'current',
  'password-too-short': 'password',
  'password-too-long': 'password',
  'passwords-differ': 'confirm',
} as const;

function checkChange(values: Readonly<Record<Field, string>>): Complaints<Field> {
  return {
    ...(values.current === '' && { current: 'field-empty' as const }),
    ...checkPasswordFields(values),
  };
}

interface ChangePasswordDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ChangePasswordDialog({ open, onClose }: ChangePasswordDialogProps) {
  const texts = useTexts();
  return (
    <Dialog open={open} onOpenChange={onClose} title={texts.account.changePassword}>
      <ChangePasswordForm onClose={onClose} />
    </Dialog>
  );
}

function ChangePasswordForm({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const actions = useActions();
  const busy = useMeeting((state) => state.busy);
  const wrongCurrent = useMeeting((state) => state.problem?.code === 'wrong-credentials');
  const [changed, setChanged] = useState(false);
  const formRef = useRef<HTMLFormElement>(null);
  const form = useForm<Field>({ formRef, initial, check: checkChange, fieldOf });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!busy && form.accept()) setChanged(await actions.changePassword(form.values));
  };
  if (changed) return <PasswordChanged onClose={onClose} />;
  const bind = (field: Field) => ({
    name: field,
    value: form.values[field],
    onValueChange: (value: string) => form.change(field, value),
    complaint: form.complaintOf(field),
  });
  return (
    <form ref={formRef} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <PasswordField
        {...bind('current')}
        {...(wrongCurrent && { complaint: texts.problem.currentPassword })}
        label={texts.account.currentPassword}
        autoComplete="current-password"
      />
      <PasswordField
        {...bind('password')}
        label={texts.account.newPassword}
        hint={texts.register.passwordHint}
        autoComplete="new-password"
      />
      <PasswordField {...bind('confirm')} label={texts.account.confirmPassword} autoComplete="new-password" />
      <div className="mt-2 flex flex-wrap justify-end gap-3">
        <Button type="button" onClick={onClose}>
          {texts.actions.cancel}
        </Button>
        <Button type="submit" look="primary" busy={busy}>
          {texts.actions.save}
        </Button>
      </div>
    </form>
  );
}

function PasswordChanged({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const closeRef = useRef<HTMLButtonElement>(null);
  useEffect(() => closeRef.current?.focus(), []);
  return (
    <>
      <output className="flex items-start gap-3">
        <CircleCheck aria-hidden="true" className="size-6 shrink-0 text-accent-ink" />
        {texts.account.passwordChanged}
      </output>
      <div className="mt-6 flex justify-end">
        <Button ref={closeRef} onClick={onClose}>
          {texts.actions.close}
        </Button>
      </div>
    </>
  );
}

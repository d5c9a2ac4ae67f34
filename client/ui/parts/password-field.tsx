// A text field for a password, whose characters can be shown. Used by sign-in, registration and change of password.
import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { useTexts } from '../texts/language-store.ts';
import { IconButton } from './icon-button.tsx';
import { TextField } from './text-field.tsx';

export function PasswordField(props: Omit<ComponentProps<typeof TextField>, 'type' | 'trailing'>) {
  const texts = useTexts();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      trailing={
        <IconButton
          type="button"
          icon={shown ? EyeOff : Eye}
          label={shown ? texts.signIn.hidePassword : texts.signIn.showPassword}
          look="soft"
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}

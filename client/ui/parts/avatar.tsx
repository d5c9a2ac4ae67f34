// A person without a picture: initials on a colour that stays theirs. Used by tiles, the people panel and the account menu.
import { avatarHue, initialsOf } from './initials.ts';

/** Decorative: the name stands beside it. `className` sets size and type size. */
export function Avatar({ nickname, className }: { readonly nickname: string; readonly className: string }) {
  return (
    <span
      aria-hidden="true"
      className={`avatar-ground grid shrink-0 place-items-center rounded-full font-medium text-white select-none ${className}`}
      style={{ '--hue': avatarHue(nickname) } as React.CSSProperties}
    >
      {initialsOf(nickname)}
    </span>
  );
}

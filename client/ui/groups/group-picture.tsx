// A group in lists and headings: a sign on a colour that stays its own.
import { UsersRound } from 'lucide-react';
import { avatarHue } from '../parts/initials.ts';

/** Decorative: the name stands beside it. */
export function GroupPicture({ title }: { readonly title: string }) {
  return (
    <span
      aria-hidden="true"
      className="avatar-ground grid size-10 shrink-0 place-items-center rounded-full text-white"
      style={{ '--hue': avatarHue(title) } as React.CSSProperties}
    >
      <UsersRound className="size-5" />
    </span>
  );
}

// The entry of groups in the frame. Its badge counts what waits for an answer. What it shows is fetched when it is first opened.
import { UsersRound } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { Area, AreaProps } from '../shell/area.ts';
import { useTexts } from '../texts/language-store.ts';

// A server that was updated since the page was opened no longer has the part that this page asks for.
const GroupsContent = lazy(() => import('./groups-content.tsx').catch(() => ({ default: Outdated })));

export const groupsArea: Area = {
  address: { kind: 'groups' },
  kinds: ['groups', 'group-link'],
  icon: UsersRound,
  name: (texts) => texts.groups.title,
  testId: 'nav-groups',
  Content: Groups,
  badge: ({ groups: { pending } }) => pending.invitations.length + pending.applications.length,
};

function Groups(props: AreaProps) {
  const texts = useTexts();
  return (
    <Suspense fallback={<p className="m-auto p-6 text-ink-soft">{texts.groups.loading}</p>}>
      <GroupsContent {...props} />
    </Suspense>
  );
}

function Outdated(_props: AreaProps) {
  return <p className="m-auto max-w-80 p-6 text-center">{useTexts().problems['version-mismatch']}</p>;
}

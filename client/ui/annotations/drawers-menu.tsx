// Whom the sharer lets point and draw on their screen, and a way to erase it all. On the tile of the own screen.
import { Trash2, UserPen } from 'lucide-react';
import type { Drawers } from '../../../protocol/drawing/drawing.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Menu, MenuChecks, MenuChoices, MenuItem, MenuSeparator } from '../parts/menu.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import type { ShareAnnotations } from './use-share-annotations.ts';

interface DrawersMenuProps {
  /** Of the own screen. */
  readonly producerId: string;
  readonly annotations: ShareAnnotations;
}

export function DrawersMenu({ producerId, annotations }: DrawersMenuProps) {
  const texts = useTexts().call.annotations;
  const actions = useActions();
  const { drawers } = annotations;
  const chosen = drawers.who === 'chosen' ? drawers.peerIds : [];
  const allow = (next: Drawers) => void actions.allowDrawing(producerId, next);
  const check = (peerId: string, checked: boolean) => {
    const others = chosen.filter((other) => other !== peerId);
    allow({ who: 'chosen', peerIds: checked ? [...others, peerId] : others });
  };
  return (
    <Menu
      title={texts.drawers}
      trigger={
        <IconButton
          icon={UserPen}
          label={texts.drawers}
          look="picture"
          data-testid="drawers"
          aria-pressed={drawers.who !== 'nobody'}
        />
      }
    >
      <MenuChoices
        title={texts.drawers}
        value={drawers.who}
        choices={[
          { value: 'nobody', label: texts.nobody },
          { value: 'everybody', label: texts.everybody },
          { value: 'chosen', label: texts.chosen },
        ]}
        onChoose={(who) => allow(who === 'chosen' ? { who, peerIds: [] } : { who })}
      />
      {drawers.who === 'chosen' && <People chosen={drawers.peerIds} onCheck={check} />}
      <MenuSeparator />
      <MenuItem
        icon={Trash2}
        label={texts.eraseAll}
        onSelect={() => void actions.eraseDrawing(producerId, { what: 'all' })}
      />
    </Menu>
  );
}

interface PeopleProps {
  readonly chosen: readonly string[];
  readonly onCheck: (peerId: string, checked: boolean) => void;
}

function People({ chosen, onCheck }: PeopleProps) {
  const texts = useTexts().call.annotations;
  const room = useMeeting((state) => state.room);
  const others = room?.peers.filter(({ peerId }) => peerId !== room.selfPeerId) ?? [];
  const choices = others.map(({ peerId, nickname }) => ({
    id: peerId,
    label: nickname,
    checked: chosen.includes(peerId),
  }));
  return <MenuChecks title={texts.people} choices={choices} onCheck={onCheck} />;
}

// A switch of the call with icon and caption: microphone, camera, share. Used by the controls.
import { Button } from '@base-ui/react/button';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SwitchState } from '../../app/meeting-model.ts';
import { classNames } from '../parts/class-names.ts';
import { Spinner } from '../parts/spinner.tsx';
import { Tip } from '../parts/tip.tsx';

/** The coloured part of a control, above its caption. */
export const controlFaceClass =
  'relative grid h-11 w-13 place-items-center overflow-hidden rounded-xl transition-colors md:w-14';
/** Button and caption; the caption appears where there is room for it. */
export const controlClass =
  'group flex flex-col items-center gap-1 rounded-xl text-xs text-ink-soft select-none focus-visible:outline-offset-4';
export const captionClass = 'hidden md:block';

const faces = {
  on: 'bg-accent-soft text-accent-ink group-hover:bg-accent-soft-hover',
  strong: 'bg-accent text-on-accent group-hover:bg-accent-hover',
  off: 'bg-control text-danger-ink group-hover:bg-control-hover',
  idle: 'bg-control text-ink group-hover:bg-control-hover',
} as const;

interface ToggleButtonProps {
  /** Accessible name and caption; whether it is on is told by `aria-pressed`. */
  readonly label: string;
  /** What pressing will do. */
  readonly hint: string;
  readonly shortcut?: string | undefined;
  readonly state: SwitchState;
  readonly icons: { readonly on: LucideIcon; readonly off: LucideIcon };
  /** How the two states look: a device is crossed out while off, a share stands out while on. */
  readonly kind: 'device' | 'share';
  readonly testId: string;
  readonly onToggle: () => void;
  /** Drawn over the lower edge while on. */
  readonly children?: ReactNode;
}

export function ToggleButton(props: ToggleButtonProps) {
  const { label, hint, shortcut, state, icons, kind, testId, onToggle, children } = props;
  const on = state === 'on';
  const Icon = on ? icons.on : icons.off;
  const face = kind === 'device' ? faces[on ? 'on' : 'off'] : faces[on ? 'strong' : 'idle'];
  return (
    <Tip text={hint} shortcut={shortcut}>
      <Button
        aria-label={label}
        aria-pressed={on}
        aria-busy={state === 'starting'}
        aria-keyshortcuts={shortcut}
        data-testid={testId}
        onClick={onToggle}
        className={controlClass}
      >
        <span className={classNames(controlFaceClass, face)}>
          {state === 'starting' ? <Spinner /> : <Icon aria-hidden="true" className="size-5" />}
          {on && children}
        </span>
        <span className={captionClass}>{label}</span>
      </Button>
    </Tip>
  );
}

// A menu that opens from a button: entries and groups of alternatives. Used for the account and for the appearance.
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';

const itemClass =
  'flex min-h-10 items-center gap-3 rounded-md px-3 text-[0.9375rem] outline-none select-none data-highlighted:bg-raised';

const groupLabelClass = 'px-3 pt-2 pb-1 text-xs font-medium text-ink-soft';
/** The place of the mark before an entry. */
const annotationClass = 'grid size-4.5 shrink-0 place-items-center text-accent-ink';

interface MenuProps {
  /** Names the part of the page that the open menu is. */
  readonly title: string;
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** On which side of the button it opens. */
  readonly side?: 'bottom' | 'right';
  readonly children: ReactNode;
}

export function Menu({ title, trigger, side = 'bottom', children }: MenuProps) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal render={<nav aria-label={title} />}>
        <BaseMenu.Positioner sideOffset={8} side={side} align="end" className="z-40">
          <BaseMenu.Popup className="fading max-h-(--available-height) min-w-60 origin-(--transform-origin) overflow-y-auto rounded-xl border border-line bg-surface p-1.5 text-ink shadow-float outline-none">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

interface MenuItemProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly testId?: string;
  readonly onSelect: () => void;
}

export function MenuItem({ icon: Icon, label, testId, onSelect }: MenuItemProps) {
  return (
    <BaseMenu.Item onClick={onSelect} data-testid={testId} className={itemClass}>
      <Icon aria-hidden="true" className="size-4.5 text-ink-soft" />
      {label}
    </BaseMenu.Item>
  );
}

interface MenuChoicesProps<T extends string> {
  readonly title: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
}

/** Alternatives; one is marked. */
export function MenuChoices<T extends string>({ title, value, choices, onChoose }: MenuChoicesProps<T>) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className={groupLabelClass}>{title}</BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={(chosen: T) => onChoose(chosen)}>
        {choices.map((choice) => (
          <BaseMenu.RadioItem
            key={choice.value}
            value={choice.value}
            closeOnClick={false}
            className={itemClass}
          >
            <span className={annotationClass}>
              <BaseMenu.RadioItemIndicator>
                <Check aria-hidden="true" className="size-4" strokeWidth={2.5} />
              </BaseMenu.RadioItemIndicator>
            </span>
            {choice.label}
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}

interface MenuChecksProps {
  readonly title: string;
  readonly choices: readonly { readonly id: string; readonly label: string; readonly checked: boolean }[];
  readonly onCheck: (id: string, checked: boolean) => void;
}

/** Entries; any of them may be marked. */
export function MenuChecks({ title, choices, onCheck }: MenuChecksProps) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className={groupLabelClass}>{title}</BaseMenu.GroupLabel>
      {choices.map(({ id, label, checked }) => (
        <BaseMenu.CheckboxItem
          key={id}
          checked={checked}
          onCheckedChange={(next) => onCheck(id, next)}
          closeOnClick={false}
          className={itemClass}
        >
          <span className={classNames(annotationClass, 'rounded border border-line-strong')}>
            <BaseMenu.CheckboxItemIndicator>
              <Check aria-hidden="true" className="size-3.5" strokeWidth={3} />
            </BaseMenu.CheckboxItemIndicator>
          </span>
          <span className="max-w-56 truncate">{label}</span>
        </BaseMenu.CheckboxItem>
      ))}
    </BaseMenu.Group>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="mx-2 my-1.5 h-px bg-line" />;
}

// What an area of the frame is: one entry of the rail, with its list and its content.
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { MeetingState } from '../../app/meeting-model.ts';
import type { Address, AddressKind } from '../address/address.ts';
import type { Texts } from '../texts/en.ts';

export interface AreaProps {
  /** One of the area's kinds. */
  readonly address: Address;
}

export interface Area {
  /** Where its entry leads. */
  readonly address: Exclude<Address, { kind: 'unknown' }>;
  /** The addresses that it shows. */
  readonly kinds: readonly AddressKind[];
  readonly icon: LucideIcon;
  readonly name: (texts: Texts) => string;
  readonly testId: `nav-${string}`;
  /** Stands at the rail's lower end. */
  readonly isLast?: boolean;
  /** A column of its own; an area without one has content alone. */
  readonly List?: ComponentType<AreaProps>;
  readonly Content: ComponentType<AreaProps>;
  /** Whether an address names an entry of the list: a narrow window then shows the content in its place. */
  readonly isOpen?: (address: Address) => boolean;
  /** What the entry counts, for example unread messages; nothing at 0. */
  readonly badge?: (state: MeetingState) => number;
}

// Why the own microphone or camera is not on, each beside its switch until it is settled. Used wherever devices are opened.
import type { StoreApi } from 'zustand';
import type { MeetingState, Problem } from './meeting-model.ts';

const kinds = ['microphone', 'camera'] as const;
export type ProblemDevice = (typeof kinds)[number];
export type DeviceProblems = { readonly [kind in ProblemDevice]?: Problem };

/** The device that a problem is about, if it is that one could not be opened. */
export function deviceOfProblem({ code }: Problem): ProblemDevice | undefined {
  return kinds.find((kind) => [`${kind}-refused`, `${kind}-missing`, `${kind}-busy`].includes(code));
}

/** Shows a problem: at its device where it is about one, so that two of them are both seen, and as the message otherwise. */
export function showProblem(store: StoreApi<MeetingState>, problem: Problem): void {
  const device = deviceOfProblem(problem);
  if (device === undefined) return store.setState({ problem });
  store.setState(({ deviceProblems }) => ({ deviceProblems: { ...deviceProblems, [device]: problem } }));
}

export function dismissDeviceProblem(store: StoreApi<MeetingState>, device: ProblemDevice): void {
  const { [device]: _, ...others } = store.getState().deviceProblems;
  store.setState({ deviceProblems: others });
}

/** Which problems an earlier state leaves standing in a later one: not those of a device that is tried again, or of an earlier screen. */
export function standingProblems(before: MeetingState, now: MeetingState): DeviceProblems {
  if (now.phase !== before.phase) return {};
  const standing = kinds.filter((kind) => {
    const triedAgain = now[kind] !== before[kind] && now[kind] !== 'off';
    return !triedAgain && now.preferences[`${kind}Id`] === before.preferences[`${kind}Id`];
  });
  return Object.fromEntries(
    standing.flatMap((kind) => {
      const problem = now.deviceProblems[kind];
      return problem ? [[kind, problem]] : [];
    }),
  );
}

/** Forgets what is settled, for as long as the page lives. */
export function followDeviceProblems(store: StoreApi<MeetingState>): void {
  store.subscribe((now, before) => {
    const deviceProblems = standingProblems(before, now);
    if (kinds.some((kind) => deviceProblems[kind] !== now.deviceProblems[kind]))
      store.setState({ deviceProblems });
  });
}

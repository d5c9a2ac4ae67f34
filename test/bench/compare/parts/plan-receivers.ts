// At how many receivers a round of the fan-out stops to measure. Pure; used by fan-out.ts.

const growth = [2, 5, 10, 25, 50, 100];
const growthQuick = [10, 50, 100];
/** For these there is a goal, so every round measures them; the others show how the cost grows, for which fewer rounds do. */
export const judgedReceivers = [50, 100];
const growthRounds = 3;

/** @param round from 1 on @returns ascending */
export function planReceivers(quick: boolean, round: number): readonly number[] {
  if (round > growthRounds) return judgedReceivers;
  return quick ? growthQuick : growth;
}

// P4's goals. Pure; used by delay.ts.
import { type Judgement, ratioOf } from '../goals.ts';
import { janusAsInstalled, janusTwoLoops } from '../relays/janus.ts';
import type { Summary } from '../rounds.ts';

/** @param kernel name of the kernel's own hop among the summaries */
export function judgeDelay(summaries: readonly Summary[], kernel: string): Judgement[] {
  const p99Of = (relay: string) => summaries.find((summary) => summary.relay === relay)?.median;
  const [ours, floor] = [p99Of('Plenum'), p99Of(kernel)];
  const over = ours === undefined || floor === undefined ? undefined : Math.max(0, ours - floor);
  const against = (relay: string): Judgement => ({
    goal: 'P4',
    what: `p99 of the delay in the relay at half load against ${relay}`,
    figure: ratioOf(ours, p99Of(relay)),
    limit: 0.5,
    unit: 'x',
    wanted: 'at most',
    why: `no valid round of both Plenum and ${relay}`,
  });
  return [
    {
      goal: 'P4',
      what: "p99 of the delay in the relay at half load, over the kernel's own hop",
      figure: over,
      limit: 1,
      unit: 'ms',
      wanted: 'at most',
      why: "no valid round of both Plenum and the kernel's hop",
    },
    against(janusAsInstalled.name),
    against(janusTwoLoops.name),
  ];
}

// The comparison of relays, in small: its drivers against a real server, a real worker and the kernel.
import { expect, test } from 'vitest';
import { deafen, newSockets, udpSockets } from '../bench/compare/kernel/deafen.ts';
import { kernelEcho } from '../bench/compare/kernel/kernel-echo.ts';
import type { PartContext } from '../bench/compare/part.ts';
import { lookedAtRooms, measureDelays } from '../bench/compare/parts/delay-stage.ts';
import { runFanOut } from '../bench/compare/parts/fan-out.ts';
import type { FanOutSample } from '../bench/compare/parts/fan-out-stage.ts';
import { bareWorker } from '../bench/compare/relays/bare-worker/bare-worker.ts';
import { plenum } from '../bench/compare/relays/plenum.ts';
import { reportText } from '../bench/compare/report.ts';
import { Camera } from '../bench/compare/traffic/camera.ts';
import { keepPace } from '../bench/compare/traffic/pace.ts';

const context: PartContext = {
  quick: true,
  rounds: 1,
  seconds: 1,
  available: async (factories) => [...factories],
  say: () => undefined,
};

test('a fan-out to two receivers delivers what was sent, and its report has a cost for each relay and for the kernel', async () => {
  const result = await runFanOut(context, [plenum(), bareWorker], () => [2]);
  const samples = result.data as readonly FanOutSample[];
  const relays = samples.filter(({ generator }) => generator !== undefined);
  expect(relays.map(({ relay, point }) => [relay, point])).toEqual([
    ['Plenum', 2],
    ['bare worker', 2],
  ]);
  for (const { figure, loss } of relays) {
    // A machine that does much else may lose some; none lost at all is not the point here.
    expect(loss).toBeLessThan(0.2);
    expect(figure).toBeGreaterThan(1);
    expect(figure).toBeLessThan(1000);
  }
  const text = reportText([{ part: { id: 'fan-out', sentence: 'Costs.' }, result }], []);
  for (const name of ['Plenum', 'bare worker', 'kernel, plain sends']) expect(text).toContain(`| ${name} |`);
  expect(text).toContain('**not measured**');
});

test("packets pass the kernel's own hop, and their delays are known", async () => {
  const relay = await kernelEcho.start();
  try {
    const { inRelay, endToEnd, loss, rooms } = await measureDelays(relay, lookedAtRooms + 1, 1, true);
    expect(rooms).toBe(lookedAtRooms + 1);
    expect(loss).toBeLessThan(0.2);
    expect(endToEnd.p50Ms).toBeGreaterThan(0);
    // A busy machine sends too few when they are due; what was captured is in `loss` in any case.
    if (inRelay) {
      expect(inRelay.p50Ms).toBeGreaterThan(0);
      expect(inRelay.p50Ms).toBeLessThan(endToEnd.p50Ms);
    }
    expect(endToEnd.p99Ms).toBeGreaterThanOrEqual(endToEnd.p50Ms);
  } finally {
    await relay.stop();
  }
});

test('a person who was made deaf gets nothing, while another in the same room gets everything', async () => {
  const relay = await bareWorker.start();
  try {
    const publisher = await relay.join(0, { video: true });
    const got = { hearing: 0, deaf: 0 };
    await (await relay.join(0, {})).receive({ onPacket: () => (got.hearing += 1) });
    const before = udpSockets();
    await (await relay.join(0, {})).receive({ onPacket: () => (got.deaf += 1) });
    await deafen(newSockets(before));
    const camera = new Camera({ packetsPerFrame: 2, payloadBytes: 200, keyFrameEvery: 1 });
    await keepPace(20, 50, () => publisher.sendVideo(camera.takeFrame()));
    await expect.poll(() => got.hearing, { timeout: 10_000 }).toBeGreaterThan(camera.sequence * 0.8);
    expect(got.deaf).toBe(0);
  } finally {
    await relay.stop();
  }
});

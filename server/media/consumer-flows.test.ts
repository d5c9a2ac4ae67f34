import type { types } from 'mediasoup';
import { expect, test } from 'vitest';
import { ConsumerFlows } from './consumer-flows.ts';
import { JpegConsumer } from './jpeg-consumer.ts';

/** A consumer that writes down what the worker is asked of it. */
function makeConsumer() {
  const asked: string[] = [];
  const answer = { refuses: false };
  const ask = async (what: string): Promise<void> => {
    asked.push(what);
    if (answer.refuses) throw new Error('the worker refuses');
  };
  const consumer = { producerId: 'voice', pause: () => ask('pause'), resume: () => ask('resume') };
  return { consumer, asked, answer };
}

test('S9: asking for what is so already asks the worker for nothing', async () => {
  const flows = new ConsumerFlows(
    () => false,
    (ask) => ask(),
  );
  const { consumer, asked } = makeConsumer();
  for (let time = 0; time < 400; time += 1) await flows.want('one', consumer, true);
  for (let time = 0; time < 400; time += 1) await flows.want('one', consumer, false);
  expect(asked).toEqual(['resume', 'pause']);
});

test('the last of what is asked holds, also where the gate changes it meanwhile', async () => {
  let held = true;
  const flows = new ConsumerFlows(
    () => held,
    (ask) => ask(),
  );
  const { consumer, asked } = makeConsumer();
  await flows.want('one', consumer, true);
  held = false;
  flows.applyHold(new Map([['one', consumer]]), 'voice');
  await flows.want('one', consumer, false);
  expect(asked).toEqual(['resume', 'pause']);
});

test('what the worker refused is asked of it again', async () => {
  const flows = new ConsumerFlows(
    () => false,
    (ask) => ask(),
  );
  const { consumer, asked, answer } = makeConsumer();
  answer.refuses = true;
  await expect(flows.want('one', consumer, true)).rejects.toThrow('refuses');
  answer.refuses = false;
  await flows.want('one', consumer, true);
  expect(asked).toEqual(['resume', 'resume']);
});

test('pictures over a data channel are asked for again as often as a viewer misses them', async () => {
  const flows = new ConsumerFlows(
    () => false,
    (ask) => ask(),
  );
  let wanted = 0;
  const dataConsumer = {
    on: () => undefined,
    observer: { once: () => undefined },
    resume: async () => undefined,
  } as unknown as types.DataConsumer;
  const pictures = new JpegConsumer(dataConsumer, {
    ask: (ask) => ask(),
    wantPicture: () => (wanted += 1),
    fellBehind: () => undefined,
    watched: () => undefined,
  });
  for (let time = 0; time < 3; time += 1) await flows.want('one', pictures, true);
  expect(wanted).toBe(3);
});

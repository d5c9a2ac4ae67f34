import { expect, test } from 'vitest';
import { TestMessages } from '../../features/messages/test-messages.ts';
import { judgeCounters } from './check-counted.ts';
import { expectCountersChecked } from './test-counters.ts';

test('row 4: a counter that does not stand against its rows is named', async () => {
  const messages = await TestMessages.open();
  const [ann = '', bob = ''] = await messages.register('ann', 'bob');
  const group = await messages.group(ann, bob);
  await messages.send(ann, group, 'words');
  await messages.send(bob, group, 'more words');
  await expectCountersChecked(messages.settings);
  await messages.close();
});

test('what does not stand is told in one line, and that nothing was changed', () => {
  expect(judgeCounters([]).verdict).toBe('ok');
  const { verdict, sentence } = judgeCounters([
    { what: 'members have read beyond the last message', count: 2 },
    { what: 'messages are not found by a search', count: 1 },
  ]);
  expect(verdict).toBe('problem');
  expect(sentence).toBe(
    '2 members have read beyond the last message; 1 messages are not found by a search. Nothing was changed: restore a backup, or report it with this line.',
  );
});

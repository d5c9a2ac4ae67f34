import { expect, test } from 'vitest';
import { openQuestionsMax, type Ask, waitingQuestionsMax, WorkerQuestions } from './worker-questions.ts';

/** A worker that answers when it is told to, in order. */
function openWorker() {
  const questions = new WorkerQuestions();
  const open: { asker: string; answer: () => void; refuse: () => void }[] = [];
  const ask = (asker: string, way: Ask = questions.askerOf(asker)): Promise<string> =>
    way(
      () =>
        new Promise((resolve, reject) => {
          open.push({ asker, answer: () => resolve(asker), refuse: () => reject(new Error('no')) });
        }),
    );
  const answerFirst = async (): Promise<string | undefined> => {
    const first = open.shift();
    first?.answer();
    await settled();
    return first?.asker;
  };
  return { questions, open, ask, answerFirst };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('S2: of 10,000 questions fifty are open at a time, and all are answered', async () => {
  const { open, questions, ask } = openWorker();
  const way = questions.askerOf('somebody', Infinity);
  const asked = Array.from({ length: 10_000 }, () => ask('somebody', way));
  let most = 0;
  await settled();
  while (open.length > 0) {
    most = Math.max(most, open.length);
    for (const { answer } of open.splice(0)) answer();
    await settled();
  }
  expect(most).toBe(openQuestionsMax);
  expect(await Promise.all(asked)).toHaveLength(10_000);
  expect(questions.answers).toBe(10_000);
});

test('S2: a caller with one question comes next, however much others have asked before', async () => {
  const { ask, open, answerFirst } = openWorker();
  for (let count = 0; count < 1000; count += 1) {
    void ask('flooder');
    void ask('another');
  }
  await settled();
  void ask('bystander');
  await answerFirst();
  await answerFirst();
  await answerFirst();
  expect(open.map(({ asker }) => asker)).toContain('bystander');
  expect(open).toHaveLength(openQuestionsMax);
});

test('S2: an asker of whom too much waits is refused, and no other', async () => {
  const { ask, questions } = openWorker();
  for (let count = 0; count < openQuestionsMax + waitingQuestionsMax; count += 1) void ask('flooder');
  await expect(ask('flooder')).rejects.toMatchObject({ code: 'too-often', details: { retryAfterMs: 1000 } });
  const way = questions.askerOf('the server', Infinity);
  for (let count = 0; count < 2 * waitingQuestionsMax; count += 1) void ask('the server', way);
  await settled();
});

test('a refusal of the worker is one answer, and makes room for the next', async () => {
  const { ask, open, questions } = openWorker();
  const refused = ask('somebody');
  await settled();
  open.shift()?.refuse();
  await expect(refused).rejects.toThrow('no');
  expect(questions.answers).toBe(1);
  const answered = ask('somebody');
  await settled();
  open.shift()?.answer();
  expect(await answered).toBe('somebody');
});

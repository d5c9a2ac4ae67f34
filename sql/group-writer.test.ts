import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GroupWriter } from './group-writer.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import type { Answer, StatementRequest } from './sqlite-messages.ts';

let folder: string;
let connection: SqliteConnection;
/** Sees what is committed. */
let outside: DatabaseSync;
let writer: GroupWriter;
let nowMs: number;
let answers: Answer[];
let timers: { atMs: number; work: () => void }[];
/** Every begin, commit, savepoint and answer, in order. */
let executed: string[];
let failingCommits: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenum-group-'));
  const file = join(folder, 'plenum.db');
  connection = SqliteConnection.open(file, 0);
  connection.exec('create table notes (name text primary key) without rowid');
  outside = new DatabaseSync(file);
  [nowMs, answers, timers, executed, failingCommits] = [0, [], [], [], 0];
  writer = new GroupWriter({
    connection: {
      run: (text, values) => connection.run(text, values),
      exec: (text) => {
        executed.push(text);
        if (text === 'commit' && failingCommits > 0) {
          failingCommits -= 1;
          throw Object.assign(new Error('disk I/O error'), { errcode: 10 });
        }
        connection.exec(text);
      },
      get isInTransaction() {
        return connection.isInTransaction;
      },
    },
    answer: (some) => {
      executed.push(`answers ${some.length}`);
      answers.push(...some);
    },
    now: () => nowMs,
    later: (ms, work) => timers.push({ atMs: nowMs + ms, work }),
  });
});

afterEach(() => {
  outside.close();
  connection.close();
  rmSync(folder, { recursive: true });
});

let ids = 0;

function insert(name: string, transaction?: StatementRequest['transaction']): number {
  ids += 1;
  const text = 'insert into notes values (?)';
  writer.take({
    kind: 'statement',
    id: ids,
    text,
    values: [name],
    ...(transaction !== undefined && { transaction }),
  });
  return ids;
}

function end(kind: 'commit' | 'rollback', transaction: number): number {
  ids += 1;
  writer.take({ kind, id: ids, transaction });
  return ids;
}

/** Lets time pass, and what was put off until then happen. */
function pass(ms = 0): void {
  nowMs += ms;
  const due = timers.filter((timer) => timer.atMs <= nowMs);
  timers = timers.filter((timer) => timer.atMs > nowMs);
  for (const { work } of due) work();
}

function outcome(id: number): string {
  const answer = answers.find((each) => each.id === id);
  if (answer === undefined) return 'waits';
  return 'result' in answer ? 'done' : answer.failure.kind;
}

function stored(): string[] {
  return outside
    .prepare('select name from notes order by name')
    .all()
    .map(({ name }) => String(name));
}

test('what arrives together is committed once, and answered only then', () => {
  const asked = ['a', 'b', 'c'].map((name) => insert(name));
  expect(asked.map(outcome)).toEqual(['waits', 'waits', 'waits']);
  expect(stored()).toEqual([]);
  pass();
  expect(asked.map(outcome)).toEqual(['done', 'done', 'done']);
  expect(stored()).toEqual(['a', 'b', 'c']);
  expect(executed).toEqual(['begin immediate', 'commit', 'answers 3']);
});

test('a group takes statements for 5 ms at most', () => {
  const run = connection.run.bind(connection);
  connection.run = (text, values) => {
    nowMs += 2;
    return run(text, values);
  };
  const asked = ['a', 'b', 'c', 'd'].map((name) => insert(name));
  pass();
  expect(asked.map(outcome)).toEqual(['done', 'done', 'done', 'done']);
  expect(executed.filter((text) => text === 'commit')).toHaveLength(2);
});

test('a statement that fails takes none of its neighbours with it', () => {
  const asked = ['a', 'a', 'b'].map((name) => insert(name));
  pass();
  expect(asked.map(outcome)).toEqual(['done', 'duplicate', 'done']);
  expect(stored()).toEqual(['a', 'b']);
});

describe('a transaction', () => {
  test('is answered statement by statement, and its end once it is on the disk; others wait for it', () => {
    const first = insert('a', { id: 1, isFirst: true });
    pass();
    const second = insert('b', { id: 1, isFirst: false });
    const other = insert('c');
    pass();
    expect([first, second, other].map(outcome)).toEqual(['done', 'done', 'waits']);
    expect(stored()).toEqual([]);
    const over = end('commit', 1);
    expect([over, other].map(outcome)).toEqual(['done', 'done']);
    expect(stored()).toEqual(['a', 'b', 'c']);
  });

  test('that is rolled back leaves its neighbours of the group', () => {
    const before = insert('a');
    insert('b', { id: 1, isFirst: true });
    pass();
    expect(outcome(before)).toBe('waits');
    const after = insert('c');
    const over = end('rollback', 1);
    expect([before, after, over].map(outcome)).toEqual(['done', 'done', 'done']);
    expect(stored()).toEqual(['a', 'c']);
  });

  test('whose statements are asked for at once gets all of them, in order', () => {
    const asked = [
      insert('a', { id: 1, isFirst: true }),
      insert('a', { id: 1, isFirst: false }),
      insert('b', { id: 1, isFirst: false }),
    ];
    pass();
    end('commit', 1);
    expect(asked.map(outcome)).toEqual(['done', 'duplicate', 'done']);
    expect(stored()).toEqual(['a', 'b']);
  });

  test.each(['commit', 'rollback'] as const)(
    'whose %s is asked for before its turn has come does not hold up the others',
    (kind) => {
      const first = insert('a', { id: 1, isFirst: true });
      const over = end(kind, 1);
      const other = insert('b');
      pass();
      expect([first, over, other].map(outcome)).toEqual(['done', 'done', 'done']);
      expect(stored()).toEqual(kind === 'commit' ? ['a', 'b'] : ['b']);
    },
  );

  test('that falls silent is rolled back, its rest refused, and the others go on', () => {
    insert('a', { id: 1, isFirst: true });
    pass();
    const other = insert('b');
    pass(4999);
    const still = insert('c', { id: 1, isFirst: false });
    pass(1);
    expect([still, other].map(outcome)).toEqual(['done', 'waits']);
    pass(5000);
    pass(4);
    expect(outcome(other)).toBe('done');
    const late = insert('d', { id: 1, isFirst: false });
    expect([late, end('commit', 1), end('rollback', 1)].map(outcome)).toEqual([
      'unavailable',
      'unavailable',
      'done',
    ]);
    expect(stored()).toEqual(['b']);
  });
});

describe('when the disk refuses', () => {
  test('a commit, statements by themselves are done once more, each in a group of its own; transactions are refused', () => {
    failingCommits = 2;
    const [first, second] = [insert('a'), insert('b')];
    insert('c', { id: 1, isFirst: true });
    pass();
    const over = end('commit', 1);
    expect([first, second, over].map(outcome)).toEqual(['unavailable', 'done', 'unavailable']);
    expect(stored()).toEqual(['b']);
  });

  test('a statement that has no room ends its group; its neighbours are stored all the same', () => {
    connection.exec('pragma max_page_count = 8');
    const asked = [insert('a'), insert('x'.repeat(100_000)), insert('b')];
    pass();
    expect(asked.map(outcome)).toEqual(['done', 'full', 'done']);
    expect(stored()).toEqual(['a', 'b']);
  });
});

describe('while another process writes', () => {
  test('statements wait, and are done when it is over', () => {
    outside.exec('begin immediate');
    const asked = insert('a');
    pass();
    pass(1000);
    expect(outcome(asked)).toBe('waits');
    outside.exec('commit');
    pass(2);
    expect(outcome(asked)).toBe('done');
  });

  test('it gets its turn: after 20 ms of groups the file is left alone for 4 ms', () => {
    const run = connection.run.bind(connection);
    connection.run = (text, values) => {
      nowMs += 5;
      return run(text, values);
    };
    const asked = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => insert(name));
    pass();
    expect(asked.map(outcome)).toEqual(['done', 'done', 'done', 'done', 'waits', 'waits']);
    outside.exec('begin immediate');
    pass(4);
    expect(outcome(asked[4] ?? 0)).toBe('waits');
    outside.exec('commit');
    pass(1);
    expect(asked.map(outcome)).toEqual(['done', 'done', 'done', 'done', 'done', 'done']);
  });

  test('each is refused after 1.5 s of its own', () => {
    outside.exec('begin immediate');
    const first = insert('a');
    pass();
    pass(1000);
    const second = insert('b');
    pass(500);
    expect([first, second].map(outcome)).toEqual(['busy', 'waits']);
    pass(1000);
    expect(outcome(second)).toBe('busy');
    outside.exec('commit');
  });
});

test('finishing writes what waits, and rolls back the transaction that is open', () => {
  let isFinished = false;
  insert('a', { id: 1, isFirst: true });
  pass();
  const asked = insert('b');
  writer.finish(() => (isFinished = true));
  expect(isFinished).toBe(true);
  expect(outcome(asked)).toBe('done');
  expect(stored()).toEqual(['b']);
});

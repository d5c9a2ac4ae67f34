// The database contract on a real MariaDB, and what only a server can do: be away, be slow, refuse.
import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseContract } from '../../sql/database-contract.ts';
import { openDatabase } from '../../sql/open-database.ts';
import { crowd } from '../../server/features/messages/test-crowd.ts';
import { keepThirtyDays } from '../../server/features/messages/test-retention.ts';
import { rivals } from '../../server/features/messages/groups/test-rivals.ts';
import { TestMessages } from '../../server/features/messages/test-messages.ts';
import { expectCountersChecked } from '../../server/ops/doctor/test-counters.ts';
import { searchLikeScan } from '../../server/features/messages/test-search.ts';
import { type Mariadb, startMariadb } from '../helpers/mariadb.ts';

/** SQLite needs none; the setting has to name one all the same. */
const dataDir = '/nonexistent';
let mariadb: Mariadb;
let databases = 0;

const newUrl = (): string => {
  databases += 1;
  return mariadb.url(`plenum_${databases}`);
};

beforeAll(async () => {
  mariadb = await startMariadb();
});
afterAll(() => mariadb.stop());

describe('on MariaDB', () => {
  databaseContract(async () => ({ url: newUrl(), dataDir }));
});

test('messages that many send, mark and join at once are counted without holes, and no member is refused', async () => {
  const messages = await TestMessages.open(1000, newUrl());
  await crowd(messages);
  await messages.close();
});

test('messages that are older than they are kept go, a few at a time, and counters and markers stay right', async () => {
  const messages = await TestMessages.open(1000, newUrl());
  await keepThirtyDays(messages);
  await messages.close();
});

test('row 15: a search finds what a look at every message finds; doctor names counters that do not stand', async () => {
  const messages = await TestMessages.open(1000, newUrl());
  await searchLikeScan(messages, 150, 16);
  await expectCountersChecked(messages.settings);
  await messages.close();
});

test('T10: on MariaDB too, who removes, demotes and hands over at once leaves one state with one owner', async () => {
  const messages = await TestMessages.open(1000, newUrl());
  await rivals(messages);
  await messages.close();
});

test('a database that a newer version changed is refused, naming the step', async () => {
  const url = newUrl();
  await (await openDatabase({ url, dataDir })).close();
  await mariadb.run(`insert into plenum_${databases}.applied_migrations values ('9999-from-the-future', 0)`);
  await expect(openDatabase({ url, dataDir })).rejects.toThrow(
    'newer version of Plenum (step 9999-from-the-future)',
  );
});

test('a migration that a crash cut off after its statement is finished at the next start', async () => {
  const url = newUrl();
  await (await openDatabase({ url, dataDir })).close();
  await mariadb.run(`delete from plenum_${databases}.applied_migrations where name = '0003-resting-numbers'`);
  const database = await openDatabase({ url, dataDir });
  expect(await database.restingNumbers.all(0)).toEqual([]);
  await database.close();
});

test('a server that is not there is named by host and port, and the password is not repeated', async () => {
  const opening = openDatabase({ url: 'mysql://someone:s3cret@127.0.0.1:1/plenum', dataDir });
  const error = await opening.catch((reason: unknown) => reason);
  expect(String(error)).toContain(
    'The database server at 127.0.0.1:1 does not answer as expected (ECONNREFUSED)',
  );
  expect(String(error)).not.toContain('s3cret');
});

test('a server that accepts and then says nothing is named after the connect timeout', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  await expect(openDatabase({ url: `mysql://root@127.0.0.1:${port}/plenum`, dataDir })).rejects.toThrow(
    `The database server at 127.0.0.1:${port} does not answer as expected (ETIMEDOUT)`,
  );
  silent.close();
});

test('a wrong password is named as such, without repeating it', async () => {
  await mariadb.run("create user 'stranger'@'127.0.0.1' identified by 'right'");
  const opening = openDatabase({ url: `mysql://stranger:s3cret@127.0.0.1:${mariadb.port}/plenum`, dataDir });
  const error = await opening.catch((reason: unknown) => reason);
  expect(String(error)).toMatch(
    /does not let user "stranger" use database "plenum"; check user, password and rights/,
  );
  expect(String(error)).not.toContain('s3cret');
});

test('a user without the right to create the database is told so', async () => {
  await mariadb.run("create user 'guest'@'127.0.0.1' identified by ''");
  await expect(
    openDatabase({ url: `mysql://guest@127.0.0.1:${mariadb.port}/plenum_new`, dataDir }),
  ).rejects.toThrow('does not let user "guest" use database "plenum_new"');
});

test('a server that stops answering makes queries fail as unavailable, and is used again when it answers', async () => {
  const database = await openDatabase({ url: newUrl(), dataDir });
  expect(await database.answers()).toBe(true);
  mariadb.signal('SIGSTOP');
  const asked = Array.from({ length: 25 }, () => database.accounts.byPhone('+1'));
  const outcomes = await Promise.allSettled(asked);
  expect(await database.answers()).toBe(false);
  mariadb.signal('SIGCONT');
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: { code: 'database-unavailable' } });
  expect(await database.accounts.byPhone('+1')).toBeUndefined();
  await database.close();
});

test('a server that goes away makes queries fail as unavailable, and is used again when it is back', async () => {
  const relay = await startRelay(mariadb.port);
  const database = await openDatabase({
    url: `mysql://root@127.0.0.1:${relay.port}/plenum_relayed`,
    dataDir,
  });
  await database.restingNumbers.save('00001', 5);
  relay.cut();
  await expect(database.restingNumbers.all(0)).rejects.toMatchObject({ code: 'database-unavailable' });
  expect(await database.answers()).toBe(false);
  relay.mend();
  expect(await database.restingNumbers.all(0)).toHaveLength(1);
  await database.close();
  relay.cut();
});

/** Passes connections on until it is cut: then those that are open break, and new ones are refused. */
async function startRelay(target: number): Promise<{ port: number; cut: () => void; mend: () => void }> {
  let broken = false;
  const sockets = new Set<{ destroy: () => void }>();
  const server = createServer((socket) => {
    if (broken) return void socket.destroy();
    const onward = connect(target, '127.0.0.1');
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => socket.destroy());
    }
    socket.pipe(onward).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      broken = true;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend: () => {
      broken = false;
    },
  };
}

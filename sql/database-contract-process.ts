// A process of its own that opens a database and then holds its migration lock. Started by the contract suite.
import { setTimeout as delay } from 'node:timers/promises';
import { type DatabaseSettings, engineOf, openDatabase } from './open-database.ts';

/** Long enough for another process to come meanwhile. */
const holdMs = 300;

const settings = JSON.parse(process.argv[2] ?? '') as DatabaseSettings;
await (await openDatabase(settings)).close();
await engineOf(settings).migrateAlone(async () => {
  process.send?.('alone');
  await delay(holdMs);
  process.send?.('done');
});
process.disconnect();

// A process of its own that competes with the contract suite for the same rows, once it is told to begin. Started by the suite.
import { once } from 'node:events';
import { type DatabaseSettings, openDatabase } from './open-database.ts';
import { compete } from './rival-work.ts';

const settings = JSON.parse(process.argv[2] ?? '') as DatabaseSettings;
const database = await openDatabase(settings);
const begun = once(process, 'message');
process.send?.('ready');
await begun;
process.send?.(await compete(database, 'theirs', Number(process.argv[3])));
await database.close();
process.disconnect();

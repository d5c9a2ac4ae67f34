// Opens and closes a database in a process of its own. Started by the contract suite, with the settings as JSON.
import { type DatabaseSettings, openDatabase } from './open-database.ts';

const database = await openDatabase(JSON.parse(process.argv[2] ?? '') as DatabaseSettings);
await database.close();

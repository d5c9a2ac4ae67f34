// The form of a migration. Every file of this folder that starts with a number holds one change of the tables.
import type { RawBuilder, SchemaModule } from 'kysely';

/**
 * One step that adds something, and only adds: earlier servers may still run on the same tables. It consists of one
 * statement that may be run twice, because MySQL cannot take back what was done before a crash.
 */
export interface Migration {
  /** Recorded in the database when it is done; never changed afterwards. Steps run in the order of `migrations`. */
  readonly name: string;
  /** @param tableOptions what the engine wants at the end of a `create table` */
  readonly add: (db: { readonly schema: SchemaModule }, tableOptions: RawBuilder<unknown>) => Promise<void>;
}
